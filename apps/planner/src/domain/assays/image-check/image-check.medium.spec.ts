/**
 * Real: the assay type, busybox, the contract's files as they are shipped, and a faulty image's verbs as scripts. Not
 * real: the container (testing/contract-sandbox) and the services.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompetitionOutcome, ImageCheckResult, PlannedCompetition } from '#contracts';
import { FAULTY_IMAGES, GOOD_IMAGE, GOOD_IMAGE_GENOME, submissionCreate, type Verbs } from '#testing';
import { plannedRun } from '../../container-contract/planned-competition';
import type { AssayContext } from '../assay-type';
import { ContractSandbox, outcomeIn } from '../../../testing/contract-sandbox';
import { imageCheck } from './image-check';

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
  const scripts = Object.entries(verbs).map(([verb, script]) => [verb, `#!/bin/sh\n${script}\n`]);
  using sandbox = new ContractSandbox(Object.fromEntries(scripts) as Verbs, genome);
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
    const outcomes = [...step.plan.contests].map((contest) =>
      play(sandbox, plannedRun.imageCheck(contest, ordinal++, context)),
    );
    state = imageCheck.fold(step.state, outcomes, context);
  }
}

function play(sandbox: ContractSandbox, competition: PlannedCompetition): CompetitionOutcome {
  const { ordinal, seed } = competition;
  const env = { KNOCKEM_SEED: String(seed), ...competition.env };
  sandbox.run(['check', ...competition.args], { path: '/usr/bin:/bin', env });
  const { value, reason = '' } = outcomeIn(sandbox.left());
  return value ? { ordinal, outcome: 'completed', value } : { ordinal, outcome: 'failed', reason };
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
    [...page.matchAll(/^<!-- file: (knockem_\w+) -->\n```sh\n#!\/bin\/sh\n([^]*?)```$/gm)].map(
      ([, verb, script]) => [verb, script],
    ),
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
