// Real: SQLite file and the use cases that fill it. Scripted: planner, executor (../../testing/world).
import type { AnyDocument, Collection } from '#contracts';
import { competitionIdOf, knockoutGenomeIdOf } from '#domain';
import { assayOf, createCommand, ScriptedPlanner, World } from '../../testing/world';
import { SqliteOutbox } from '../sqlite/outbox';
import { DocumentRows } from '../sqlite/reading/document-rows';
import { DocumentRenderer, type RenderedRows } from './document-renderer';

const STAMP = { knockemVersion: '1.2.3', knockemRevision: 'abc1234', knockemRunmode: 'testing' } as const;
const VALUE = { updatesElapsed: 12.5, numAlpha: 3, numBeta: 4, warnings: ['333.3 was rounded'] };

describe('rendering documents', () => {
  let world: World;
  let renderer: DocumentRenderer;
  const create = createCommand({ pool: 'lab', genomeIsEphemeral: true });
  const id = create.submissionId;
  let planner: ScriptedPlanner;

  beforeEach(() => {
    world = new World();
    renderer = new DocumentRenderer(new DocumentRows(world.store.database), STAMP);
    world.journal({ kind: 'submission.create', body: create });
    planner = new ScriptedPlanner(world, id);
    planner.assays(assayOf(id, 'inspection'), assayOf(id, 'nulldist', ['inspection']));
  });
  afterEach(() => world.close());

  const documents = <T>(wanted: Collection): T[] =>
    new SqliteOutbox(world.store.database, () => 0)
      .unpublished(10_000)
      .marks.flatMap((mark) => [...renderer.render(mark)])
      .filter(({ collection }) => collection === wanted)
      .flatMap((rendering) => rendering.documents as unknown as T[]);
  const inspect = (): void => {
    planner.round('inspection', 1);
    const executor = world.executor({ pool: 'lab' });
    executor.turn();
    executor.endAll('succeeded', { value: { numSites: 5, warnings: [] } });
    executor.turn();
    planner.conclude('inspection', 'completed', { numSites: 5, imageChainId: 'sha256:chain' });
  };
  const stamped = { ...STAMP, userEmail: 'ada@example.org', datetime: expect.stringMatching(/^20.*Z$/) };

  it('renders genome and submission with the names of the schema', () => {
    inspect();
    expect(documents<AnyDocument>('genomes')).toMatchObject([
      {
        ...stamped,
        genomeId: create.genomeIdAlpha,
        isEphemeral: true,
        digest: 'a'.repeat(64),
        size: 10,
        numSites: 5,
      },
    ]);
    expect(documents('submissions')).toMatchObject([
      {
        ...stamped,
        id,
        assayIds: [planner.id('inspection'), planner.id('nulldist')],
        assayTypes: ['nulldist'],
        containerImage: 'example:1',
        genomeIdAlpha: create.genomeIdAlpha,
        maxCompetitionsActive: 100,
        status: 'active',
        held: false,
        pool: 'lab',
        numSites: 5,
        imageDigest: 'sha256:chain',
        resources: { cpus: 1, memoryMb: 64 },
      },
    ]);
  });

  it('renders assays, and the result of one that has completed', () => {
    inspect();
    expect(documents('assays')).toMatchObject([
      {
        ...stamped,
        assayType: 'inspection',
        status: 'completed',
        competitionIDs: [competitionIdOf(planner.id('inspection'), 0)],
      },
      {
        ...stamped,
        assayType: 'nulldist',
        status: 'active',
        dependsOnAssayIds: [planner.id('inspection')],
        numCompetitions: 0,
      },
    ]);
    expect(documents('assayResults')).toMatchObject([
      { id: planner.id('inspection'), assayResult: { said: 'inspection' } },
    ]);
    expect(documents('competitionResults')).toEqual([]);
  });

  /** Of the second assay: one that succeeded, and one whose container failed. */
  const endTwo = () => {
    inspect();
    planner.round('nulldist', 3);
    const executor = world.executor({ pool: 'lab' });
    executor.turn();
    const [first, second] = [...executor.held.values()];
    executor.end(first.attemptId, 'succeeded', {
      value: VALUE,
      warnings: ['slow'],
      imageDigest: 'sha256:m',
      logDigest: 'b'.repeat(64),
    });
    executor.end(second.attemptId, 'container-error', { reason: 'exited with 3', logTail: 'oops' });
    executor.turn();
    return { first, second, executorId: executor.executorId };
  };

  it('renders a competition, and its result once it has completed', () => {
    const { first, second, executorId } = endTwo();
    const assayId = planner.id('nulldist');
    const byOrdinal = documents<{ ordinal: number; assayId: string }>('competitions').filter(
      (d) => d.assayId === assayId,
    );
    const completed = byOrdinal.find(({ ordinal }) => ordinal === Number(first.args[0]));
    const site = Number(first.args[0]);
    expect(completed).toMatchObject({
      ...stamped,
      id: first.competitionId,
      submissionId: id,
      knockoutSites: [site],
      status: 'completed',
      genomeIdAlpha: create.genomeIdAlpha,
      genomeIdBeta: knockoutGenomeIdOf(create.genomeIdAlpha, [site]),
      numAttempts: 1,
      logDigest: 'b'.repeat(64),
    });
    expect(byOrdinal.find(({ ordinal }) => ordinal === Number(second.args[0]))).toMatchObject({
      status: 'failed',
      reason: 'exited with 3',
      logTail: 'oops',
    });
    expect(documents('competitionResults')).toEqual([
      expect.objectContaining({
        ...stamped,
        id: first.competitionId,
        competitionAttemptId: first.attemptId,
        numKnockoutSites: 1,
        result: { updatesElapsed: 12.5, numAlpha: 3, numBeta: 4 },
        imageDigest: 'sha256:m',
        executor: executorId,
        warnings: ['333.3 was rounded', 'slow'],
      }),
    ]);
  });

  it('lists competitions by the thousand only when their assay has ended', () => {
    inspect();
    for (let part = 1; part <= 2; part++)
      planner.round('nulldist', 500, { part, parts: 2, round: 1, first: (part - 1) * 500 });
    const idsOf = (): number | undefined =>
      documents<{ assayType: string; competitionIDs?: string[] }>('assays').find(
        ({ assayType }) => assayType === 'nulldist',
      )?.competitionIDs?.length;
    expect(idsOf()).toBeUndefined();
    world.executor({ slots: 500, pool: 'lab' }).runDry();
    planner.conclude('nulldist');
    expect(idsOf()).toBe(1000);
  });

  it('lists competitions up to ten thousand', () => {
    inspect();
    for (let part = 1; part <= 21; part++)
      planner.round('nulldist', 500, { part, parts: 21, round: 1, first: (part - 1) * 500 });
    const [, nulldist] = documents<{ numCompetitions: number; competitionIDs?: string[] }>('assays');
    expect(nulldist.numCompetitions).toBe(10_500);
    expect(nulldist.competitionIDs).toBeUndefined();
  });

  it('renders nothing where the row has gone', () => {
    const none = (mark: RenderedRows): boolean =>
      [...renderer.render(mark)].every(({ documents: all }) => all.length === 0);
    expect(none({ collection: 'competitionResults', owner: 99, first: 0, last: 9 })).toBe(true);
    expect(none({ collection: 'settled', owner: 99, first: 0, last: 2 ** 50 })).toBe(true);
    expect(none({ collection: 'assayResults', owner: 1, first: 0, last: 0 })).toBe(true);
  });
});
