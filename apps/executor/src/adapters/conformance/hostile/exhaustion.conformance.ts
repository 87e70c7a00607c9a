import { waitFor, within } from '#testing';
import { script, type Suite } from '../suite.conformance';
import { attack, LEAVE_RESULT } from './attack.conformance';

/** A bound for what must end at a deadline of a second or two, on a machine ten times slower than usual. */
const SOON_MS = 15_000;
const SMALL = { resources: { cpus: 1, memoryMb: 64 } };

/** Programs that take all there is: processes, memory, disk, output, time. */
export function describeExhaustion(suite: Suite): void {
  describe('a hostile program that takes all there is', () => {
    suite.itHolds('pids', 'of processes, for ever, is stopped at its deadline', async () => {
      const bomb = 'bomb() { bomb | bomb & }; while :; do bomb; done 2>/dev/null';
      const { verdict, end } = await attack(suite, bomb, { timeoutSeconds: 2 });
      expect(end.durationMs).toBeLessThan(SOON_MS);
      expect(['timed-out', 'container-error']).toContain(verdict.outcome);
    });

    suite.itHolds('pids', 'of processes, and ends among them, fails by its own exit code', async () => {
      const bomb = `${LEAVE_RESULT}; i=0; while [ $i -lt 500 ]; do sleep 1000 & i=$((i+1)); done`;
      const { verdict, end } = await attack(suite, bomb, { timeoutSeconds: 30 });
      expect(end).toMatchObject({ exitCode: 2, timedOut: false });
      expect(verdict.outcome).toBe('container-error');
    });

    suite.itHolds('memory', 'of memory, in many processes, fails by its memory limit', async () => {
      const eat =
        'i=0; while [ $i -lt 8 ]; do dd if=/dev/zero of=/dev/null bs=60M count=100 & i=$((i+1)); done';
      const { verdict } = await attack(suite, `${eat}; wait; exit 7`, { template: SMALL });
      expect(verdict).toMatchObject({
        outcome: 'container-error',
        reason: 'ran out of its 64 MiB of memory',
      });
    });

    suite.itHolds(
      'memory',
      'of memory by way of /tmp and /dev/shm cannot pass its memory limit',
      async () => {
        const fill = (file: string) => `dd if=/dev/zero of=${file} bs=1M count=60`;
        const text = `${fill('/tmp/a')} && ${fill('/knockem/work/b')} && ${fill('/dev/shm/c')} && ${LEAVE_RESULT}`;
        const { verdict } = await attack(suite, text, { template: SMALL });
        expect(verdict.outcome).toBe('container-error');
      },
    );

    it('of the disk, in bytes, is told that it is full', async () => {
      const fill = (place: string) =>
        `i=0; while dd if=/dev/zero of=${place}/f$i bs=1M count=30; do i=$((i+1)); [ $i -gt 20 ] && exit 9; done`;
      for (const place of ['/knockem/work', '/tmp']) {
        const { verdict, collected } = await attack(suite, `${fill(place)}; exit 3`, {
          template: { resources: { cpus: 1, memoryMb: 512 } },
        });
        expect(verdict).toMatchObject({ outcome: 'container-error', reason: 'exited with code 3' });
        expect(collected.output).toMatch(/No space left/);
      }
    }, 60_000);

    it('of the disk, in names, is told that it is full', async () => {
      const fill = (place: string) =>
        `cd ${place}; i=0; while [ $i -lt 100000 ] && true >$i; do i=$((i+1)); done 2>/tmp/why; echo "$i"`;
      for (const place of ['/knockem/work', '/tmp']) {
        const { collected } = await attack(suite, `( ${fill(place)} )`, { timeoutSeconds: 50 });
        const made = Number(/^\d+$/m.exec(collected.output)?.[0] ?? NaN);
        expect(made).toBeGreaterThan(1000);
        expect(made).toBeLessThan(20_000);
      }
    }, 120_000);

    it('of the log, for ever, is cut at its cap and stopped at its deadline', async () => {
      const floods = [
        'yes 0123456789abcdef',
        // Past the keeper of the cap, where PID 1 is not the program itself.
        'yes fedcba9876543210 >/proc/1/fd/1 & yes 0123456789abcdef >/proc/1/fd/2',
      ];
      for (const flood of floods) {
        const { verdict, collected, end } = await attack(suite, flood, {
          timeoutSeconds: 1,
          template: { stdoutCapBytes: 65_536 },
        });
        expect(verdict).toMatchObject({ outcome: 'timed-out', reason: 'passed its 1 s and was stopped' });
        expect(end.durationMs).toBeLessThan(SOON_MS);
        expect(collected.output.length).toBeLessThanOrEqual(65_536);
      }
    }, 120_000);
  });

  describe('a hostile program that will not end', () => {
    it.each([
      ['ignores all signals', 'trap "" HUP INT QUIT PIPE ALRM TERM USR1 USR2; while :; do sleep 1000; done'],
      ['stops itself', 'kill -STOP $$; sleep 1000'],
      ['ends what watches it', 'trap "" TERM; kill -KILL -1 2>/dev/null; while :; do :; done'],
      ['stops what watches it', '( kill -STOP -1 ); sleep 1000'],
      ['leaves children in sessions of their own', '( $KNOCKEM_BUSYBOX setsid sleep 1000 & ); sleep 1000'],
    ])(
      '%s is stopped at its deadline',
      async (_, text) => {
        const { verdict, end } = await attack(suite, text, { timeoutSeconds: 1 });
        expect(verdict).toMatchObject({ outcome: 'timed-out', reason: 'passed its 1 s and was stopped' });
        expect(end.durationMs).toBeLessThan(SOON_MS);
      },
      60_000,
    );

    it('ends what watches it, and no executor lives: stopped at its deadline', async () => {
      const text = 'trap "" TERM; kill -KILL -1 2>/dev/null; while :; do :; done';
      const run = suite.specify(script(text, { timeoutSeconds: 2 }));
      await suite.harness.startAndDie(run);
      const processes = async () =>
        (await suite.harness.leftovers([run.attemptId])).filter((left) => left.startsWith('process'));
      await waitFor(async () => (await processes()).length === 0, {
        timeoutMs: 30_000,
        message: 'the deadline',
      });
      const next = await suite.harness.open();
      try {
        const end = await within(20_000, 'its end', next.wait(run.attemptId));
        expect(end).toMatchObject({ timedOut: true });
      } finally {
        await next.close();
      }
    }, 90_000);

    it('leaves children that hold its output: ends with its own exit code, and they with it', async () => {
      const { verdict } = await attack(suite, `${LEAVE_RESULT}; ( trap "" TERM; sleep 1000 ) & exit 0`);
      expect(verdict).toMatchObject({ outcome: 'succeeded', value: { numAlpha: 1, numBeta: 2 } });
    }, 60_000);
  });
}
