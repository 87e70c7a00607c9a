/** Real: SQLite, all use cases of the scheduler, the embedded record store. Scripted: planner and executors. */
import { COLLECTIONS, type AnyDocument, type Collection } from '#contracts';
import { EmbeddedRecordReader, EmbeddedRecordWriter } from '#records';
import { type TempDirectory, tempDirectory } from '#testing';
import { DocumentRenderer } from '../../apps/scheduler/src/adapters/documents/document-renderer';
import { DocumentRows } from '../../apps/scheduler/src/adapters/sqlite/reading/document-rows';
import { startedSubmission, World } from '../../apps/scheduler/src/testing/world';
import { Violations } from '../violation';
import { checkRecords } from './records';
import { checkCounters, checkEnds, checkResults, figuresOf, grantsOf, type Truth } from './truth';

describe('the reckoning after a run', () => {
  let world: World;
  let id: string;
  let truth: Truth;
  let violations: Violations;
  beforeEach(() => {
    world = new World();
    const started = startedSubmission(world, 4);
    id = started.id;
    world.executor({ slots: 4 }).runDry();
    started.planner.conclude('work');
    truth = world.store.database;
    violations = new Violations();
  });
  afterEach(() => world.close());

  const found = (): string[] => violations.all().map((each) => each.found);
  const check = (): string[] => {
    checkEnds(truth, [id], violations);
    checkResults(truth, violations);
    checkCounters(truth, violations);
    return found();
  };

  it('finds nothing wrong with a submission that ran well', () => {
    expect(check()).toEqual([]);
    expect(figuresOf(truth)).toMatchObject({ submissions: 1, lost: 0 });
    expect(new Set([...grantsOf(truth).values()].map(({ submissionId }) => submissionId))).toEqual(
      new Set([id]),
    );
  });

  it.each([
    ['UPDATE submissions SET status = "active"', /is active/],
    ['UPDATE competitions SET status = "active" WHERE ordinal = 2', /2 is active/],
    ['UPDATE competitions SET value = NULL WHERE ordinal = 1', /completed without a result/],
    ['UPDATE competitions SET status = "failed" WHERE ordinal = 1', /has a result and is failed/],
    [
      'UPDATE competitions SET status = "failed", value = NULL WHERE ordinal = 1',
      /succeeded, and it is failed/,
    ],
    ['UPDATE attempts SET state = "superseded" WHERE ordinal = 1', /0 attempts count as succeeded/],
    ['UPDATE competitions SET settledAttempt = 2 WHERE ordinal = 1', /another attempt/],
    ['UPDATE attempts SET state = "lost" WHERE ordinal = 3', /1 attempts are still under way/],
    ['UPDATE submissions SET numCompleted = numCompleted + 1', /numCompleted says \d, counted \d/],
    ['UPDATE submissions SET places = 1', /numPlaces says 1, counted 0/],
    ['UPDATE assays SET numCompleted = 0', /numCompleted says 0/],
  ])('finds the fault of %s', (fault, sentence) => {
    truth.exec(fault.replaceAll('"', "'"));
    expect(check().join('\n')).toMatch(sentence);
  });

  it('lets a lost attempt keep its place until its deadline and the grace are over', () => {
    truth.exec("UPDATE attempts SET state = 'lost' WHERE ordinal = 3");
    checkResults(truth, violations, 5_000);
    expect(found().join()).not.toContain('under way');
  });

  it('finds an accepted submission that nobody knows', () => {
    checkEnds(truth, ['a-stranger'], violations);
    expect(found()).toEqual(['a-stranger is unknown']);
  });

  describe('of the records', () => {
    const STAMP = { knockemVersion: '1', knockemRevision: 'r', knockemRunmode: 'production' } as const;
    let directory: TempDirectory;
    let writer: EmbeddedRecordWriter;
    let file: string;
    beforeEach(async () => {
      directory = tempDirectory();
      file = `${directory.path}/records.sqlite`;
      writer = new EmbeddedRecordWriter(file);
      await writer.prepare();
    });
    afterEach(async () => {
      await writer.close();
      directory.remove();
    });

    const truthOf = (collection: Collection): AnyDocument[] => {
      const renderer = new DocumentRenderer(new DocumentRows(truth), STAMP);
      const renderings = [1, 2, 3].flatMap((owner) => [
        ...renderer.render({ collection, owner, first: 0, last: 1000 }),
      ]);
      return renderings.flatMap(({ documents }) => documents) as AnyDocument[];
    };
    const record = async (
      change: (collection: Collection, all: AnyDocument[]) => AnyDocument[],
    ): Promise<void> => {
      const counts: Record<string, number> = {};
      for (const collection of COLLECTIONS) {
        const documents = change(collection, truthOf(collection));
        counts[collection] = documents.length;
        await writer.upsertMany(collection, documents);
      }
      const reader = new EmbeddedRecordReader(file);
      await checkRecords(truth, reader, counts as Record<Collection, number>, violations);
      await reader.close();
    };

    it('finds nothing wrong where all is recorded', async () => {
      await record((_collection, all) => all);
      expect(found()).toEqual([]);
    });

    it('finds what is missing, what differs, and what should not be there', async () => {
      await record((collection, all) => {
        if (collection === 'competitions') return all.slice(1);
        if (collection === 'submissions') return all.map((each) => ({ ...each, status: 'active' }));
        if (collection !== 'competitionResults') return all;
        return [...all, { ...all[0], id: 'stranger' }];
      });
      expect(found()).toEqual([
        expect.stringMatching(/^submissions .*: status differ: status is "active", should be "completed"/),
        expect.stringMatching(/^competitions .*: not recorded/),
        expect.stringMatching(/^\d competitions recorded, \d true/),
        expect.stringMatching(/^\d competitionResults recorded, \d true/),
      ]);
    });
  });
});
