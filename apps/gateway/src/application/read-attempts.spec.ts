import type { CompetitionAttempts, CompetitionDocument, CompetitionResultDocument } from '#contracts';
import { competitionIdOf, KnockemError } from '#domain';
import { type AttemptsView, ReadAttempts } from './read-attempts';
import type { ReadSubmission } from './read-submission';

const NOW = '2030-01-01T00:00:00.000Z';
const NAMED = { submissionId: 's', assayId: '8c5c1b5e-6d0f-4a53-9d5b-1f1f0a6f2c11', ordinal: 3 };
const ID = competitionIdOf(NAMED.assayId, NAMED.ordinal);
const RESULT = {
  competitionAttemptId: 't',
  executor: 'e',
  startedAt: '2030-01-01T00:00:02.000Z',
  endedAt: '2030-01-01T00:00:03.500Z',
  imageDigest: 'sha256:c',
  warnings: ['odd'],
} as CompetitionResultDocument;

interface Known {
  readonly scheduler?: CompetitionAttempts;
  readonly record?: Partial<CompetitionDocument>;
}

function read({ scheduler, record }: Known, assayId = NAMED.assayId): Promise<AttemptsView> {
  const submissions = { read: async () => ({ assays: [{ id: NAMED.assayId }] }) };
  const attempts = async (): Promise<CompetitionAttempts> => {
    if (scheduler) return scheduler;
    throw new KnockemError('not-found', 'the scheduler holds no assay');
  };
  const records = {
    competition: async () => record as CompetitionDocument | undefined,
    competitionResults: async () => [RESULT],
  };
  const reading = new ReadAttempts(
    submissions as unknown as ReadSubmission,
    { attempts },
    records,
    () => NOW,
  );
  return reading.read({ ...NAMED, assayId });
}

it('tells what the scheduler tells', async () => {
  const scheduler = { competitionId: ID, numAttempts: 0, attempts: [] };
  const record = { status: 'completed', numAttempts: 1 } as const;
  expect(await read({ scheduler, record })).toEqual({
    ...{ competitionId: ID, numAttempts: 0, items: [] },
    ...{ source: 'scheduler', asOf: NOW },
  });
});

it('tells by the records, once the scheduler has let it go, how many there were and which one counts', async () => {
  const record = { status: 'completed', numAttempts: 2, logDigest: 'd' } as const;
  expect(await read({ record })).toEqual({
    competitionId: ID,
    numAttempts: 2,
    items: [
      {
        ...{ attempt: 2, attemptId: 't', state: 'succeeded', settled: true, executorId: 'e' },
        ...{ startedAt: RESULT.startedAt, durationMs: 1500, outOfMemory: false },
        ...{ imageDigest: 'sha256:c', warnings: ['odd'], logDigest: 'd' },
      },
    ],
    source: 'records',
    asOf: NOW,
  });
  const failed = await read({ record: { status: 'failed', numAttempts: 3 } });
  expect([failed.numAttempts, failed.items]).toEqual([3, []]);
});

it('refuses in the words of the scheduler what nobody knows, and an assay of another submission', async () => {
  await expect(read({})).rejects.toThrow('the scheduler holds no assay');
  await expect(read({}, 'of another')).rejects.toThrow('has no assay of another');
});
