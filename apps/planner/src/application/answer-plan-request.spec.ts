import { randomUUID } from 'node:crypto';
/** Whole studies in memory: the scheduler is study.conformance.ts. */
import { GenomeCreate, MAX_INLINE_BYTES, validateMessage, type CompetitionOutcome } from '#contracts';
import { knockoutGenomeIdOf } from '#domain';
import { deriveSeed } from '#science';
import { submissionCreate } from '#testing';
import type { AssayType } from '../domain/assays/assay-type';
import { ASSAY_REGISTRY } from '../domain/assays/registry';
import { CONTRACT_FILES } from '../domain/container-contract/contract-files';
import { sha256 } from './sha256';
import { answerOf, dependency, FACTS, genome, Study } from './study.conformance';

test('a study finds exactly the critical sites of a genome without noise', async () => {
  const nulls = new Study('nulldist', submissionCreate());
  const planner = nulls.newPlanner();
  const conclusion = await nulls.conclude(() => planner);
  const screen = new Study('screenCritical', submissionCreate(), dependency('nulldist', conclusion.result!));
  const screened = await screen.conclude(() => screen.newPlanner());
  expect(screened.result).toMatchObject({ criticalSites: genome.criticalSites, beneficialSites: [] });
  expect([nulls.pages, screen.pages]).toEqual([0, 1]);
});

test('any planner, at any time, gives the same parts', async () => {
  const one = new Study('nulldist', submissionCreate());
  const other = new Study('nulldist', submissionCreate());
  const planner = one.newPlanner();
  const first = one.request();
  expect(await planner.answer(first)).toEqual(await other.newPlanner().answer(other.request()));
  one.take(await planner.answer(first));
  one.settle(...one.planned.map(answerOf));
  const second = one.request();
  const fromCache = await planner.answer(second);
  const { results: _inline, ...withoutResults } = second;
  expect(await planner.answer(second)).toEqual(fromCache);
  expect(await one.newPlanner().answer(second)).toEqual(fromCache);
  expect(await one.newPlanner().answer(withoutResults)).toEqual(fromCache);
});

test('the same seed repeats a study in another submission; other seeds and other assays get other seeds', async () => {
  const seedsOf = async (seed: number, submissionId = randomUUID()): Promise<number[]> => {
    const study = new Study('nulldist', submissionCreate({ seed, submissionId }));
    return study.take(await study.newPlanner().answer(study.request())).fresh.map((c) => c.seed);
  };
  const [one, two] = [await seedsOf(1), await seedsOf(2)];
  expect(one).not.toEqual(two);
  expect(new Set(one).size).toBe(100);
  expect(await seedsOf(1)).toEqual(one);
  expect(one[3]).toBe(deriveSeed(1, 'nulldist', 3));
});

test('a contest is told as arguments, environment and ids; the template stands in the first round only', async () => {
  const submission = submissionCreate({ siteBase: 1, containerEnv: { COLOUR: 'red' } });
  const study = new Study('screenCritical', submission, dependency('nulldist', {}));
  const { fresh, template } = study.take(await study.newPlanner().answer(study.request()));
  expect(fresh[4]).toMatchObject({
    sitesOutAlpha: [],
    sitesOutBeta: [4],
    args: ['', '5'],
    env: { KNOCKEM_GENOME_ID_ALPHA: submission.genomeIdAlpha, KNOCKEM_NUM_KNOCKOUT_SITES: '1' },
  });
  expect(fresh[4].env.KNOCKEM_GENOME_ID_BETA).not.toBe(submission.genomeIdAlpha);
  expect(template).toMatchObject({
    imageRef: submission.containerImage,
    imageChainId: FACTS.imageChainId,
    entry: ['sh', '/knockem/in/entry.sh', 'compete'],
    timeoutSeconds: 60,
    env: {
      COLOUR: 'red',
      KNOCKEM_FWD__COLOUR: 'red',
      KNOCKEM_CONTAINER_IMAGE: submission.containerImage,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_SUBMISSION_ID: submission.submissionId,
      KNOCKEM_USER_EMAIL: 'ada@example.org',
      KNOCKEM_ASSAY_ID: study.assayId,
    },
  });
  expect(template!.inputs).toContainEqual({
    path: '/knockem/in/genome',
    digest: submission.genomeDigest,
    mode: 0o444,
  });
  expect(template!.inputs).toHaveLength(CONTRACT_FILES.length + 1);
});

test('parameters that the counted sites do not allow end the first assay before it runs, also when retried', async () => {
  const study = new Study('nulldist', submissionCreate({ assayTypes: ['nulldist', 'doseTitration'] }));
  const request = { ...study.request(), facts: { ...FACTS, numSites: 4 } };
  for (const planner of [study.newPlanner(), study.newPlanner()]) {
    const [{ conclusion, competitions }] = await planner.answer(request);
    expect(conclusion).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^doseCalibration: a genome of 4 sites/),
    });
    expect(competitions).toBeUndefined();
  }
  const [{ competitions }] = await study.newPlanner().answer({ ...request, facts: FACTS });
  expect(competitions).toHaveLength(100);
});

test('an inspection is told the site base, and its facts go into the conclusion', async () => {
  const study = new Study('inspection', submissionCreate());
  const planner = study.newPlanner();
  const { fresh, template } = study.take(await planner.answer(study.request()));
  expect(fresh).toMatchObject([{ ordinal: 0, args: ['0'] }]);
  expect(template!.entry).toEqual(['sh', '/knockem/in/entry.sh', 'inspect']);
  study.settle({
    ordinal: 0,
    outcome: 'completed',
    value: { numSites: 7, warnings: [] },
    imageChainId: 'sha256:c',
  });
  expect(study.take(await planner.answer(study.request())).conclusion).toMatchObject({
    facts: { numSites: 7, imageChainId: 'sha256:c' },
  });
});

test('a large result goes as a blob, and is read from one', async () => {
  const submission = submissionCreate({ assayParameters: { nulldist: { replicates: 10_000 } } });
  const nulls = new Study('nulldist', submission);
  const planner = nulls.newPlanner();
  const conclusion = await nulls.conclude(() => planner);
  expect(conclusion.result).toBeUndefined();
  const blob = nulls.blobs.contents.get(conclusion.resultDigest!)!;
  expect(blob.length).toBeGreaterThan(MAX_INLINE_BYTES);
  const screen = new Study('screenCritical', submission, {
    nulldist: {
      assayId: 'x',
      assayType: 'nulldist',
      status: 'completed',
      resultDigest: conclusion.resultDigest!,
    },
  });
  screen.blobs.contents.set(conclusion.resultDigest!, blob);
  const screener = screen.newPlanner();
  expect((await screen.conclude(() => screener)).result).toMatchObject({
    criticalSites: genome.criticalSites,
  });
  expect(screen.blobs.reads).toBe(1);
});

test('a result is told in the first round and named afterwards; a planner that never saw it reads the blob', async () => {
  const nulls = new Study('nulldist', submissionCreate());
  const nullPlanner = nulls.newPlanner();
  const { result, resultDigest } = await nulls.conclude(() => nullPlanner);
  const told = { assayId: 'x', assayType: 'nulldist', status: 'completed', resultDigest } as const;
  const study = new Study('screenCritical', submissionCreate(), { nulldist: { ...told, result } });
  study.blobs.contents.set(resultDigest!, nulls.blobs.contents.get(resultDigest!)!);
  const planner = study.newPlanner();
  const { fresh } = study.take(await planner.answer(study.request()));
  study.settle(...fresh.map(answerOf));
  const second = { ...study.request(), dependencyResults: { nulldist: told } };
  const concluded = await planner.answer(second);
  expect(study.blobs.reads).toBe(0);
  expect(await study.newPlanner().answer(second)).toEqual(concluded);
  expect(study.blobs.reads).toBe(1);
});

test('a laborious step is taken elsewhere, with all that it needs, and its failure is the request’s', async () => {
  const asked: unknown[] = [];
  const slow: AssayType<string> = {
    name: 'slow',
    dependsOn: [],
    runs: 'contests',
    start: () => 'state',
    fold: (state) => state,
    next: (_state, context, nextOrdinal) => {
      asked.push([context.assayType, nextOrdinal]);
      return { conclusion: { status: 'completed', result: { done: true }, warnings: [] } };
    },
    isLaborious: (state) => state === 'state',
  };
  const study = new Study('slow', submissionCreate(), {}, new Map([...ASSAY_REGISTRY, ['slow', slow]]));
  const elsewhere = jest.spyOn(study.laborious, 'step');
  const request = study.request();
  const [{ conclusion }] = await study.newPlanner().answer(request);
  expect(conclusion).toMatchObject({ result: { done: true } });
  expect(elsewhere).toHaveBeenCalledWith({
    assayType: 'slow',
    state: 'state',
    context: expect.objectContaining({ assayType: 'slow', facts: FACTS }),
    nextOrdinal: 0,
  });
  elsewhere.mockRejectedValueOnce(new Error('its thread died'));
  await expect(study.newPlanner().answer(request)).rejects.toThrow('its thread died');
  expect(asked).toEqual([['slow', 0]]);
});

describe('genomes that an assay kept', () => {
  const keeping = (digest: string): AssayType<number> => ({
    name: 'keeping',
    dependsOn: [],
    runs: 'contests',
    start: () => 0,
    fold: (state) => state,
    next: () => ({
      conclusion: {
        status: 'completed',
        result: {},
        warnings: ['w'],
        keptGenomes: [
          { sitesOut: [3, 1], digest },
          { sitesOut: [], digest },
        ],
      },
    }),
  });
  const submission = submissionCreate();
  const concludeWith = async (digest: string, study: Study) => ({
    conclusion: study.take(await study.newPlanner().answer(study.request())).conclusion,
    genomes: study.genomes,
    digest,
  });
  const studyOf = (digest: string) =>
    new Study('keeping', submission, {}, new Map([...ASSAY_REGISTRY, ['keeping', keeping(digest)]]));

  test('are made before its conclusion is told, by id of base and sites; the base itself is there', async () => {
    const content = Buffer.from('a genome');
    const digest = sha256('a genome');
    const study = studyOf(digest);
    await study.blobs.put(content);
    const { conclusion, genomes } = await concludeWith(digest, study);
    expect(conclusion).toMatchObject({ status: 'completed', warnings: ['w'] });
    const genomeId = knockoutGenomeIdOf(submission.genomeIdAlpha, [1, 3]);
    const { userEmail, knockemRunmode } = submission;
    expect(genomes).toEqual([
      { genomeId, digest, size: content.length, isEphemeral: false, userEmail, knockemRunmode },
    ]);
    expect(validateMessage(GenomeCreate, genomes[0])).toMatchObject({ ok: true });
  });

  test.each([
    ['binary', 'a\0b', /not text/],
    ['larger than a genome may be', 'a'.repeat(15_000_001), /15000001 bytes, more than/],
  ])('whose content is %s are a warning, not a genome', async (_, content, sentence) => {
    const study = studyOf(sha256(content));
    await study.blobs.put(Buffer.from(content));
    const { conclusion, genomes } = await concludeWith(sha256(content), study);
    expect([conclusion!.status, genomes]).toEqual(['completed', []]);
    expect(conclusion!.warnings[1]).toMatch(sentence);
  });

  test('whose content is lost are a warning, not the loss of the assay', async () => {
    const { conclusion, genomes } = await concludeWith('f'.repeat(64), studyOf('f'.repeat(64)));
    expect([conclusion!.status, genomes]).toEqual(['completed', []]);
    expect(conclusion!.warnings[1]).toMatch(
      /could not be kept: its content \(blob f+\) is not in the blob store/,
    );
  });
});

test('after a user’s retry, results that came again replace the failures', async () => {
  const study = new Study('nulldist', submissionCreate());
  const planner = study.newPlanner();
  const { fresh } = study.take(await planner.answer(study.request()));
  study.settle(
    ...fresh.map((c): CompetitionOutcome =>
      c.ordinal < 60 ? { ordinal: c.ordinal, outcome: 'failed' } : answerOf(c),
    ),
  );
  expect(study.take(await planner.answer(study.request())).conclusion).toMatchObject({ status: 'failed' });
  study.isRetried = true;
  study.settled.splice(
    0,
    study.settled.length,
    ...study.settled.filter(({ outcome }) => outcome.ordinal >= 60),
  );
  study.settle(...fresh.slice(0, 60).map(answerOf));
  const { conclusion } = study.take(await planner.answer(study.request()));
  expect(conclusion).toMatchObject({ status: 'completed', result: { numMeasured: 100, numFailed: 0 } });
});

test('missing results are an error, not a conclusion', async () => {
  const study = new Study('nulldist', submissionCreate());
  study.take(await study.newPlanner().answer(study.request()));
  const request = { ...study.request(false), resultsTotal: 100, resultsDigest: 'f'.repeat(64) };
  await expect(study.newPlanner().answer(request)).rejects.toThrow(
    '0 results could be paged, which are not the 100 that were announced',
  );
});

test('giving up is a failed conclusion, or a refusal of the whole submission', async () => {
  const study = new Study('nulldist', submissionCreate());
  const planner = study.newPlanner();
  const request = study.request();
  expect((await planner.giveUp(request, 'no'))[0].conclusion).toEqual({
    status: 'failed',
    reason: 'no',
    warnings: [],
  });
  const { assayId: _assay, ...whole } = request;
  expect((await planner.giveUp({ ...whole, round: 0 }, 'no'))[0].refusal).toBe('no');
});
