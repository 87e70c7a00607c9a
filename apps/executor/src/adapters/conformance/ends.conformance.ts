import { randomUUID } from 'node:crypto';
import { within } from '#testing';
import { script, type Suite } from './suite.conformance';

export function describeEnds(suite: Suite): void {
  describe('ends', () => {
    it('brings back the result file of a success', async () => {
      const { end, collected } = await suite.runToEnd(
        script('echo said; echo \'{"n": 1}\' >/knockem/work/result.json'),
      );
      expect(end).toMatchObject({ exitCode: 0, timedOut: false, outOfMemory: false });
      expect(end.startFailure ?? end.imageFailure).toBeUndefined();
      expect(Date.parse(end.startedAt)).toBeGreaterThan(Date.now() - 60_000);
      expect(end.durationMs).toBeGreaterThan(0);
      expect(collected.result?.toString()).toBe('{"n": 1}\n');
      expect(collected.output).toBe('said\n');
      expect(collected.warnings).toEqual([]);
    });

    it('tells the exit code, the reason, and that there was no result', async () => {
      const { end, collected } = await suite.runToEnd(
        script('echo "too hot" >/knockem/work/reason; exit 42'),
      );
      expect(end.exitCode).toBe(42);
      expect(collected.reason).toBe('too hot');
      expect(collected.result).toBeUndefined();
    });

    it.each([
      ['a command that is not there', ['no-such-command']],
      ['a path that is not there', ['/no/such/path']],
      ['a file that is not executable', ['/etc/passwd']],
    ])("calls %s the image's failure", async (_, argv) => {
      const { end } = await suite.runToEnd({ argv });
      expect(end.imageFailure).toMatch(/no-such-command|\/no\/such\/path|\/etc\/passwd|executable|permi/i);
      expect(end.startFailure).toBeUndefined();
    });

    it("does not mistake a program's exit code 1 for a failed start", async () => {
      const { end } = await suite.runToEnd(script('exit 1'));
      expect(end).toMatchObject({ exitCode: 1 });
      expect(end.imageFailure ?? end.startFailure).toBeUndefined();
    });

    it('ends a container at its deadline, its children too', async () => {
      const order = script('sleep 1000 & (trap "" TERM INT; sleep 1000) & sleep 1000', {
        timeoutSeconds: 1,
      });
      const { end, attemptId } = await suite.runToEnd(order);
      expect(end).toMatchObject({ timedOut: true, outOfMemory: false });
      expect(end.durationMs).toBeGreaterThanOrEqual(1000);
      expect(end.durationMs).toBeLessThan(10_000);
      await suite.runtime.remove(attemptId);
      expect(await suite.harness.leftovers([attemptId])).toEqual([]);
    }, 30_000);

    it('ends a container that is told to stop, at once and as often as asked', async () => {
      const run = suite.specify(script('trap "" TERM; sleep 1000'));
      await suite.runtime.start(run);
      await Promise.all([suite.runtime.stop(run.attemptId), suite.runtime.stop(run.attemptId)]);
      const end = await within(10_000, 'the end', suite.runtime.wait(run.attemptId));
      expect(end).toMatchObject({ timedOut: false, outOfMemory: false });
      expect(end.exitCode).not.toBe(0);
      await suite.runtime.stop(run.attemptId);
      await suite.runtime.stop(randomUUID());
    }, 30_000);

    suite.itHolds('memory', 'tells that memory ran out, in PID 1 and in a child', async () => {
      const eat = 'dd if=/dev/zero of=/dev/null bs=400M count=1';
      const direct = await suite.runToEnd({
        argv: ['/bin/dd', 'if=/dev/zero', 'of=/dev/null', 'bs=400M', 'count=1'],
      });
      expect(direct.end).toMatchObject({ outOfMemory: true, timedOut: false });
      const child = await suite.runToEnd(
        script(`${eat}; exit 7`, { template: { resources: { cpus: 1, memoryMb: 64 } } }),
      );
      expect(child.end).toMatchObject({ outOfMemory: true });
    });
  });
}
