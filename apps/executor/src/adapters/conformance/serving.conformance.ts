import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { waitFor, within } from '#testing';
import type { RunSpecification } from '../../application/container-runtime';
import { type Order, script, type Suite } from './suite.conformance';

const SERVE = { entry: [], asks: [], answers: [] };
/** Answers each line with itself. */
const ECHO = 'echo ready >&2; while read -r line; do echo "got $line"; done; echo over >&2';

interface Talk {
  readonly run: RunSpecification;
  ask(line: string): Promise<string>;
  endInput(): void;
  /** Its output is closed. */
  readonly closed: Promise<unknown>;
}

async function serve(suite: Suite, text: string, order: Order = {}): Promise<Talk> {
  const run = suite.specify(script(text, { ...order, template: { ...order.template, serve: SERVE } }));
  const { stdin, stdout } = await suite.runtime.serve(run);
  stdin.on('error', () => undefined);
  const closed = once(stdout, 'close');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const ask = async (line: string): Promise<string> => {
    stdin.write(`${line}\n`);
    return (await within(20_000, 'an answer', lines.next())).value as string;
  };
  return { run, ask, endInput: () => void stdin.end(), closed };
}

export function describeServing(suite: Suite): void {
  describe('a container that serves', () => {
    it('answers line by line until its input ends; what it says on stderr is its output', async () => {
      const { run, ask, endInput, closed } = await serve(suite, ECHO);
      expect(await ask('one')).toBe('got one');
      const long = 'x'.repeat(200_000);
      expect(await ask(long)).toBe(`got ${long}`);
      expect(await ask('three')).toBe('got three');
      const readOutput = () => suite.runtime.readOutput(run.attemptId, 0);
      await waitFor(async () => (await readOutput()).text === 'ready\n', { message: 'its output' });
      endInput();
      expect(await suite.runtime.wait(run.attemptId)).toMatchObject({ exitCode: 0, timedOut: false });
      await within(10_000, 'the end of its output', closed);
      expect((await suite.runtime.collect(run.attemptId)).output).toBe('ready\nover\n');
      await suite.runtime.remove(run.attemptId);
      expect(await suite.harness.leftovers([run.attemptId])).toEqual([]);
    }, 60_000);

    it('closes its output when it ends by itself, and its exit code is known', async () => {
      const { run, closed } = await serve(suite, 'read -r line & exit 7');
      await within(20_000, 'the end of its output', closed);
      expect(await suite.runtime.wait(run.attemptId)).toMatchObject({ exitCode: 7, timedOut: false });
    }, 30_000);

    it('may open its ends again by name', async () => {
      const { ask } = await serve(
        suite,
        'read -r line </dev/stdin; echo "again $line" >/dev/stdout; sleep 100',
      );
      expect(await ask('one')).toBe('again one');
    }, 30_000);

    it('has the sandbox of every run', async () => {
      const looks = 'echo "$(id -u) $(grep -c : /proc/net/dev) $(touch /x 2>/dev/null || echo readonly)"';
      const own = await suite.outputOf(looks);
      const { ask } = await serve(suite, `read -r line; ${looks}; read -r line`);
      expect(await ask('look')).toBe(own);
    }, 30_000);

    suite.itHolds('memory', 'is ended at its memory limit', async () => {
      const { ask, run } = await serve(suite, 'read -r line; head -c 200m /dev/zero | tail; exit 9', {
        template: { resources: { cpus: 1, memoryMb: 32 } },
      });
      expect(await ask('go')).toBeUndefined();
      expect(await suite.runtime.wait(run.attemptId)).toMatchObject({ outOfMemory: true });
    });

    it('keeps a deadline of its own', async () => {
      const { run, closed } = await serve(suite, 'sleep 1000', { timeoutSeconds: 1 });
      await within(20_000, 'the end of its output', closed);
      expect((await suite.runtime.wait(run.attemptId)).exitCode).not.toBe(0);
    }, 30_000);

    it('is of unknown end when somebody else ended it', async () => {
      const { endFromOutside } = suite.harness;
      if (!endFromOutside) return;
      const { run, closed } = await serve(suite, 'echo ready >&2; sleep 1000');
      const readOutput = () => suite.runtime.readOutput(run.attemptId, 0);
      await waitFor(async () => (await readOutput()).text === 'ready\n', { message: 'its output' });
      await endFromOutside(run.attemptId);
      await within(20_000, 'the end of its output', closed);
      const end = await suite.runtime.wait(run.attemptId);
      expect(end).toMatchObject({ exitCode: undefined, timedOut: false, outOfMemory: false });
      expect((await suite.runtime.collect(run.attemptId)).output).toBe('ready\n');
    }, 60_000);

    it('leaves nothing when it cannot be opened', async () => {
      const { failNextServe } = suite.harness;
      if (!failNextServe) return;
      failNextServe();
      const run = suite.specify(script(ECHO, { template: { serve: SERVE } }));
      await expect(suite.runtime.serve(run)).rejects.toThrow('broken for the spec');
      expect(await suite.harness.leftovers([run.attemptId])).toEqual([]);
    }, 60_000);

    it('is listed as serving, and is stopped and removed as every run', async () => {
      const { run, closed } = await serve(suite, 'sleep 1000');
      const listed = (await suite.runtime.list()).find(({ attemptId }) => attemptId === run.attemptId);
      expect(listed).toMatchObject({ state: 'running', serving: true });
      await suite.runtime.stop(run.attemptId);
      await within(20_000, 'the end of its output', closed);
      await suite.runtime.remove(run.attemptId);
      expect(await suite.harness.leftovers([run.attemptId])).toEqual([]);
    }, 30_000);

    it.each([
      ['reads its lines', 'echo ready; while read -r line; do sleep 0.1; done'],
      ['thinks nothing of the end of its input', 'echo ready; trap "" TERM HUP; sleep 1000'],
      [
        'has left a daemon behind',
        'echo ready; (setsid sleep 1000 </dev/null >/dev/null 2>&1 &); sleep 1000',
      ],
    ])(
      'ends with its executor, by SIGKILL, when it %s',
      async (_, text) => {
        const run = suite.specify(script(text, { template: { serve: SERVE } }));
        await suite.harness.startAndDie(run);
        const running = async (): Promise<string[]> =>
          (await suite.harness.leftovers([run.attemptId])).filter((left) => left.startsWith('process'));
        await waitFor(async () => (await running()).length === 0, { timeoutMs: 20_000, message: 'its end' });
        const next = await suite.harness.open();
        try {
          const listed = async () => (await next.list()).find(({ attemptId }) => attemptId === run.attemptId);
          // A daemon notes the end a moment after the last process has gone.
          await waitFor(async () => (await listed())?.state === 'exited', { message: 'its end to be noted' });
          expect(await listed()).toMatchObject({ state: 'exited', serving: true });
          await next.remove(run.attemptId);
          expect(await suite.harness.leftovers([run.attemptId])).toEqual([]);
        } finally {
          await next.close();
        }
      },
      60_000,
    );
  });
}
