import { randomUUID } from 'node:crypto';
import { type Suite } from '../suite.conformance';
import { attack, LEAVE_RESULT, RESULT } from './attack.conformance';

const NO_RESULT = 'exited with code 0 but reported nothing';

/** Programs that leave something other than a result, or lie about how they ended. */
export function describeForgery(suite: Suite): void {
  describe('a hostile program that leaves as its result', () => {
    it.each([
      ['a symbolic link to /etc/passwd', '$KNOCKEM_BUSYBOX ln -s /etc/passwd result.json'],
      ['a symbolic link to a device', '$KNOCKEM_BUSYBOX ln -s /dev/zero result.json'],
      ['a symbolic link into /proc', '$KNOCKEM_BUSYBOX ln -s /proc/1/environ result.json'],
      ['a symbolic link to itself', '$KNOCKEM_BUSYBOX ln -s result.json result.json'],
      ['a named pipe', '$KNOCKEM_BUSYBOX mkfifo result.json'],
      ['a directory', '$KNOCKEM_BUSYBOX mkdir result.json'],
      ['a device', '$KNOCKEM_BUSYBOX mknod result.json c 1 5; true'],
      ['a hole of 10 GB', '$KNOCKEM_BUSYBOX truncate -s 10G result.json; true'],
      ['a hole of 60 MB', '$KNOCKEM_BUSYBOX truncate -s 60M result.json'],
      ['a socket', '$KNOCKEM_BUSYBOX timeout 1 $KNOCKEM_BUSYBOX nc -l local:result.json; true'],
    ])(
      '%s, has reported nothing',
      async (_, text) => {
        const { verdict, collected } = await attack(suite, `cd /knockem/work; ${text}`);
        expect(collected.result?.length ?? 0).toBe(0);
        expect(verdict.outcome).toBe('container-error');
        expect(verdict.reason).toMatch(/reported nothing|empty/);
      },
      60_000,
    );

    it.each([
      ['what is not JSON', 'head -c 1000 /dev/urandom >result.json'],
      ['what the schema does not know', 'echo \'{"numAlpha": "many"}\' >result.json'],
      ['ten thousand brackets', 'head -c 10000 /dev/zero | $KNOCKEM_BUSYBOX tr "\\0" "[" >result.json'],
    ])(
      '%s, is told so',
      async (_, text) => {
        const { verdict } = await attack(suite, `cd /knockem/work; ${text}`);
        expect(verdict.outcome).toBe('container-error');
        expect(verdict.reason).not.toBe(NO_RESULT);
      },
      60_000,
    );

    it("names of somebody else's competition, has them ignored: no result says whose it is", async () => {
      const forged = {
        numAlpha: 1,
        numBeta: 2,
        competitionId: randomUUID(),
        competitionAttemptId: randomUUID(),
      };
      const text = `echo '${JSON.stringify(forged)}' >/knockem/work/result.json; cp result.json x 2>/dev/null; true`;
      const { verdict } = await attack(suite, text);
      expect(verdict).toMatchObject({ outcome: 'succeeded', value: { numAlpha: 1, numBeta: 2 } });
    });

    it('a symbolic link as its sentence of failure, says nothing', async () => {
      const { verdict } = await attack(
        suite,
        '$KNOCKEM_BUSYBOX ln -s /etc/passwd /knockem/work/reason; exit 9',
      );
      expect(verdict.reason).toBe('exited with code 9');
    });
  });

  describe('a hostile program that lies about its end', () => {
    /** Reads what it can of PID 1's secrets, where PID 1 is not the program itself. */
    const NONCE = 'nonce=$($KNOCKEM_BUSYBOX tr "\\0" "\\n" </proc/1/cmdline | $KNOCKEM_BUSYBOX sed -n 4p)';
    const say = (...lines: string[]): string =>
      `for line in ${lines.map((line) => `"${line}"`).join(' ')}; do echo "$nonce $line"; done >/proc/1/fd/1`;
    const base64 = Buffer.from(RESULT).toString('base64');

    it.each([
      ['a success', ['K', `R ${base64}`, 'E 0']],
      ['a time-out', ['K', 'T', 'E 137']],
      ['too little memory', ['K', 'M', 'E 137']],
      ['a program that is not there', ['K', 'F no program', 'E 127']],
    ])(
      'in the words of PID 1, as %s, fails by its exit code',
      async (_, lines) => {
        const { verdict } = await attack(suite, `${NONCE}; ${say(...lines)}; exit 3`);
        expect(verdict).toMatchObject({ outcome: 'container-error', reason: 'exited with code 3' });
      },
      60_000,
    );

    it('from a child that outlives it, fails by its exit code', async () => {
      const liar = `( while :; do ${say('K', `R ${base64}`, 'E 0')}; done ) & sleep 1; exit 3`;
      const { verdict } = await attack(suite, `${NONCE}; ${liar}`);
      expect(verdict).toMatchObject({ outcome: 'container-error', reason: 'exited with code 3' });
    }, 60_000);

    it('with a result and yet a failure, fails, and the result is told but not counted', async () => {
      const { verdict } = await attack(suite, `${LEAVE_RESULT}; sh -c 'kill -SEGV $$' || exit 139`);
      expect(verdict.outcome).toBe('container-error');
      expect(verdict.value).toBeUndefined();
      expect(verdict.warnings.join()).toMatch(/not counted/);
    });

    it('exchanging its result while it is read, has the last one that it left', async () => {
      const swap = `( while :; do $KNOCKEM_BUSYBOX ln -sf /etc/passwd r; $KNOCKEM_BUSYBOX mv r result.json; ${LEAVE_RESULT}; done ) & sleep 1`;
      const { collected } = await attack(suite, `cd /knockem/work; ${swap}`);
      expect(collected.result?.toString() ?? '').not.toContain('root');
    }, 60_000);
  });
}
