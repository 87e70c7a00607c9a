import { script, type Suite } from './suite.conformance';

const WITH_BLOB = {
  kind: 'json',
  resultFile: '/knockem/work/result.json',
  blobFile: '/knockem/work/kept',
} as const;

export function describeCollected(suite: Suite): void {
  describe('what is collected', () => {
    it.each([
      ['a symbolic link', 'ln -s /etc/passwd result.json'],
      ['a file with a second link', 'echo {} >result.json; ln result.json other'],
      ['a directory', 'mkdir result.json'],
      ['a named pipe', '$KNOCKEM_BUSYBOX mkfifo result.json'],
      ['a file above 64 kB', 'head -c 65537 /dev/zero >result.json'],
    ])('is not %s: a warning says why', async (_, text) => {
      const commands = `cd /knockem/work; ln() { $KNOCKEM_BUSYBOX ln "$@"; }; mkdir() { $KNOCKEM_BUSYBOX mkdir "$@"; }; ${text}`;
      const { end, collected } = await suite.runToEnd(script(commands));
      expect(end.exitCode).toBe(0);
      expect(collected.result).toBeUndefined();
      expect(collected.warnings.join()).toMatch(/result\.json/);
    });

    it('is not a file behind a symbolic link to a directory', async () => {
      const { collected } = await suite.runToEnd({
        ...script('$KNOCKEM_BUSYBOX ln -s /etc /knockem/work/out'),
        template: { collect: { kind: 'json', resultFile: '/knockem/work/out/passwd' } },
      });
      expect(collected.result).toBeUndefined();
    });

    it('is up to 64 kB of JSON', async () => {
      const { collected } = await suite.runToEnd(
        script('head -c 65536 /dev/zero >/knockem/work/result.json'),
      );
      expect(collected.result?.length).toBe(65_536);
    });

    it('may be a blob of 15 MB', async () => {
      const collect = { kind: 'blob' as const, resultFile: '/knockem/work/out' };
      const { collected } = await suite.runToEnd({
        ...script('head -c 15728640 /dev/zero >/knockem/work/out'),
        template: { collect },
      });
      expect(collected.result?.length).toBe(15 << 20);
      const larger = await suite.runToEnd({
        ...script('head -c 15728641 /dev/zero >/knockem/work/out'),
        template: { collect },
      });
      expect(larger.collected.result).toBeUndefined();
      expect(larger.collected.warnings.join()).toMatch(/15728641|15728640|15 MB/);
    }, 60_000);

    it('may have a blob beside its JSON', async () => {
      const template = { collect: { ...WITH_BLOB } };
      const text = 'cd /knockem/work; echo {} >result.json; head -c 15728640 /dev/zero >kept';
      const { collected } = await suite.runToEnd({ ...script(text), template });
      expect([collected.result?.toString(), collected.blob?.length]).toEqual(['{}\n', 15 << 20]);
      const none = await suite.runToEnd({ ...script('echo {} >/knockem/work/result.json'), template });
      expect([none.collected.result?.toString(), none.collected.blob]).toEqual(['{}\n', undefined]);
      expect(none.collected.warnings).toEqual([]);
    }, 60_000);

    it.each([
      ['a symbolic link', '$KNOCKEM_BUSYBOX ln -s /etc/passwd kept'],
      ['above 15 MB', 'head -c 15728641 /dev/zero >kept'],
    ])('has no blob that is %s: a warning says why', async (_, text) => {
      const template = { collect: { ...WITH_BLOB } };
      const { collected } = await suite.runToEnd({ ...script(`cd /knockem/work; ${text}`), template });
      expect(collected.blob).toBeUndefined();
      expect(collected.warnings.join()).toMatch(/kept was not taken/);
    });

    it('comes back after a failure too', async () => {
      const { end, collected } = await suite.runToEnd(script('echo {} >/knockem/work/result.json; exit 3'));
      expect(end.exitCode).toBe(3);
      expect(collected.result?.toString()).toBe('{}\n');
    });
  });
}
