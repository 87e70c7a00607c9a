import { randomBytes, randomUUID } from 'node:crypto';
import { createHash } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory, type TempDirectory, waitFor, within } from '#testing';
import {
  type Collected,
  type ContainerRuntime,
  ImageUnavailable,
  type InputFile,
  type PreparedImage,
  type RunEnd,
  type RunSpecification,
} from '../application/container-runtime';
import { writeConformanceImages } from './container-runtime-images.conformance';

/** What a runtime's spec brings along. */
export interface ConformanceHarness {
  /** A new adapter on the same host and directory. */
  open(): Promise<ContainerRuntime>;
  /** Starts the run from another process and ends that process with SIGKILL once `start` has resolved. */
  startAndDie(run: RunSpecification): Promise<void>;
  /** What the machine still holds of these runs: processes, mounts, cgroups, files, containers, volumes. */
  leftovers(attemptIds: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

export type Limit = 'memory' | 'pids' | 'cpus';

export type MakeHarness = (imagesDirectory: string) => Promise<ConformanceHarness>;

const PLAIN = 'knockem-test/plain:1';
const STACK = randomUUID();
const EXECUTOR = randomUUID();

type Order = Partial<Omit<RunSpecification, 'template'>> & {
  template?: Partial<RunSpecification['template']>;
};

/** Every runtime passes this suite. Real: containers, images, processes, the kernel's limits. Nothing is mocked. */
export function describeContainerRuntime(
  name: string,
  makeHarness: MakeHarness,
  limitsNotHeld: readonly Limit[] = [],
): void {
  /** A test of a limit, skipped by name where it cannot be held. */
  const itHolds = (limit: Limit, title: string, test: () => Promise<void>): void => {
    if (limitsNotHeld.includes(limit)) it.skip(`${title} (${name} cannot hold it)`, test, 60_000);
    else it(title, test, 60_000);
  };

  describe(`container runtime ${name}`, () => {
    let images: TempDirectory;
    let harness: ConformanceHarness;
    let runtime: ContainerRuntime;
    let plain: PreparedImage;
    const begun: string[] = [];

    beforeAll(async () => {
      images = tempDirectory();
      chmodSync(images.path, 0o755);
      await writeConformanceImages(images.path);
      harness = await makeHarness(images.path);
      runtime = await harness.open();
      plain = await runtime.prepare(PLAIN);
    }, 120_000);

    afterAll(async () => {
      for (const attemptId of begun) await runtime?.remove(attemptId);
      const left = await harness?.leftovers(begun);
      await runtime?.close();
      await harness?.close();
      images?.remove();
      expect(left).toEqual([]);
    }, 120_000);

    const specify = ({ template, ...rest }: Order): RunSpecification => {
      const attemptId = rest.attemptId ?? randomUUID();
      begun.push(attemptId);
      const argv = rest.argv ?? ['sh', '-c', 'true'];
      return {
        attemptId,
        competitionId: randomUUID(),
        submissionId: randomUUID(),
        stackId: STACK,
        executorId: EXECUTOR,
        image: plain,
        argv,
        inputs: [],
        timeoutSeconds: 60,
        note: `note of ${attemptId}`,
        ...rest,
        env: { KNOCKEM_COMPETITION_ATTEMPT_ID: attemptId, ...rest.env },
        template: {
          imageRef: PLAIN,
          entry: [...argv],
          env: {},
          inputs: [],
          resources: { cpus: 1, memoryMb: 128 },
          network: 'none',
          timeoutSeconds: 60,
          stdoutCapBytes: 1 << 20,
          collect: {
            kind: 'json',
            resultFile: '/knockem/work/result.json',
            reasonFile: '/knockem/work/reason',
          },
          ...template,
        },
      };
    };
    const script = (text: string, order: Order = {}): Order => ({ ...order, argv: ['sh', '-c', text] });
    const runToEnd = async (
      order: Order,
    ): Promise<{ end: RunEnd; collected: Collected; attemptId: string }> => {
      const run = specify(order);
      await runtime.start(run);
      const end = await runtime.wait(run.attemptId);
      return { end, collected: await runtime.collect(run.attemptId), attemptId: run.attemptId };
    };
    const outputOf = async (text: string, order: Order = {}): Promise<string> => {
      const { end, collected } = await runToEnd(script(text, order));
      expect({ ...end, output: collected.output }).toMatchObject({ exitCode: 0 });
      return collected.output.trimEnd();
    };
    const inputFile = (path: string, content: Buffer | string, mode = 0o644): InputFile => {
      const hostFile = join(images.path, randomUUID());
      writeFileSync(hostFile, content);
      return { path, hostFile, digest: createHash('sha256').update(content).digest('hex'), mode };
    };

    describe('images', () => {
      it('says with a sentence that an image is not to be had', async () => {
        const prepared = runtime.prepare('localhost:1/knockem-test/absent:1');
        await expect(prepared).rejects.toThrow(ImageUnavailable);
        await expect(prepared).rejects.toThrow(/localhost:1\/knockem-test\/absent:1/);
      }, 60_000);

      it('resolves an image to the chain id of its layers, whatever spelling its name has', async () => {
        const again = await runtime.prepare(`docker.io/${PLAIN}`);
        expect(plain).toMatchObject({ imageRef: PLAIN, hasShell: true });
        expect(plain.chainId).toMatch(/^sha256:[0-9a-f]{64}$/);
        expect(again.chainId).toBe(plain.chainId);
        // One layer: its diff id is the chain id. So both runtimes must agree.
        const configured = await runtime.prepare('knockem-test/configured:1');
        expect(configured.chainId).toBe(plain.chainId);
      });

      it('honours WORKDIR, USER and ENV of the image', async () => {
        const image = await runtime.prepare('knockem-test/configured:1');
        const output = await outputOf('pwd; echo "$GREETING"; echo "$PATH"; id -u; id -g', { image });
        expect(output.split('\n')).toEqual([
          '/srv/here',
          'hello from the image',
          '/bin:/extra',
          '1234',
          '1235',
        ]);
      });

      it('runs as 65534 where the image names no user, or root', async () => {
        expect(await outputOf('id -u; id -g')).toBe('65534\n65534');
        const image = await runtime.prepare('knockem-test/root:1');
        expect(await outputOf('id -u; id -g', { image })).toBe('65534\n65534');
      });

      it('lends its own shell to an image that has none', async () => {
        const image = await runtime.prepare('knockem-test/no-shell:1');
        expect(await outputOf('echo "$KNOCKEM_BUSYBOX"; /echo here', { image })).toBe(
          '/knockem/bin/busybox\nhere',
        );
      });

      it("takes the template's working directory before the image's", async () => {
        expect(await outputOf('pwd', { template: { workingDirectory: '/knockem/work' } })).toBe(
          '/knockem/work',
        );
      });
    });

    describe('ends', () => {
      it('brings back the result file of a success', async () => {
        const { end, collected } = await runToEnd(
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
        const { end, collected } = await runToEnd(script('echo "too hot" >/knockem/work/reason; exit 42'));
        expect(end.exitCode).toBe(42);
        expect(collected.reason).toBe('too hot');
        expect(collected.result).toBeUndefined();
      });

      it.each([
        ['a command that is not there', ['no-such-command']],
        ['a path that is not there', ['/no/such/path']],
        ['a file that is not executable', ['/etc/passwd']],
      ])("calls %s the image's failure", async (_, argv) => {
        const { end } = await runToEnd({ argv });
        expect(end.imageFailure).toMatch(/no-such-command|\/no\/such\/path|\/etc\/passwd|executable|permi/i);
        expect(end.startFailure).toBeUndefined();
      });

      it("does not mistake a program's exit code 1 for a failed start", async () => {
        const { end } = await runToEnd(script('exit 1'));
        expect(end).toMatchObject({ exitCode: 1 });
        expect(end.imageFailure ?? end.startFailure).toBeUndefined();
      });

      it('ends a container at its deadline, its children too', async () => {
        const order = script('sleep 1000 & (trap "" TERM INT; sleep 1000) & sleep 1000', {
          timeoutSeconds: 1,
        });
        const { end, attemptId } = await runToEnd(order);
        expect(end).toMatchObject({ timedOut: true, outOfMemory: false });
        expect(end.durationMs).toBeGreaterThanOrEqual(1000);
        expect(end.durationMs).toBeLessThan(10_000);
        await runtime.remove(attemptId);
        expect(await harness.leftovers([attemptId])).toEqual([]);
      }, 30_000);

      it('ends a container that is told to stop, at once and as often as asked', async () => {
        const run = specify(script('trap "" TERM; sleep 1000'));
        await runtime.start(run);
        await Promise.all([runtime.stop(run.attemptId), runtime.stop(run.attemptId)]);
        const end = await within(10_000, 'the end', runtime.wait(run.attemptId));
        expect(end).toMatchObject({ timedOut: false, outOfMemory: false });
        expect(end.exitCode).not.toBe(0);
        await runtime.stop(run.attemptId);
        await runtime.stop(randomUUID());
      }, 30_000);

      itHolds('memory', 'tells that memory ran out, in PID 1 and in a child', async () => {
        const eat = 'dd if=/dev/zero of=/dev/null bs=400M count=1';
        const direct = await runToEnd({
          argv: ['/bin/dd', 'if=/dev/zero', 'of=/dev/null', 'bs=400M', 'count=1'],
        });
        expect(direct.end).toMatchObject({ outOfMemory: true, timedOut: false });
        const child = await runToEnd(
          script(`${eat}; exit 7`, { template: { resources: { cpus: 1, memoryMb: 64 } } }),
        );
        expect(child.end).toMatchObject({ outOfMemory: true });
      });
    });

    describe('output', () => {
      it('can be read while the container runs, from any offset, and is gone after removal', async () => {
        const run = specify(script('echo one; echo two >&2; while [ ! -e /tmp/never ]; do sleep 1; done'));
        await runtime.start(run);
        const first = await waitFor(async () => {
          const read = await runtime.readOutput(run.attemptId, 0);
          return read.text.includes('two') ? read : undefined;
        });
        expect(first.text.split('\n').sort()).toEqual(['', 'one', 'two']);
        expect(await runtime.readOutput(run.attemptId, 4)).toEqual({ text: first.text.slice(4), offset: 8 });
        expect(await runtime.readOutput(run.attemptId, first.offset)).toEqual({ text: '', offset: 8 });
        await runtime.remove(run.attemptId);
        expect((await runtime.readOutput(run.attemptId, 0)).text).toBe('');
      }, 30_000);

      it('is capped, and the run goes on', async () => {
        const order = script("yes 0123456789 | head -c 20000000; echo '{}' >/knockem/work/result.json", {
          template: { stdoutCapBytes: 4096 },
        });
        const { end, collected, attemptId } = await runToEnd(order);
        expect(end.exitCode).toBe(0);
        expect(collected.result?.toString()).toBe('{}\n');
        expect(collected.output.length).toBeLessThanOrEqual(4096);
        expect(collected.output).toContain('0123456789\n0123456789');
        expect((await runtime.readOutput(attemptId, 0)).text.length).toBeLessThanOrEqual(4096);
      }, 30_000);

      it('takes what is written to /dev/stderr and /dev/stdout', async () => {
        expect(await outputOf('echo err >/dev/stderr; echo out >/dev/stdout')).toBe('err\nout');
      });

      it('keeps unicode whole', async () => {
        expect(await outputOf('echo "grün – 基因 🧬"')).toBe('grün – 基因 🧬');
      });
    });

    describe('what is collected', () => {
      it.each([
        ['a symbolic link', 'ln -s /etc/passwd result.json'],
        ['a file with a second link', 'echo {} >result.json; ln result.json other'],
        ['a directory', 'mkdir result.json'],
        ['a named pipe', '$KNOCKEM_BUSYBOX mkfifo result.json'],
        ['a file above 64 kB', 'head -c 65537 /dev/zero >result.json'],
      ])('is not %s: a warning says why', async (_, text) => {
        const commands = `cd /knockem/work; ln() { $KNOCKEM_BUSYBOX ln "$@"; }; mkdir() { $KNOCKEM_BUSYBOX mkdir "$@"; }; ${text}`;
        const { end, collected } = await runToEnd(script(commands));
        expect(end.exitCode).toBe(0);
        expect(collected.result).toBeUndefined();
        expect(collected.warnings.join()).toMatch(/result\.json/);
      });

      it('is not a file behind a symbolic link to a directory', async () => {
        const { collected } = await runToEnd({
          ...script('$KNOCKEM_BUSYBOX ln -s /etc /knockem/work/out'),
          template: { collect: { kind: 'json', resultFile: '/knockem/work/out/passwd' } },
        });
        expect(collected.result).toBeUndefined();
      });

      it('is up to 64 kB of JSON', async () => {
        const { collected } = await runToEnd(script('head -c 65536 /dev/zero >/knockem/work/result.json'));
        expect(collected.result?.length).toBe(65_536);
      });

      it('may be a blob of 15 MB', async () => {
        const collect = { kind: 'blob' as const, resultFile: '/knockem/work/out' };
        const { collected } = await runToEnd({
          ...script('head -c 15728640 /dev/zero >/knockem/work/out'),
          template: { collect },
        });
        expect(collected.result?.length).toBe(15 << 20);
        const larger = await runToEnd({
          ...script('head -c 15728641 /dev/zero >/knockem/work/out'),
          template: { collect },
        });
        expect(larger.collected.result).toBeUndefined();
        expect(larger.collected.warnings.join()).toMatch(/15728641|15728640|15 MB/);
      }, 60_000);

      it('comes back after a failure too', async () => {
        const { end, collected } = await runToEnd(script('echo {} >/knockem/work/result.json; exit 3'));
        expect(end.exitCode).toBe(3);
        expect(collected.result?.toString()).toBe('{}\n');
      });
    });

    describe('arguments, environment and inputs', () => {
      const ODD = [
        '',
        ' leading',
        'two words',
        'new\nline',
        '"quotes" and \'these\'',
        '$HOME `id` \\',
        'ünï 基因',
        '--',
        '-x',
      ];

      it('reach the container exactly', async () => {
        const output = await outputOf('', {}).then(() =>
          runToEnd({
            argv: ['sh', '-c', 'for a in "$@"; do echo "[$a]"; done; echo "{$ODD}"', 'name', ...ODD],
            env: { ODD: ODD.join('|') },
          }),
        );
        const expected = [...ODD.map((each) => `[${each}]`), `{${ODD.join('|')}}`, ''].join('\n');
        expect(output.collected.output).toBe(expected);
      });

      it("lets the run's environment come before the image's, and sets HOME", async () => {
        const image = await runtime.prepare('knockem-test/configured:1');
        const output = await outputOf('echo "$GREETING $HOME"', { image, env: { GREETING: 'mine' } });
        expect(output).toBe('mine /knockem/work');
      });

      it("holds no credential and nothing of the executor's environment", async () => {
        process.env.KNOCKEM_NATS_PASSWORD = 'conformance-secret';
        try {
          const output = await outputOf(
            'env; cat /proc/*/environ 2>/dev/null | $KNOCKEM_BUSYBOX tr "\\0" "\\n"',
          );
          expect(output).not.toContain('conformance-secret');
          expect(output).not.toMatch(/NATS|NODE_|npm_/);
        } finally {
          delete process.env.KNOCKEM_NATS_PASSWORD;
        }
      });

      it('gives input files read-only, at their paths, with their modes, also large ones', async () => {
        const large = randomBytes(3 << 20);
        const inputs = [
          inputFile('/knockem/in/entry.sh', 'echo "entry ran with $1"', 0o755),
          inputFile('/knockem/in/deep/er/text', 'hello', 0o644),
          inputFile('/knockem/in/large', large, 0o444),
        ];
        const text = [
          'sh /knockem/in/entry.sh one',
          'cat /knockem/in/deep/er/text; echo',
          '$KNOCKEM_BUSYBOX sha256sum </knockem/in/large',
          '$KNOCKEM_BUSYBOX stat -c %a /knockem/in/entry.sh /knockem/in/deep/er/text /knockem/in/large',
          'echo x 2>/dev/null >/knockem/in/new && echo writable',
          'echo x 2>/dev/null >>/knockem/in/entry.sh && echo writable',
          'echo x 2>/dev/null >>/knockem/bin/busybox && echo writable',
          'true',
        ].join('\n');
        const digest = createHash('sha256').update(large).digest('hex');
        expect((await outputOf(text, { inputs })).split('\n')).toEqual([
          'entry ran with one',
          'hello',
          `${digest}  -`,
          '755',
          '644',
          '444',
        ]);
      }, 30_000);
    });

    describe('sandbox', () => {
      it('has no capabilities, no new privileges and a seccomp filter', async () => {
        const status = await outputOf('cat /proc/self/status');
        const empty = '0000000000000000';
        for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
          expect(status).toContain(`${set}:\t${empty}`);
        expect(status).toMatch(/NoNewPrivs:\s+1/);
        expect(status).toMatch(/Seccomp:\s+2/);
      });

      it('has no network', async () => {
        const interfaces = await outputOf(
          'cat /proc/net/dev | $KNOCKEM_BUSYBOX tail -n +3 | $KNOCKEM_BUSYBOX grep -v -E " (lo|tunl0|sit0|gre0|ip6tnl0):" ; cat /proc/net/route | $KNOCKEM_BUSYBOX tail -n +2',
        );
        expect(
          interfaces
            .split('\n')
            .filter((line) => !/^\s*(lo|\w*tunl?0|sit0|gre\w*0|erspan0|ip\w+0):/.test(line) && line),
        ).toEqual([]);
      });

      it('refuses new namespaces and mounts', async () => {
        const output = await outputOf(
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
        const output = await outputOf(`exec 2>/dev/null; ${text}`);
        expect(output.split('\n').filter((line) => line !== '/dev')).toEqual(['/knockem/work ok', '/tmp ok']);
      });

      it('bounds what can be written', async () => {
        const fill = (directory: string) =>
          `for i in 1 2 3 4 5 6; do dd if=/dev/zero of=${directory}/f$i bs=1M count=30 2>/dev/null || { echo full; break; }; done`;
        const template = { resources: { cpus: 1, memoryMb: 512 } };
        expect(await outputOf(fill('/knockem/work'), { template })).toBe('full');
        expect(await outputOf(fill('/tmp'), { template })).toBe('full');
      }, 60_000);

      it('starts each run with an empty work directory of its own', async () => {
        for (let i = 0; i < 3; i++) {
          expect(
            await outputOf(
              'ls -A /knockem/work /tmp | $KNOCKEM_BUSYBOX grep -v : ; echo >/knockem/work/left; echo >/knockem/work/.left; true',
            ),
          ).toBe('');
        }
      }, 30_000);

      itHolds('pids', 'stops a fork bomb by the limit of processes', async () => {
        const bomb =
          'i=0; while [ $i -lt 200 ]; do sleep 3 & i=$((i+1)); done 2>&1 | $KNOCKEM_BUSYBOX head -1';
        const { collected } = await runToEnd(script(bomb, { timeoutSeconds: 10 }));
        expect(collected.output).toMatch(/fork|Resource temporarily unavailable/i);
      });

      itHolds('cpus', 'holds the CPU limit', async () => {
        const burn = 'i=0; while [ $i -lt 150000 ]; do i=$((i+1)); done';
        const full = await runToEnd(script(burn, { template: { resources: { cpus: 1, memoryMb: 64 } } }));
        const tenth = await runToEnd(script(burn, { template: { resources: { cpus: 0.1, memoryMb: 64 } } }));
        expect(tenth.end.durationMs).toBeGreaterThan(full.end.durationMs * 2);
      });
    });

    describe('a life of its own', () => {
      it('starts an attempt once, however often it is asked', async () => {
        const run = specify(script("echo begun; echo '{}' >/knockem/work/result.json"));
        await Promise.all([runtime.start(run), runtime.start(run)]);
        await runtime.wait(run.attemptId);
        await runtime.start(run);
        const ends = await Promise.all([runtime.wait(run.attemptId), runtime.wait(run.attemptId)]);
        expect(ends.map((end) => end.exitCode)).toEqual([0, 0]);
        expect((await runtime.collect(run.attemptId)).output).toBe('begun\n');
      });

      it('runs eight at once', async () => {
        const began = performance.now();
        const runs = Array.from({ length: 8 }, (_, i) =>
          runToEnd(script(`sleep 1; echo ${i} >/knockem/work/result.json`)),
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
        const run = specify(script('sleep 1000'));
        await runtime.start(run);
        const mine = async () => (await runtime.list()).find(({ attemptId }) => attemptId === run.attemptId);
        const facts = { attemptId: run.attemptId, executorId: EXECUTOR, stackId: STACK, note: run.note };
        expect(await mine()).toEqual({ ...facts, state: 'running' });
        await runtime.stop(run.attemptId);
        await runtime.wait(run.attemptId);
        expect(await mine()).toEqual({ ...facts, state: 'exited' });
        await runtime.remove(run.attemptId);
        expect(await mine()).toBeUndefined();
      }, 30_000);

      it('leaves nothing when it is removed, running or not, and again', async () => {
        const run = specify(script('sleep 1000 & sleep 1000'));
        await runtime.start(run);
        await runtime.remove(run.attemptId);
        await runtime.remove(run.attemptId);
        await runtime.remove(randomUUID());
        expect(await harness.leftovers([run.attemptId])).toEqual([]);
      }, 30_000);

      it('outlives its executor: a new one lists it and hears its true exit code', async () => {
        const run = specify(
          script('sleep 2; echo \'{"late": true}\' >/knockem/work/result.json; echo after; exit 5'),
        );
        await harness.startAndDie(run);
        const next = await harness.open();
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

      it('keeps its deadline while no executor lives, and its end is still known afterwards', async () => {
        const run = specify(script('sleep 1000', { timeoutSeconds: 2 }));
        await harness.startAndDie(run);
        const processes = async () =>
          (await harness.leftovers([run.attemptId])).filter((left) => left.startsWith('process'));
        await waitFor(async () => (await processes()).length === 0, {
          timeoutMs: 15_000,
          message: 'the deadline',
        });
        const next = await harness.open();
        try {
          const end = await within(20_000, 'its end', next.wait(run.attemptId));
          expect(end).toMatchObject({ timedOut: true });
          expect(end.durationMs).toBeLessThan(10_000);
        } finally {
          await next.close();
        }
      }, 60_000);
    });
  });
}
