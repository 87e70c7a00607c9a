/**
 * Real: the assay type, busybox, the contract's files as they are shipped, and a faulty image's verbs as scripts. Not
 * real: the container and the services. /knockem is moved below a temporary directory by replacing that word in the files.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompetitionOutcome, ImageCheckResult, PlannedCompetition } from '#contracts';
import {
  FAULTY_IMAGES,
  GOOD_IMAGE,
  GOOD_IMAGE_GENOME,
  submissionCreate,
  tempDirectory,
  type Verbs,
} from '#testing';
import { CONTRACT_FILES } from '../../container-contract/contract-files';
import { plannedRun } from '../../container-contract/planned-competition';
import type { AssayContext } from '../assay-type';
import { imageCheck } from './image-check';

const BUSYBOX = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path))!;
const FILES = join(__dirname, '../../container-contract/files');

const contextOf = (siteBase: 0 | 1, replicates: number): AssayContext => ({
  assayId: 'a',
  assayType: 'any',
  submission: submissionCreate({ siteBase, competitionTimeoutSeconds: 8 }),
  parameters: { replicates },
  dependencies: {},
});

interface Play {
  readonly genome?: string;
  readonly siteBase?: 0 | 1;
  readonly replicates?: number;
}

/** Plays the whole check on an image of scripts. */
function check(
  verbs: Verbs,
  { genome = GOOD_IMAGE_GENOME, siteBase = 0, replicates = 12 }: Play = {},
): ImageCheckResult {
  using sandbox = tempDirectory();
  const run = layOut(sandbox.path, verbs, genome);
  const context = contextOf(siteBase, replicates);
  let state = imageCheck.start(context);
  let ordinal = 0;
  for (;;) {
    const step = imageCheck.next(state, context, ordinal);
    if ('conclusion' in step) {
      const { conclusion } = step;
      if (conclusion.status !== 'completed') throw new Error(conclusion.reason);
      return conclusion.result as unknown as ImageCheckResult;
    }
    const outcomes = step.plan.contests.map((contest) =>
      run(plannedRun.imageCheck(contest, ordinal++, context)),
    );
    state = imageCheck.fold(step.state, outcomes, context);
  }
}

function layOut(sandbox: string, verbs: Verbs, genome: string) {
  const root = join(sandbox, 'knockem');
  const put = (path: string, text: string, mode: number): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replaceAll('/knockem/', `${root}/`));
    chmodSync(path, mode);
  };
  for (const { path, source, mode } of CONTRACT_FILES)
    put(join(sandbox, path), readFileSync(join(FILES, source), 'utf8'), mode);
  for (const [verb, script] of Object.entries(verbs))
    put(join(sandbox, 'bin', verb), `#!/bin/sh\n${script}\n`, 0o755);
  put(join(root, 'in/genome'), genome, 0o444);
  return (competition: PlannedCompetition): CompetitionOutcome => {
    const work = join(root, 'work');
    spawnSync('rm', ['-rf', work]);
    mkdirSync(work);
    spawnSync(BUSYBOX, ['sh', join(root, 'in/entry.sh'), 'check', ...competition.args], {
      cwd: sandbox,
      timeout: 60_000,
      env: {
        PATH: `${join(sandbox, 'bin')}:/usr/bin:/bin`,
        HOME: work,
        KNOCKEM_BUSYBOX: BUSYBOX,
        KNOCKEM_SEED: String(competition.seed),
        ...competition.env,
      },
    });
    const read = (name: string): string => readFileSync(join(work, '.knockem', name), 'utf8');
    const { ordinal } = competition;
    return existsSync(join(work, '.knockem/result.json'))
      ? { ordinal, outcome: 'completed', value: JSON.parse(read('result.json')) as Record<string, unknown> }
      : { ordinal, outcome: 'failed', reason: read('reason').trim() };
  };
}

const verdictsOf = ({ findings }: ImageCheckResult): string[] =>
  findings.map(({ check: name, verdict, sentence }) => `${verdict} ${name}: ${sentence}`);

test('a good image passes everything', () => {
  const result = check(GOOD_IMAGE);
  expect(verdictsOf(result).filter((line) => !line.startsWith('passed'))).toEqual([]);
  expect(result).toMatchObject({ passed: true, numSites: 40, scores: expect.any(Array) });
  expect(result.scores).toHaveLength(12);
  expect(result.secondsPerCompetition).toBeGreaterThan(0);
  expect(result.findings).toHaveLength(15);
});

test('so does the smallest one of docs/write-an-image.md, as it stands there', () => {
  const page = readFileSync(join(__dirname, '../../../../../../docs/write-an-image.md'), 'utf8');
  const verbs = Object.fromEntries(
    [...page.matchAll(/^`(knockem_\w+)`[^]*?\n\n((?: {4}.*\n)+)/gm)].map(([, verb, block]) => [
      verb,
      block.replace(/^ {4}/gm, '').replace('#!/bin/sh\n', ''),
    ]),
  );
  expect(Object.keys(verbs)).toEqual(Object.keys(GOOD_IMAGE));
  const result = check(verbs);
  expect(verdictsOf(result).filter((line) => !line.startsWith('passed'))).toEqual([]);
});

test('so does one that numbers its sites from 1, when told so', () => {
  const from1 = FAULTY_IMAGES.find(({ name }) => name === 'numbers-from-1')!.verbs;
  expect(check(from1, { siteBase: 1 }).passed).toBe(true);
  expect(check(GOOD_IMAGE, { siteBase: 1 }).findings).toContainEqual(
    expect.objectContaining({
      check: 'siteBase',
      verdict: 'failed',
      sentence: 'site 40 changed nothing and site 0 did: the image numbers its sites from 0',
    }),
  );
});

test.each([1, 2, 3])('a genome of %i sites can be checked', (numSites) => {
  const genome = GOOD_IMAGE_GENOME.split('\n').slice(0, numSites).join('\n') + '\n';
  const result = check(GOOD_IMAGE, { genome, replicates: 4 });
  expect(verdictsOf(result).filter((line) => line.startsWith('failed'))).toEqual([]);
  expect(result.numSites).toBe(numSites);
});

test('a genome in which a site is out already is a warning, not a fault', () => {
  const genome = GOOD_IMAGE_GENOME.replace('instruction 0\n', 'x\n');
  const result = check(GOOD_IMAGE, { genome, replicates: 4 });
  expect(result.passed).toBe(true);
  expect(verdictsOf(result)).toContain('warning siteBase: knocking out site 0 changed nothing');
});

test('an image of nothing is told what it lacks, and nothing else', () => {
  const { findings } = check({});
  expect(findings.map(({ verdict }) => verdict)).toEqual([
    'passed',
    'failed',
    ...new Array<string>(13).fill('skipped'),
  ]);
  expect(findings[1].sentence).toMatch(
    /^the image has no knockem_count_sites, no knockem_apply_knockout, no knockem_compete_two on its PATH/,
  );
});

test('tells all faults at once', () => {
  const verbs = {
    ...GOOD_IMAGE,
    knockem_count_sites: 'echo many',
    knockem_compete_two: 'exit 9',
  };
  const wrong = check(verbs).findings.filter(({ verdict }) => verdict === 'failed');
  expect(wrong.map(({ check: name }) => name)).toEqual(['countSites', 'competes']);
});

describe('an image that', () => {
  test.each(FAULTY_IMAGES.map((each) => [each.name, each] as const))(
    '%s is told so, with what to do',
    (_, { verbs, check: name, verdict, sentence, mend }) => {
      const result = check(verbs);
      const finding = result.findings.find((each) => each.check === name);
      expect([finding, verdictsOf(result)]).toEqual([
        expect.objectContaining({
          verdict,
          sentence: expect.stringMatching(sentence),
          mend: expect.stringMatching(mend),
        }),
        expect.anything(),
      ]);
      expect(result.passed).toBe(verdict !== 'failed');
    },
  );
});
