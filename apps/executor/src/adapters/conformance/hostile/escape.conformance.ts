import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { waitFor } from '#testing';
import { ImageUnavailable } from '../../../application/container-runtime';
import { type Suite } from '../suite.conformance';
import { attack, LEAVE_RESULT } from './attack.conformance';

/** Programs that reach for what is not theirs: the network, the host, other runs. */
export function describeEscape(suite: Suite): void {
  describe('a hostile program that reaches for', () => {
    it('the network, finds nobody: not the host, not its addresses, no names', async () => {
      const host = await listener();
      try {
        const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
        const addresses = own.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
        const urls = [...addresses, 'example.org'].map((name) => `http://${name}:${host.port}/`);
        const tries = urls.map((url) => `$KNOCKEM_BUSYBOX wget -q -T 2 -O- ${url} && echo "reached ${url}"`);
        const text = `${tries.join('\n')}\n$KNOCKEM_BUSYBOX tail -n +2 /proc/net/unix; exit 4`;
        const { verdict, collected } = await attack(suite, text);
        expect(host.visitors()).toBe(0);
        expect(collected.output).not.toMatch(/reached|docker\.sock|@/);
        expect(verdict).toMatchObject({ outcome: 'container-error', reason: 'exited with code 4' });
      } finally {
        await host.close();
      }
    }, 60_000);

    it("the host's files and devices, finds neither", async () => {
      const secret = suite.inputFile('/knockem/in/unused', `secret ${randomUUID()}`, 0o644);
      const { hostFile } = secret;
      const text = [
        `cat ${hostFile} /proc/1/root${hostFile} /proc/self/cwd${hostFile} /../..${hostFile}`,
        'ls /var/run/docker.sock /run/docker.sock',
        'for d in mem kmem kmsg port sda vda nvme0n1 loop0; do [ -e /dev/$d ] && cat /dev/$d | head -c 1 && echo "read $d"; done',
        '$KNOCKEM_BUSYBOX mknod /tmp/disk b 8 0 && echo made',
        '$KNOCKEM_BUSYBOX mknod /dev/disk b 8 0 && echo made',
        'for f in /proc/sysrq-trigger /proc/sys/kernel/core_pattern /proc/sys/vm/panic_on_oom /proc/1/oom_score_adj; do echo -1000 >$f && echo "wrote $f"; done',
        'for f in /sys/fs/cgroup/*/memory.limit_in_bytes /sys/fs/cgroup/memory.max /sys/fs/cgroup/*/release_agent; do echo 1 >$f && echo "wrote $f"; done',
        'exit 5',
      ].join('\n');
      const { verdict, collected } = await attack(suite, text);
      expect(collected.output).not.toMatch(/secret|^read|made|wrote/m);
      expect(verdict).toMatchObject({ outcome: 'container-error', reason: 'exited with code 5' });
    }, 60_000);

    it('more rights, gets none by a set-user-id program of its image', async () => {
      const output = await suite.outputOf('busybox-suid id -u; busybox-suid cat /proc/self/status');
      expect(output).toMatch(/^65534\n/);
      expect(output).toMatch(/CapEff:\t0{16}/);
    });

    it("another run's genomes, files, processes and shared memory, finds only its own", async () => {
      const mark = `neighbour-${randomUUID()}`;
      const inputs = [suite.inputFile('/knockem/in/genome', mark)];
      const keep = ['/knockem/work', '/tmp', '/dev/shm']
        .map((place) => `echo "$1" >${place}/${mark}`)
        .join(';');
      const neighbour = suite.specify({
        argv: ['sh', '-c', `${keep}; echo begun; sleep 1000`, 'name', mark],
        env: { NEIGHBOUR: mark },
        inputs,
      });
      await suite.runtime.start(neighbour);
      await waitFor(
        async () => (await suite.runtime.readOutput(neighbour.attemptId, 0)).text.includes('begun'),
        {
          timeoutMs: 30_000,
        },
      );
      const look =
        '{ $KNOCKEM_BUSYBOX find / -path /proc -prune -o -print; cat /knockem/in/* /proc/[0-9]*/cmdline /proc/[0-9]*/environ; } 2>/dev/null | $KNOCKEM_BUSYBOX grep -c neighbour[-]';
      const { collected } = await attack(suite, `${look}; exit 6`);
      await suite.runtime.remove(neighbour.attemptId);
      expect(collected.output).toBe('0\n');
    }, 60_000);

    it('the next run in its place, leaves it nothing', async () => {
      const traps = [
        'cd /knockem/work',
        '$KNOCKEM_BUSYBOX mkdir -p d/d/d/d; echo x >d/d/file; $KNOCKEM_BUSYBOX chmod 0 d/d; $KNOCKEM_BUSYBOX chmod 0 d',
        'i=0; while [ $i -lt 200 ]; do $KNOCKEM_BUSYBOX mkdir deep && cd deep; i=$((i+1)); done; cd /knockem/work',
        'echo x >"a\nb"; echo x >"-rf"; echo x >.hidden; $KNOCKEM_BUSYBOX mkfifo pipe; $KNOCKEM_BUSYBOX ln -s / root',
        '$KNOCKEM_BUSYBOX chmod 0 /knockem/work /tmp; exit 8',
      ].join('\n');
      const { verdict } = await attack(suite, traps);
      expect(verdict.reason).toBe('exited with code 8');
      for (let i = 0; i < 2; i++)
        expect(
          await suite.outputOf(`ls -A /knockem/work /tmp | $KNOCKEM_BUSYBOX grep -v : ; ${LEAVE_RESULT}`),
        ).toBe('');
      expect(existsSync('/etc/passwd')).toBe(true);
    }, 60_000);
  });

  describe('a hostile image', () => {
    it.each(['knockem-test/linked-tmp:1', 'knockem-test/linked-knockem:1'])(
      'whose places for ours are symbolic links (%s) is refused with a sentence, or leads to nothing of the host',
      async (imageRef) => {
        const probe = `knockem-probe-${randomUUID()}`;
        try {
          const image = await suite.runtime.prepare(imageRef);
          await attack(suite, `echo x >/tmp/${probe}; echo x >/knockem/in/${probe}; exit 3`, { image });
        } catch (error) {
          expect(error).toBeInstanceOf(ImageUnavailable);
          expect((error as Error).message).toMatch(/which is ours/);
        }
        for (const place of ['/', '/etc', '/tmp', '/etc/in'])
          expect(existsSync(`${place}/${probe}`)).toBe(false);
        expect(['/etc/in', '/etc/bin', '/etc/work'].filter((path) => existsSync(path))).toEqual([]);
      },
      60_000,
    );

    it('whose environment would load, search and read other things changes only what it runs itself', async () => {
      const image = await suite.runtime.prepare('knockem-test/hostile-env:1');
      const text = `echo "$KNOCKEM_SEED $HOME $KNOCKEM_BUSYBOX"; ${LEAVE_RESULT}`;
      const { verdict, collected } = await attack(suite, text, { image, env: { KNOCKEM_SEED: '7' } });
      expect(collected.output).toBe('7 /knockem/work /knockem/bin/busybox\n');
      expect(verdict.outcome).toBe('succeeded');
    });
  });
}

interface Listener {
  readonly port: number;
  visitors(): number;
  close(): Promise<void>;
}

/** A door on all of the host's addresses that counts who comes. */
async function listener(): Promise<Listener> {
  let visitors = 0;
  const server = createServer((socket) => {
    visitors += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as { port: number };
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { port, visitors: () => visitors, close };
}
