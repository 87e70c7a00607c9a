/**
 * Real: the whole stack, and the knockem command as a person or a script runs it. Walks through every command of the table
 * with --json: one JSON value, or one per line, on stdout and nothing else; failures as JSON on stderr; the exit codes
 * that docs/cli.md promises.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../apps/cli/src/command-table';
import { EXIT } from '../apps/cli/src/exit-codes';
import { describeUnless, shellImage, tempDirectory, trackChild, waitFor, writeImageArchive } from '#testing';
import { command, type CommandEnd, EXAMPLE, KNOCKEM, StackUnderTest } from './stack-under-test';

const GENOME = join(EXAMPLE, 'demo-genome.txt');
const USER = 'walker@knockem.example';
const SMALL = ['--assay', 'nulldist', '--param', 'nulldist.replicates=10', 'nulldist.alpha=0.1'];
const ENDLESS = ['--assay', 'nulldist', '--param', 'nulldist.replicates=50000', '--max-active', '1'];
/** Walked through elsewhere, with what they need. */
const ELSEWHERE: Readonly<Record<string, string>> = { demo: 'demo.e2e.spec.ts' };
const walked = new Set<string>(Object.keys(ELSEWHERE));

/** Fifty commands, each of which is a second on a busy machine. */
const BOUND_MS = 300_000;

let stack: StackUnderTest;
const place = tempDirectory('knockem-walk-');
const inPlace = (name: string): string => join(place.path, name);

beforeAll(async () => {
  stack = await StackUnderTest.start();
  await writeImageArchive(join(stack.dataDir, 'images'), await failingImage());
}, BOUND_MS);
afterAll(async () => {
  await stack?.stop();
  place.remove();
}, BOUND_MS);

/** Two sites; whoever competes fails. */
const failingImage = () =>
  shellImage('walk/failing:1', {
    knockem_count_sites: 'echo 2',
    knockem_apply_knockout: `cat; [ $# -eq 0 ] || echo "$*" | tr ' ' '\\n' | sort`,
    knockem_compete_two: 'exit 3',
  });

/** Runs it with --json, and holds it to its promise. */
async function json<T = Record<string, unknown>>(
  args: readonly string[],
  code: number = EXIT.ok,
): Promise<T[]> {
  walked.add(args[0]);
  const end = await stack.run(...args, '--json');
  expect({ args, code: end.code, stderr: code === end.code ? '' : end.stderr }).toEqual({
    args,
    code,
    stderr: '',
  });
  const lines = end.stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as T);
}

async function submit(...more: string[]): Promise<string> {
  const image = ['--image', 'knockem/explicit-model:1', '--user', USER];
  const [accepted] = await json<{ submissionId: string }>(['submit', GENOME, ...image, ...more]);
  return accepted.submissionId;
}

describe('every command, with --json', () => {
  let study: string;
  let live: string;

  it(
    'looks at the stack and the machine',
    async () => {
      expect(await json(['up', '--detach'])).toMatchObject([{ gatewayUrl: stack.gatewayUrl, ready: true }]);
      expect(await json(['status'])).toMatchObject([{ ready: true }]);
      expect(await json(['executors'])).toMatchObject([[{ state: 'here' }]]);
      const looked = await stack.run('doctor', '--json');
      walked.add('doctor');
      expect([EXIT.ok, EXIT.unwell]).toContain(looked.code);
      expect(JSON.parse(looked.stdout)).toMatchObject({ findings: expect.any(Array) });
      expect(await json(['completion', 'bash'])).toMatchObject([{ shell: 'bash' }]);
      expect(await json(['token', 'list'])).toEqual([expect.any(Array)]);
    },
    BOUND_MS,
  );

  it(
    'puts and gets genomes, tells what a study will cost, submits and follows it',
    async () => {
      const [{ genomeId }] = await json<{ genomeId: string }>(['genome', 'put', GENOME, '--user', USER]);
      const back = inPlace('genome.txt');
      await json(['genome', 'get', genomeId, '-o', back]);
      expect(readFileSync(back)).toEqual(readFileSync(GENOME));
      const [got] = await json<{ genomeContent: string }>(['genome', 'get', genomeId]);
      expect(got.genomeContent).toBe(readFileSync(GENOME, 'utf8'));
      const about = ['--image', 'knockem/explicit-model:1', '--user', USER, ...SMALL];
      expect(await json(['submit', genomeId, ...about, '--dry-run'])).toHaveLength(1);
      study = await submit(...SMALL);
      const snapshots = await json<{ status: string }>(['watch', study]);
      expect(snapshots.at(-1)).toMatchObject({ status: 'completed' });
    },
    BOUND_MS,
  );

  it(
    'tells what was found, in every form',
    async () => {
      await waitFor(async () => (await json<unknown[]>(['results', study]))[0].length > 0, {
        timeoutMs: 120_000,
      });
      expect(await json(['show', study])).toMatchObject([{ submission: { id: study, status: 'completed' } }]);
      expect(await json(['list', '--user', USER])).toMatchObject([[{ id: study }]]);
      const table = inPlace('table.jsonl');
      const [saved] = await json<{ bytes: number }>(['download', study, '-o', table]);
      expect(saved).toMatchObject({ format: 'jsonl', bytes: statSync(table).size });
      const report = inPlace('report.html');
      expect(await json(['report', study, '-o', report])).toEqual([{ report }]);
      await json(['skeleton', 'get', study], EXIT.notFound);
      expect(await json(['notifications', study])).toHaveLength(1);
      expect(await json(['explain', `${study}/nulldist/0`])).toMatchObject([
        { explanation: { status: 'completed' } },
      ]);
      const logged = await json<{ service: string }>(['logs', 'scheduler', '--since', '1h']);
      expect(new Set(logged.map(({ service }) => service))).toEqual(new Set(['scheduler']));
      expect(await json(['dead'])).toEqual([[]]);
    },
    BOUND_MS,
  );

  it(
    'steers what is live: hold, limits, explain, release, cancel',
    async () => {
      live = await submit(...ENDLESS);
      await json(['hold', live]);
      await waitFor(
        async () => (await json<{ submission: { held: boolean } }>(['show', live]))[0].submission.held,
        {
          timeoutMs: 120_000,
        },
      );
      expect(await json(['explain', live])).toHaveLength(1);
      await json(['limits', 'set', live, '--max-active', '2', '--priority', 'high']);
      const changed = { maxCompetitionsActive: 2, priority: 'high' };
      await waitFor(async () => (await json(['limits', 'show', live]))[0].maxCompetitionsActive === 2, {
        timeoutMs: 120_000,
      });
      expect(await json(['limits', 'show', live])).toMatchObject([changed]);
      await json(['release', live]);
      await json(['cancel', live, '--reason', 'walked through']);
      expect((await json<{ status: string }>(['watch', live], EXIT.submissionFailed)).at(-1)).toMatchObject({
        status: 'cancelled',
      });
    },
    BOUND_MS,
  );

  it(
    'submits again: what failed, and what came out',
    async () => {
      const about = ['--image', 'walk/failing:1', '--user', USER, '--max-fail', '0'];
      const [failing] = await json<{ submissionId: string }>(['submit', GENOME, ...about, ...SMALL]);
      await json(['watch', failing.submissionId], EXIT.submissionFailed);
      const [failed] = await listCompetitions(failing.submissionId);
      const log = await json<{ output: string }>([
        'logs',
        failing.submissionId,
        '--competition',
        `nulldist/${failed}`,
      ]);
      expect(log.every(({ output }) => typeof output === 'string')).toBe(true);
      await json(['retry', failing.submissionId]);
      await json(['watch', failing.submissionId], EXIT.submissionFailed);
      await showsAttempts(failing.submissionId, `nulldist/${failed}`);
      const [copy] = await json<{ submissionId: string }>(['clone', study, '--seed', '7']);
      expect((await json<{ status: string }>(['watch', copy.submissionId])).at(-1)).toMatchObject({
        status: 'completed',
      });
      expect(await json(['delete', copy.submissionId, failing.submissionId])).toHaveLength(2);
    },
    BOUND_MS,
  );

  it(
    'checks an image, and runs a competition again',
    async () => {
      const about = ['--genome', GENOME, '--user', USER];
      expect(await json(['check-image', 'walk/failing:1', ...about], EXIT.imageFaulty)).toMatchObject([
        { passed: false },
      ]);
      expect(await json(['replay', `${study}/nulldist/0`])).toHaveLength(1);
    },
    BOUND_MS,
  );

  it(
    'keeps and rebuilds: backup, restore, rebuild-records',
    async () => {
      const backup = inPlace('backup');
      expect(await json(['backup', backup])).toMatchObject([{ directory: backup }]);
      walked.add('restore');
      const restored = await command(KNOCKEM, [
        'restore',
        backup,
        '--data-dir',
        inPlace('restored'),
        '--json',
      ]);
      expect(JSON.parse(restored.stdout)).toMatchObject({ dataDir: inPlace('restored') });
      expect(await json(['rebuild-records'])).toMatchObject([{ marks: expect.any(Number) }]);
      if ('prune' in COMMANDS) expect(await json(['prune', '--dry-run'])).toHaveLength(1);
    },
    BOUND_MS,
  );

  /** Ordinals that failed. */
  const listCompetitions = async (id: string): Promise<number[]> => {
    const path = `/api/v1/submissions/${id}/competitions?status=failed`;
    const page = await waitFor(
      async () => {
        const found = await stack.get<{ items: { ordinal: number }[] }>(path);
        return found.items.length > 0 ? found : undefined;
      },
      { timeoutMs: 120_000 },
    );
    return page.items.map(({ ordinal }) => ordinal);
  };
});

describe('failures, with --json', () => {
  it.each([
    [EXIT.usage, 'usage', ['nonsense']],
    [EXIT.usage, 'usage', ['shwo', randomUUID()]],
    [EXIT.usage, 'usage', ['show', 'no-id']],
    [EXIT.usage, 'usage', ['explain', 'no-id']],
    [EXIT.usage, 'usage', ['logs', 'no-id', '--competition', 'nulldist/1']],
    [EXIT.usage, 'usage', ['delete']],
    [EXIT.usage, 'usage', ['help', 'submt']],
    [EXIT.usage, 'usage', ['limits', 'set', randomUUID()]],
    [EXIT.usage, 'usage', ['download', randomUUID(), '--format', 'excel']],
    [EXIT.refused, 'invalid', ['submit', '/nowhere', '--image', 'a:1', '--user', USER]],
    [EXIT.refused, 'invalid', ['download', randomUUID(), '-o', '-']],
    [EXIT.notFound, 'not-found', ['show', randomUUID()]],
    [EXIT.notFound, 'not-found', ['genome', 'get', randomUUID()]],
    [EXIT.failure, 'unavailable', ['list', '--url', 'http://127.0.0.1:1']],
  ])(
    'exit code %d, %s: %j',
    async (code, name, args) => {
      const end = await stack.run(...args, '--json');
      expect([end.code, end.stdout]).toEqual([code, '']);
      const [line, ...more] = end.stderr.trimEnd().split('\n');
      expect(JSON.parse(line)).toEqual({
        error: expect.objectContaining({ code: name, message: expect.any(String) }),
      });
      expect(more).toEqual([]);
    },
    BOUND_MS,
  );
});

describe('manners', () => {
  it(
    'says in words of the command how to find what is not there, and what is no genome',
    async () => {
      const unknown = await stack.run('show', randomUUID());
      expect([unknown.code, unknown.stderr]).toEqual([
        EXIT.notFound,
        expect.stringContaining('`knockem list`'),
      ]);
      const directory = await stack.run('submit', place.path, '--image', 'a:1', '--user', USER);
      expect(directory.stderr).toContain(`genome ${place.path}: it is a directory`);
    },
    BOUND_MS,
  );

  it(
    'takes settings from flags before the environment, before the file',
    async () => {
      const home = { XDG_CONFIG_HOME: place.path, KNOCKEM_URL: '' };
      mkdirSync(inPlace('knockem'));
      writeFileSync(inPlace('knockem/config.yaml'), `url: ${stack.gatewayUrl}\n`);
      const list = async (env: Record<string, string>, ...flags: string[]): Promise<number> =>
        (await command(KNOCKEM, ['list', '--data-dir', place.path, ...flags], { ...home, ...env })).code;
      const nowhere = 'http://127.0.0.1:1';
      expect(await list({})).toBe(EXIT.ok);
      expect(await list({ KNOCKEM_URL: nowhere })).toBe(EXIT.failure);
      expect(await list({ KNOCKEM_URL: nowhere }, '--url', stack.gatewayUrl)).toBe(EXIT.ok);
    },
    BOUND_MS,
  );

  it(
    'colours for a terminal, for FORCE_COLOR, and not for NO_COLOR, --no-color or a pipe',
    async () => {
      const refused = ['submit', '/nowhere', '--image', 'a:1', '--user', USER];
      const isColoured = async (args: string[], env: Record<string, string>): Promise<boolean> =>
        (await command(KNOCKEM, [...refused, ...args], env)).stderr.includes('\x1b[31merror:');
      expect(await isColoured([], {})).toBe(false);
      expect(await isColoured([], { FORCE_COLOR: '1' })).toBe(true);
      expect(await isColoured(['--no-color'], { FORCE_COLOR: '1' })).toBe(false);
    },
    BOUND_MS,
  );

  it(
    'ends quietly when nobody reads on',
    async () => {
      const pipe = `set -o pipefail; "${KNOCKEM}" logs scheduler --level trace --since 1h --data-dir "${stack.dataDir}" | head -1`;
      const end = await command('bash', ['-c', pipe]);
      expect([end.code, end.stderr, end.stdout.split('\n').length]).toEqual([0, '', 2]);
    },
    BOUND_MS,
  );

  describeUnless(
    spawnSync('sh', ['-c', 'command -v script']).status === 0 ? undefined : 'script is not installed',
    'in a terminal',
    () => {
      it(
        'shows bars, and leaves the terminal as it was after Ctrl-C',
        async () => {
          const id = await submit(...ENDLESS);
          const typed = inTerminal(`"${KNOCKEM}" watch ${id} --data-dir "${stack.dataDir}"`);
          await waitFor(() => /nulldist.*\d+\/50000.*\/s/.test(typed.shown()), { timeoutMs: 120_000 });
          typed.child.stdin!.write('\x03');
          const [code] = (await once(typed.child, 'exit')) as [number];
          const shown = typed.shown();
          expect(code).toBe(EXIT.interrupted);
          expect(shown).toContain('no longer watching');
          expect(shown.lastIndexOf('\x1b[?25h')).toBeGreaterThan(shown.lastIndexOf('\x1b[?25l'));
          await stack.run('cancel', id);
        },
        BOUND_MS,
      );

      it(
        "tells that Ctrl-C ended a service's log",
        async () => {
          const line = `"${KNOCKEM}" logs scheduler --follow --since 1h --data-dir "${stack.dataDir}"`;
          const typed = inTerminal(line);
          await waitFor(() => typed.shown().includes(' scheduler  '), { timeoutMs: 120_000 });
          typed.child.stdin!.write('\x03');
          expect(await once(typed.child, 'exit')).toEqual([EXIT.interrupted, null]);
        },
        BOUND_MS,
      );
    },
  );
});

it(
  'has walked through every command there is, and stops the stack',
  async () => {
    walked.add('down');
    expect(Object.keys(COMMANDS).filter((name) => !walked.has(name))).toEqual([]);
    const end: CommandEnd = await stack.run('down', '--json');
    expect([end.code, JSON.parse(end.stdout)]).toEqual([EXIT.ok, { stopped: true }]);
  },
  BOUND_MS,
);

/** Of a failed competition: as JSON, and as a table in words. */
async function showsAttempts(id: string, competition: string): Promise<void> {
  const [{ attempts }] = await json<{ attempts: object }>(['explain', `${id}/${competition}`]);
  const failed = { attempt: 1, state: 'container-error', executorId: expect.any(String) as string };
  expect(attempts).toMatchObject({
    source: 'scheduler',
    items: expect.arrayContaining([expect.objectContaining(failed)]),
  });
  const inWords = await stack.run('explain', `${id}/${competition}`);
  expect(inWords.stdout).toMatch(/^ +ATTEMPT +COUNTS +STATE/m);
  expect(inWords.stdout).toMatch(/^ +1 .* container-error /m);
}

function inTerminal(line: string): { child: ChildProcess; shown: () => string } {
  const env = { ...process.env, TERM: 'xterm' };
  const args = ['--quiet', '--return', '--command', line, '/dev/null'];
  const child = trackChild(spawn('script', args, { env, stdio: 'pipe' }), 'terminal');
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  return { child, shown: () => shown };
}
