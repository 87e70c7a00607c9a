import { script, type Suite } from './suite.conformance';

export function describeSandbox(suite: Suite): void {
  describe('sandbox', () => {
    it('has no capabilities, no new privileges and a seccomp filter', async () => {
      const status = await suite.outputOf('cat /proc/self/status');
      const empty = '0000000000000000';
      for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
        expect(status).toContain(`${set}:\t${empty}`);
      expect(status).toMatch(/NoNewPrivs:\s+1/);
      expect(status).toMatch(/Seccomp:\s+2/);
    });

    it('has no network', async () => {
      const interfaces = await suite.outputOf(
        'cat /proc/net/dev | $KNOCKEM_BUSYBOX tail -n +3 | $KNOCKEM_BUSYBOX grep -v -E " (lo|tunl0|sit0|gre0|ip6tnl0):" ; cat /proc/net/route | $KNOCKEM_BUSYBOX tail -n +2',
      );
      expect(
        interfaces
          .split('\n')
          .filter((line) => !/^\s*(lo|\w*tunl?0|sit0|gre\w*0|erspan0|ip\w+0):/.test(line) && line),
      ).toEqual([]);
    });

    it('refuses new namespaces and mounts', async () => {
      const output = await suite.outputOf(
        '$KNOCKEM_BUSYBOX unshare -U true 2>&1 && echo made; $KNOCKEM_BUSYBOX mount -t tmpfs x /tmp 2>&1 && echo mounted; true',
      );
      expect(output).not.toMatch(/made|mounted/);
    });

    it('can write to /knockem/work and /tmp only', async () => {
      const text = [
        'for d in / /bin /etc /srv /dev /knockem /knockem/in /proc/sys/kernel; do echo x 2>/dev/null >$d/probe && echo "$d"; done',
        'for d in /knockem/work /tmp; do echo x >$d/probe && echo "$d ok"; done',
        'true',
      ].join('\n');
      const output = await suite.outputOf(`exec 2>/dev/null; ${text}`);
      expect(output.split('\n').filter((line) => line !== '/dev')).toEqual(['/knockem/work ok', '/tmp ok']);
    });

    it('bounds what can be written', async () => {
      const fill = (directory: string) =>
        `for i in 1 2 3 4 5 6; do dd if=/dev/zero of=${directory}/f$i bs=1M count=30 2>/dev/null || { echo full; break; }; done`;
      const template = { resources: { cpus: 1, memoryMb: 512 } };
      expect(await suite.outputOf(fill('/knockem/work'), { template })).toBe('full');
      expect(await suite.outputOf(fill('/tmp'), { template })).toBe('full');
    }, 60_000);

    it('starts each run with an empty work directory of its own', async () => {
      for (let i = 0; i < 3; i++) {
        expect(
          await suite.outputOf(
            'ls -A /knockem/work /tmp | $KNOCKEM_BUSYBOX grep -v : ; cd /knockem/work; echo >left; echo >.left; ' +
              'mkdir deep; echo >deep/left; echo >"no-text-$(printf "\\377")"; true',
          ),
        ).toBe('');
      }
    }, 30_000);

    suite.itHolds('pids', 'stops a fork bomb by the limit of processes', async () => {
      const bomb = 'i=0; while [ $i -lt 200 ]; do sleep 3 & i=$((i+1)); done 2>&1 | $KNOCKEM_BUSYBOX head -1';
      const { collected } = await suite.runToEnd(script(bomb, { timeoutSeconds: 10 }));
      expect(collected.output).toMatch(/fork|Resource temporarily unavailable/i);
    });

    suite.itHolds('cpus', 'holds the CPU limit', async () => {
      // CPU time used in four seconds of trying: 0.4 s at a tenth of a CPU, however busy the machine is.
      const burn =
        'now() { read up _ </proc/uptime; up=${up%.*}; }; now; end=$((up + 4)); while [ $up -lt $end ]; do now; done; read stat </proc/$$/stat; set -- $stat; echo $((${14} + ${15}))';
      const output = await suite.outputOf(burn, { template: { resources: { cpus: 0.1, memoryMb: 64 } } });
      const ticks = Number(output);
      expect(ticks).toBeGreaterThan(0);
      expect(ticks).toBeLessThan(100);
    });
  });
}
