import { randomUUID } from 'node:crypto';
import { waitFor, within } from '#testing';
import { EXECUTOR, STACK, script, type Suite } from './suite.conformance';

export function describeLife(suite: Suite): void {
  describe('a life of its own', () => {
    it('starts an attempt once, however often it is asked', async () => {
      const run = suite.specify(script("echo begun; echo '{}' >/knockem/work/result.json"));
      await Promise.all([suite.runtime.start(run), suite.runtime.start(run)]);
      await suite.runtime.wait(run.attemptId);
      await suite.runtime.start(run);
      const ends = await Promise.all([suite.runtime.wait(run.attemptId), suite.runtime.wait(run.attemptId)]);
      expect(ends.map((end) => end.exitCode)).toEqual([0, 0]);
      expect((await suite.runtime.collect(run.attemptId)).output).toBe('begun\n');
    });

    it('runs eight at once', async () => {
      const began = performance.now();
      const runs = Array.from({ length: 8 }, (_, i) =>
        suite.runToEnd(script(`sleep 1; echo ${i} >/knockem/work/result.json`)),
      );
      const results = await Promise.all(runs);
      expect(results.map(({ collected }) => collected.result?.toString().trim())).toEqual([
        '0',
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '7',
      ]);
      expect(performance.now() - began).toBeLessThan(30_000);
    }, 60_000);

    it('is listed with its note, until it is removed', async () => {
      const run = suite.specify(script('sleep 1000'));
      await suite.runtime.start(run);
      const mine = async () =>
        (await suite.runtime.list()).find(({ attemptId }) => attemptId === run.attemptId);
      const facts = { attemptId: run.attemptId, executorId: EXECUTOR, stackId: STACK, note: run.note };
      expect(await mine()).toEqual({ ...facts, state: 'running' });
      await suite.runtime.stop(run.attemptId);
      await suite.runtime.wait(run.attemptId);
      expect(await mine()).toEqual({ ...facts, state: 'exited' });
      await suite.runtime.remove(run.attemptId);
      expect(await mine()).toBeUndefined();
    }, 30_000);

    it('leaves nothing when it is removed, running or not, and again', async () => {
      const run = suite.specify(script('sleep 1000 & sleep 1000'));
      await suite.runtime.start(run);
      await suite.runtime.remove(run.attemptId);
      await suite.runtime.remove(run.attemptId);
      await suite.runtime.remove(randomUUID());
      expect(await suite.harness.leftovers([run.attemptId])).toEqual([]);
    }, 30_000);

    it('outlives its executor: a new one lists it and hears its true exit code', async () => {
      const run = suite.specify(
        script('sleep 6; echo \'{"late": true}\' >/knockem/work/result.json; echo after; exit 5'),
      );
      await suite.harness.startAndDie(run);
      const next = await suite.harness.open();
      try {
        const listed = (await next.list()).find(({ attemptId }) => attemptId === run.attemptId);
        expect(listed).toEqual({
          attemptId: run.attemptId,
          executorId: EXECUTOR,
          stackId: STACK,
          note: run.note,
          state: 'running',
        });
        expect(await within(20_000, 'its end', next.wait(run.attemptId))).toMatchObject({
          exitCode: 5,
          timedOut: false,
        });
        const collected = await next.collect(run.attemptId);
        expect(collected).toMatchObject({ output: 'after\n' });
        expect(collected.result?.toString()).toBe('{"late": true}\n');
      } finally {
        await next.close();
      }
    }, 60_000);

    it.each([
      ['forward', 3_600_000],
      ['back', -3_600_000],
    ])(
      'has its whole time when the clock is set %s while no executor lives',
      async (_, jumpMs) => {
        const run = suite.specify(script('sleep 4; exit 5', { timeoutSeconds: 60 }));
        await suite.harness.startAndDie(run);
        const now = Date.now.bind(Date);
        const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + jumpMs);
        const next = await suite.harness.open();
        try {
          const end = await within(40_000, 'its end', next.wait(run.attemptId));
          expect(end).toMatchObject({ exitCode: 5, timedOut: false });
          expect(end.durationMs).toBeLessThan(60_000);
        } finally {
          clock.mockRestore();
          await next.close();
        }
      },
      60_000,
    );

    it('keeps its deadline while no executor lives, and its end is still known afterwards', async () => {
      const run = suite.specify(script('sleep 1000', { timeoutSeconds: 2 }));
      await suite.harness.startAndDie(run);
      const processes = async () =>
        (await suite.harness.leftovers([run.attemptId])).filter((left) => left.startsWith('process'));
      await waitFor(async () => (await processes()).length === 0, {
        timeoutMs: 15_000,
        message: 'the deadline',
      });
      const next = await suite.harness.open();
      try {
        const end = await within(20_000, 'its end', next.wait(run.attemptId));
        expect(end).toMatchObject({ timedOut: true });
        expect(end.durationMs).toBeLessThan(10_000);
      } finally {
        await next.close();
      }
    }, 60_000);
  });
}
