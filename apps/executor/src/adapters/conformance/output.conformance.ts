import { waitFor } from '#testing';
import { script, type Suite } from './suite.conformance';

export function describeOutput(suite: Suite): void {
  describe('output', () => {
    it('can be read while the container runs, from any offset, and is gone after removal', async () => {
      const run = suite.specify(
        script('echo one; echo two >&2; while [ ! -e /tmp/never ]; do sleep 1; done'),
      );
      await suite.runtime.start(run);
      const first = await waitFor(async () => {
        const read = await suite.runtime.readOutput(run.attemptId, 0);
        return read.text.includes('two') ? read : undefined;
      });
      expect(first.text.split('\n').sort()).toEqual(['', 'one', 'two']);
      expect(await suite.runtime.readOutput(run.attemptId, 4)).toEqual({
        text: first.text.slice(4),
        offset: 8,
      });
      expect(await suite.runtime.readOutput(run.attemptId, first.offset)).toEqual({ text: '', offset: 8 });
      await suite.runtime.remove(run.attemptId);
      expect((await suite.runtime.readOutput(run.attemptId, 0)).text).toBe('');
    }, 30_000);

    it('is capped, and the run goes on', async () => {
      const order = script("yes 0123456789 | head -c 20000000; echo '{}' >/knockem/work/result.json", {
        template: { stdoutCapBytes: 4096 },
      });
      const { end, collected, attemptId } = await suite.runToEnd(order);
      expect(end.exitCode).toBe(0);
      expect(collected.result?.toString()).toBe('{}\n');
      expect(collected.output.length).toBeLessThanOrEqual(4096);
      expect(collected.output).toContain('0123456789\n0123456789');
      expect((await suite.runtime.readOutput(attemptId, 0)).text.length).toBeLessThanOrEqual(4096);
    }, 30_000);

    it('takes what is written to /dev/stderr and /dev/stdout', async () => {
      expect(await suite.outputOf('echo err >/dev/stderr; echo out >/dev/stdout')).toBe('err\nout');
    });

    it('keeps unicode whole', async () => {
      expect(await suite.outputOf('echo "grün – 基因 🧬"')).toBe('grün – 基因 🧬');
    });
  });
}
