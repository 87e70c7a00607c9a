/**
 * Real: the C compiler, python3, the programs as processes of this machine. Both languages say the same, and serving says
 * what a competition of its own says.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory, type TempDirectory } from '#testing';

const VERBS = ['knockem_count_sites', 'knockem_apply_knockout', 'knockem_compete_two', 'knockem_serve'];
const GENOME = join(__dirname, 'genome.txt');

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

const LANGUAGES = [
  {
    language: 'C',
    needs: 'cc',
    build: (file: string) =>
      execFileSync('cc', [
        ...['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', '-static'],
        ...['-o', file, join(__dirname, 'serving.c')],
      ]),
  },
  {
    language: 'Python',
    needs: 'python3',
    build: (file: string) => {
      copyFileSync(join(__dirname, 'serving.py'), file);
      chmodSync(file, 0o755);
    },
  },
];

const lineOf = (more: object = {}): string =>
  JSON.stringify({
    competitionId: 'c1',
    attemptId: 'a1',
    genomeIdAlpha: 'g',
    genomeIdBeta: 'h',
    genomeFile: GENOME,
    sitesOutAlpha: [],
    sitesOutBeta: [3, 8],
    seed: 7,
    timeoutSeconds: 60,
    ...more,
  });

for (const { language, needs, build } of LANGUAGES) {
  const run = has(needs) ? describe : describe.skip;
  run(`the example that serves, in ${language}${has(needs) ? '' : ` (${needs} is not installed)`}`, () => {
    let directory: TempDirectory;
    beforeAll(() => {
      directory = tempDirectory();
      build(join(directory.path, 'program'));
      for (const verb of VERBS) symlinkSync('program', join(directory.path, verb));
    });
    afterAll(() => directory.remove());

    const verb = (name: string, args: readonly string[], input: string, env: Record<string, string> = {}) => {
      const told = { ...process.env, ...env };
      const ended = spawnSync(join(directory.path, name), args, { input, encoding: 'utf8', env: told });
      return { ...ended, said: ended.stderr };
    };
    const serve = (...lines: string[]): unknown[] =>
      verb('knockem_serve', [], `${lines.join('\n')}\n`)
        .stdout.trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);

    test('answers each line with one, as the other languages do', () => {
      expect(serve(lineOf(), lineOf({ competitionId: 'c2', seed: 8 }))).toEqual([
        { competitionId: 'c1', updatesElapsed: 10, numAlpha: 111, numBeta: 89 },
        { competitionId: 'c2', updatesElapsed: 10, numAlpha: 121, numBeta: 79 },
      ]);
    });

    test('says the same as a competition of its own, with the genome that the image itself knocks out', () => {
      const out = join(directory.path, 'beta');
      const knockedOut = execFileSync('sh', [
        '-c',
        `"$0" 3 8 <"$1" >"$2"`,
        join(directory.path, VERBS[1]),
        GENOME,
        out,
      ]);
      expect(knockedOut.toString()).toBe('');
      const env = { KNOCKEM_GENOME_FILE_ALPHA: GENOME, KNOCKEM_GENOME_FILE_BETA: out, KNOCKEM_SEED: '7' };
      const alone = JSON.parse(verb('knockem_compete_two', [], '', env).stdout) as object;
      expect(serve(lineOf())).toEqual([{ competitionId: 'c1', ...alone }]);
    });

    test('says in order what fails, and goes on', () => {
      const [failed, fine] = serve(lineOf({ sitesOutBeta: [99] }), lineOf({ competitionId: 'c2' }));
      expect(failed).toEqual({ competitionId: 'c1', error: expect.stringMatching(/^no (such )?site/) });
      expect(fine).toMatchObject({ competitionId: 'c2', numAlpha: 111 });
    });

    test('counts sites', () => {
      expect(verb('knockem_count_sites', [], '1\nx\n3\n').stdout).toBe('3\n');
    });
  });
}
