/**
 * Real: busybox (sh, awk and the rest), python3 where the machine has one, the contract's files as they are shipped.
 * Not real: the container. /knockem is moved below a temporary directory by replacing that word in the files.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { sampleWithout, seededRandom } from '#science';
import { tempDirectory } from '#testing';
import { CONTRACT_FILES } from './contract-files';
import { sitesArgument } from './sites-argument';

const BUSYBOX = '/usr/bin/busybox';
const GENOME = 'site 0\nsite 1\nsite 2\n';
const ALPHA_ID = '11111111-1111-5111-8111-111111111111';
const BETA_ID = '22222222-2222-5222-8222-222222222222';

/** Marks each given site (0-based) with a trailing x. */
const APPLY = `#!/bin/sh
awk -v sites=" $* " '{ print (index(sites, " " NR-1 " ") && !/ x$/) ? $0 " x" : $0 }'`;
const COUNT = '#!/bin/sh\ngrep -c site';

interface Image {
  readonly verbs: Readonly<Record<string, string>>;
  readonly workingDirectoryHolds?: string;
  readonly path?: string;
}

const GOOD = {
  knockem_count_sites: COUNT,
  knockem_apply_knockout: APPLY,
  knockem_compete_two: '#!/bin/sh\nknockem-report 100 600 400',
};

function run(image: Image, args: readonly string[], env: Record<string, string> = {}) {
  using sandbox = tempDirectory();
  const root = join(sandbox.path, 'knockem');
  const put = (path: string, text: string, mode: number): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replaceAll('/knockem/', `${root}/`));
    chmodSync(path, mode);
  };
  for (const file of CONTRACT_FILES) {
    const text = readFileSync(join(__dirname, 'files', file.source), 'utf8');
    put(join(sandbox.path, file.path), text, file.mode);
  }
  for (const [verb, script] of Object.entries(image.verbs))
    put(join(sandbox.path, 'bin', verb), script, 0o755);
  put(join(root, 'in/genome'), GENOME, 0o444);
  put(join(root, 'bin/busybox'), `#!/bin/sh\nexec ${BUSYBOX} "$@"\n`, 0o755);
  mkdirSync(join(root, 'work'));
  const cwd = join(sandbox.path, 'cwd');
  mkdirSync(cwd);
  if (image.workingDirectoryHolds) mkdirSync(join(cwd, image.workingDirectoryHolds));
  const ended = spawnSync(BUSYBOX, ['sh', join(root, 'in/entry.sh'), ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 20_000,
    maxBuffer: 64_000_000,
    env: {
      PATH: `${join(sandbox.path, 'bin')}:${image.path ?? process.env.PATH}`,
      HOME: join(root, 'work'),
      KNOCKEM_BUSYBOX: BUSYBOX,
      KNOCKEM_GENOME_ID_ALPHA: ALPHA_ID,
      KNOCKEM_GENOME_ID_BETA: BETA_ID,
      ...env,
    },
  });
  // Read before the sandbox goes.
  const files = new Map(
    readdirSync(join(root, 'work'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(root, path), readFileSync(path, 'utf8')]),
  );
  const result = files.get('work/.knockem/result.json');
  return {
    exitCode: ended.status,
    stdout: ended.stdout,
    stderr: ended.stderr,
    value: result === undefined ? undefined : (JSON.parse(result) as Record<string, unknown>),
    reason: files.get('work/.knockem/reason')?.trim(),
    text: (path: string) => files.get(path),
  };
}

const competing = (script: string, args: readonly string[] = ['', ''], image: Partial<Image> = {}) =>
  run({ ...image, verbs: { ...GOOD, knockem_compete_two: `#!/bin/sh\n${script}` } }, ['compete', ...args]);

const value = (updatesElapsed: number, numAlpha: number, numBeta: number, warnings: string[] = []) => ({
  updatesElapsed,
  numAlpha,
  numBeta,
  warnings,
});

describe('a competition', () => {
  test('reports by command', () => {
    const ended = competing('knockem-report 100 600 400');
    expect([ended.exitCode, ended.reason]).toEqual([0, undefined]);
    expect(ended.value).toEqual(value(100, 600, 400));
  });

  test('reports by result file', () => {
    const json = '{"updatesElapsed": 12.5, "numAlpha": 6,\n "numBeta": 4}';
    expect(competing(`echo '${json}' >"$KNOCKEM_RESULT_FILE"`).value).toEqual(value(12.5, 6, 4));
  });

  test('reports by the last line of stdout, after other output', () => {
    const ended = competing(`echo hello; echo '{"numBeta":4,"numAlpha":6,"updatesElapsed":1e2}'`);
    expect(ended.value).toEqual(value(100, 6, 4));
    expect(ended.stdout).toContain('hello\n');
  });

  test('has its output passed on, and its report found, after a flood', () => {
    const ended = competing(
      `yes noise | head -c 20000000; echo; echo '{"updatesElapsed":1,"numAlpha":6,"numBeta":4}'`,
    );
    expect(ended.value).toEqual(value(1, 6, 4));
    expect(ended.stdout.length).toBeGreaterThan(20_000_000);
  });

  test('takes command over file over stdout, and warns where they differ', () => {
    const ended = competing(
      `echo '{"updatesElapsed":1,"numAlpha":1,"numBeta":1}' >"$KNOCKEM_RESULT_FILE"; knockem-report 2 2 2; echo '{"updatesElapsed":2,"numAlpha":2,"numBeta":2}'`,
    );
    expect(ended.value).toEqual(
      value(2, 2, 2, [
        'the result file differs (updatesElapsed 1, numAlpha 1, numBeta 1); the command counts',
      ]),
    );
  });

  test('counts the first of two reports by command, and warns', () => {
    const ended = competing('knockem-report 100 6 4; knockem-report 100 5 5; knockem-report 100 6 4');
    expect(ended.value).toEqual(
      value(100, 6, 4, ['reported twice by command; the first report counts, the other said 100 5 5']),
    );
  });

  test('does not warn of the same report twice', () => {
    expect(competing('knockem-report 100 6 4; knockem-report 100 6 4').value).toEqual(value(100, 6, 4));
  });

  test('may report decimals: they are rounded with a warning, updates are kept', () => {
    expect(competing('knockem-report 0.50 333.333 .7').value).toEqual(
      value(0.5, 333, 1, ['numAlpha 333.333 was rounded to 333', 'numBeta .7 was rounded to 1']),
    );
  });

  test.each(['007', '+7', '7.', '7.e0', '70e-1', '7.0'])('may spell a number %s', (text) => {
    expect(competing(`knockem-report ${text} ${text} ${text}`).value).toEqual(value(7, 7, 7));
  });

  test('may end with both extinct', () => {
    expect(competing('knockem-report 0 0 0').value).toEqual(value(0, 0, 0));
  });

  test.each([
    ['knockem-report 100 -5 4', 'the report (command) has a negative numAlpha: -5'],
    ['knockem-report 100 5 x4', 'the report (command) has numBeta x4, which is not a number'],
    ['knockem-report nan 5 4', 'the report (command) has updatesElapsed nan, which is not a number'],
    [
      'knockem-report 1 5 1e30',
      'the report (command) has numBeta 1e30, which is too large to be counted exactly',
    ],
    [`echo '{"numAlpha":1,"numBeta":2}'`, 'the report (last line of stdout) has no updatesElapsed'],
    [
      `echo '{"updatesElapsed":1,"numAlpha":"1","numBeta":2}'`,
      'the report (last line of stdout) has numAlpha "1", which is not a number',
    ],
    ['echo garbage >"$KNOCKEM_RESULT_FILE"', 'the report (result file) has no updatesElapsed'],
    ['true', 'knockem_compete_two reported nothing'],
    ['echo done', 'knockem_compete_two reported nothing'],
    ['exit 3', 'knockem_compete_two exited with code 3 and reported nothing'],
    [
      'knockem-report 100 6 4; exit 3',
      'knockem_compete_two exited with code 3 after it reported updatesElapsed 100, numAlpha 6, numBeta 4',
    ],
  ])('fails with a sentence: %s', (script, reason) => {
    const ended = competing(script);
    expect(ended.exitCode).toBe(1);
    expect(ended.reason).toBe(reason);
    expect(ended.value).toBeUndefined();
    expect(ended.stderr).toContain(reason);
  });

  test('hands out both genomes, the knockouts made by the image', () => {
    const ended = competing(
      `cat "$KNOCKEM_GENOME_FILE_ALPHA" >"$HOME/a"; knockem-fetch-genome ${BETA_ID} >"$HOME/b"; knockem-report 1 1 1`,
      ['0', '0 2'],
    );
    expect(ended.exitCode).toBe(0);
    expect(ended.text('work/a')).toBe('site 0 x\nsite 1\nsite 2\n');
    expect(ended.text('work/b')).toBe('site 0 x\nsite 1\nsite 2 x\n');
  });

  test('without knockouts gets the genome itself twice, and needs no knockem_apply_knockout', () => {
    const { knockem_compete_two } = GOOD;
    expect(run({ verbs: { knockem_compete_two } }, ['compete', '', '']).exitCode).toBe(0);
  });

  test('a genome id that is not of this competition is an error', () => {
    const ended = competing(`knockem-fetch-genome other >"$HOME/g" || knockem-report 1 2 3`);
    expect(ended.value).toEqual(value(1, 2, 3));
    expect(ended.stderr).toContain('no genome other in this competition');
  });

  test.each([
    ['#!/bin/sh\nexit 4', 'knockem_apply_knockout exited with code 4 (genome beta, 1 sites: 5)'],
    ['#!/bin/sh\ntrue', 'knockem_apply_knockout printed nothing (genome beta, 1 sites: 5)'],
    [
      '#!/bin/sh\ncat',
      'knockem_apply_knockout changed nothing (genome beta, 1 sites: 5); does the image number its sites from 1? (siteBase)',
    ],
  ])('is not started when the knockout fails: %j', (apply, reason) => {
    const ended = run(
      {
        verbs: {
          ...GOOD,
          knockem_apply_knockout: apply,
          knockem_compete_two: '#!/bin/sh\ntouch "$HOME/started"',
        },
      },
      ['compete', '', '5'],
    );
    expect([ended.exitCode, ended.reason]).toEqual([1, reason]);
    expect(ended.text('work/started')).toBeUndefined();
  });

  describe('hands the image each site as an argument of its own', () => {
    const TOLD = `#!/bin/sh
echo "$@" >"$HOME/told"; echo changed`;
    const told = (sites: readonly number[], siteBase = 0): { set: string; told: string | undefined } => {
      const set = sitesArgument(sites, siteBase);
      const ended = run({ verbs: { ...GOOD, knockem_apply_knockout: TOLD } }, ['compete', '', set]);
      expect(ended.exitCode).toBe(0);
      return { set, told: ended.text('work/told') };
    };
    const random = seededRandom(7);

    test.each([
      ['a single one', 1, 4000, false],
      ['half of 4,000', 2000, 4000, true],
      ['nearly all of 4,000', 3900, 4000, true],
      ['all of 37', 37, 37, true],
      ['99,000 of 100,000', 99_000, 100_000, true],
    ])(
      '%s',
      (_, count, of, isBitSet) => {
        const sites = sampleWithout(
          Array.from({ length: of }, (_, site) => site),
          count,
          random,
        ).sort((a, b) => a - b);
        for (const siteBase of [0, 1]) {
          const { set, told: words } = told(sites, siteBase);
          expect(words).toBe(`${sites.map((site) => site + siteBase).join(' ')}\n`);
          expect([set.startsWith('='), set.length <= of / 5 + 4]).toEqual([isBitSet, true]);
        }
      },
      20_000,
    );
  });

  test('leaves beta’s genome as it competed, when asked to keep it', () => {
    const script = 'echo spoilt >"$KNOCKEM_GENOME_FILE_BETA"; knockem-report 1 1 1';
    expect(competing(script, ['', '0 2', 'keep']).text('work/.knockem/kept')).toBe(
      'site 0 x\nsite 1\nsite 2 x\n',
    );
    expect(competing(script, ['', '0 2']).text('work/.knockem/kept')).toBeUndefined();
  });

  test('fails when the image has no knockem_compete_two', () => {
    expect(run({ verbs: {} }, ['compete', '', '']).reason).toMatch(
      /^the image has no knockem_compete_two on its PATH/,
    );
  });

  test('sees the current directory of the image, unless that would hide the shim', () => {
    const script = 'pwd >"$HOME/pwd"; knockem-report 1 1 1';
    expect(competing(script).text('work/pwd')).toMatch(/\/cwd\n$/);
    expect(competing(script, ['', ''], { workingDirectoryHolds: 'knockem' }).text('work/pwd')).toMatch(
      /\/work\n$/,
    );
  });
});

describe('images in the old style', () => {
  const OLD = `set -e
python3 -m knockem.cli fetch-genome "$KNOCKEM_GENOME_ID_ALPHA" >"$HOME/alpha.txt"
python3 -m knockem.cli fetch-genome "$KNOCKEM_GENOME_ID_BETA" >"$HOME/beta.txt"
python3 -m knockem.cli report-competition 100 526.316 473.684
python3 -m knockem.cli cleanup-genome "$KNOCKEM_GENOME_ID_BETA"`;
  const rounded = value(100, 526, 474, [
    'numAlpha 526.316 was rounded to 526',
    'numBeta 473.684 was rounded to 474',
  ]);
  const hasPython = spawnSync('python3', ['-c', '']).status === 0;

  (hasPython ? test : test.skip)('run with their own python3 [needs python3]', () => {
    const ended = competing(OLD, ['', '1'], { workingDirectoryHolds: 'knockem' });
    expect(ended.stderr).toBe('');
    expect(ended.value).toEqual(rounded);
    expect(ended.text('work/beta.txt')).toBe('site 0\nsite 1 x\nsite 2\n');
  });

  (hasPython ? test : test.skip)('are told of a genome that is not there [needs python3]', () => {
    const ended = competing(`python3 -m knockem.cli fetch-genome other || exit 9`);
    expect(ended.reason).toBe('knockem_compete_two exited with code 9 and reported nothing');
    expect(ended.stderr).toContain('no genome other');
  });

  test('run without any python3', () => {
    using tools = tempDirectory();
    for (const applet of ['sh', 'awk', 'cat', 'grep']) {
      writeFileSync(join(tools.path, applet), `#!/bin/sh\nexec ${BUSYBOX} ${applet} "$@"\n`, { mode: 0o755 });
    }
    const ended = competing(OLD, ['', '1'], { path: tools.path });
    expect(ended.stderr).toBe('');
    expect(ended.value).toEqual(rounded);
  });

  test('are told when they want a real python3 and have none', () => {
    const ended = competing('python3 script.py', ['', ''], { path: '/nonexistent' });
    expect(ended.reason).toBe('knockem_compete_two exited with code 127 and reported nothing');
    expect(ended.stderr).toContain('this image has no python3');
  });
});

describe('an inspection', () => {
  const inspecting = (verbs: Record<string, string>) =>
    run({ verbs: { ...GOOD, ...verbs } }, ['inspect', '0']);

  test('counts the sites', () => {
    const ended = inspecting({});
    expect([ended.exitCode, ended.value]).toEqual([0, { numSites: 3, warnings: [] }]);
  });

  test('warns where the first or last site does nothing: a hint at a wrong siteBase', () => {
    const ended = run({ verbs: GOOD }, ['inspect', '1']);
    expect(ended.value).toEqual({
      numSites: 3,
      warnings: ['knocking out site 3 changed nothing; does the image number its sites from 0? (siteBase)'],
    });
  });

  test('a genome of one site is enough', () => {
    expect(inspecting({ knockem_count_sites: '#!/bin/sh\necho 1' }).value).toMatchObject({ numSites: 1 });
  });

  test('takes a count with leading zeros or blank lines around', () => {
    expect(inspecting({ knockem_count_sites: '#!/bin/sh\necho 0003' }).value).toMatchObject({ numSites: 3 });
  });

  test.each([
    [
      'knockem_count_sites',
      '#!/bin/sh\necho many sites',
      'knockem_count_sites must print one whole number, but printed: many sites',
    ],
    [
      'knockem_count_sites',
      '#!/bin/sh\necho 3; echo 4',
      'knockem_count_sites must print one whole number, but printed: 3',
    ],
    [
      'knockem_count_sites',
      '#!/bin/sh\necho -3',
      'knockem_count_sites must print one whole number, but printed: -3',
    ],
    ['knockem_count_sites', '#!/bin/sh\ntrue', 'knockem_count_sites printed nothing'],
    ['knockem_count_sites', '#!/bin/sh\nexit 2', 'knockem_count_sites exited with code 2'],
    ['knockem_count_sites', '#!/bin/sh\necho 0', 'knockem_count_sites says that the genome has no sites'],
    [
      'knockem_count_sites',
      '#!/bin/sh\necho 100001',
      'the genome has 100001 sites; at most 100000 can be studied',
    ],
    [
      'knockem_count_sites',
      '#!/bin/sh\necho >>"$HOME/n"; cat "$HOME/n" | wc -l',
      'knockem_count_sites gave 1, then 2, for the same genome',
    ],
    [
      'knockem_apply_knockout',
      '#!/bin/sh\nexit 5',
      'knockem_apply_knockout exited with code 5 (genome without knockouts, 0 sites: none)',
    ],
    [
      'knockem_apply_knockout',
      `#!/bin/sh\ncat; [ $# -eq 0 ] || echo "$@"`,
      'knockem_apply_knockout depends on the order of its sites (0 2, 2 0)',
    ],
    [
      'knockem_apply_knockout',
      '#!/bin/sh\n[ $# -eq 0 ] && exec cat\nsed 1d',
      'knockem_apply_knockout changed the number of sites from 3 to 2 (sites 0 2)',
    ],
    [
      'knockem_apply_knockout',
      '#!/bin/sh\n[ $# -eq 0 ] && exec cat\nexit 6',
      'knockem_apply_knockout exited with code 6 (genome tried, 1 sites: 0)',
    ],
    [
      'knockem_apply_knockout',
      '#!/bin/sh\ntr s S',
      'knockem_apply_knockout changed the genome although no sites were given',
    ],
  ])('fails with a sentence: %s %j', (verb, script, reason) => {
    const ended = inspecting({ [verb]: script });
    expect([ended.exitCode, ended.reason, ended.value]).toEqual([1, reason, undefined]);
  });

  test.each(Object.keys(GOOD))('names the missing verb %s', (verb) => {
    const verbs = Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== verb));
    expect(run({ verbs }, ['inspect', '0']).reason).toMatch(`the image has no ${verb} on its PATH`);
  });
});
