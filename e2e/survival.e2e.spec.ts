/**
 * Real: a stack of processes with three executors, containers. In the middle of a study each service and nats-server
 * is ended by kill -9 in turn; the study still finishes, and every competition counts once.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompetitionDocument, CompetitionResultDocument, SubmissionDocument } from '#contracts';
import { waitFor } from '#testing';
import { EXAMPLE, StackUnderTest } from './stack-under-test';

interface CompetitionRow extends CompetitionDocument {
  readonly result?: CompetitionResultDocument['result'];
}

const REPLICATES = 150;
const SITES = 100;
const VICTIMS = ['executor-1', 'scheduler', 'planner', 'recorder', 'gateway', 'nats-server', 'executor-2'];

describe('a stack under kill -9', () => {
  let stack: StackUnderTest;

  beforeAll(async () => {
    stack = await StackUnderTest.start(['--executors', '3', '--slots', '1']);
  }, 120_000);

  afterAll(async () => stack.stop(), 120_000);

  it('finishes with the right counts when each process is killed in turn, sharing the work among three executors', async () => {
    const submissionId = await submit();
    await killInTurn(submissionId);
    expect((await stack.run('watch', submissionId, '--json')).code).toBe(0);
    await waitFor(async () => (await recorded(submissionId)).length === REPLICATES + SITES + 1, {
      timeoutMs: 60_000,
      message: 'all competitions are in the records',
    });
    const rows = (await recorded(submissionId)).filter((row) => row.ordinal !== undefined);
    expect(rows.filter((row) => row.status !== 'completed')).toEqual([]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(REPLICATES + SITES + 1);
    await expectTruth(submissionId);
    const csv = await stack.run('results', submissionId, '--csv');
    expect(executorsOf(csv.stdout)).toHaveLength(3);
  }, 600_000);

  async function submit(): Promise<string> {
    const accepted = await stack.json<{ submissionId: string }>(
      ...['submit', join(EXAMPLE, 'demo-genome.txt'), '--image', 'knockem/explicit-model:1'],
      ...['--user', 'survivor@knockem.example', '--assay', 'nulldist', 'screenCritical'],
      ...['--param', `nulldist.replicates=${REPLICATES}`],
    );
    return accepted.submissionId;
  }

  /** One after the other, each when some more competitions are completed. */
  async function killInTurn(submissionId: string): Promise<void> {
    const show = (): Promise<{ submission: SubmissionDocument }> => stack.json('show', submissionId);
    const completed = async (): Promise<number> => (await show()).submission.counters.completed;
    let seen = 0;
    for (const victim of VICTIMS) {
      const mark = Math.min(seen + 15, REPLICATES + SITES);
      await waitFor(async () => (seen = await completed().catch(() => 0)) >= mark, {
        timeoutMs: 120_000,
        message: `${mark} competitions are completed before ${victim} is killed\n${stack.logs()}`,
      });
      await stack.killAndAwaitRestart(victim);
    }
  }

  async function expectTruth(submissionId: string): Promise<void> {
    const results = await stack.json<
      { assayType: string; assayResult: { criticalSites: number[]; numMeasured: number } }[]
    >('results', submissionId);
    const of = (type: string) => results.find((row) => row.assayType === type)?.assayResult;
    const truth = JSON.parse(readFileSync(join(EXAMPLE, 'demo-truth.json'), 'utf8')) as {
      criticalSites: number[];
    };
    expect(of('nulldist')?.numMeasured).toBe(REPLICATES);
    expect(of('screenCritical')?.criticalSites).toEqual(truth.criticalSites);
  }

  async function recorded(submissionId: string): Promise<CompetitionRow[]> {
    const rows: CompetitionRow[] = [];
    let cursor: string | undefined;
    do {
      const query = `limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const page = await stack.get<{ items: CompetitionRow[]; nextCursor?: string }>(
        `/api/v1/submissions/${submissionId}/competitions?${query}`,
      );
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return rows;
  }
});

/** The distinct values of the CSV's executor column. */
function executorsOf(csv: string): string[] {
  const [header, ...lines] = csv.trim().split('\n');
  const column = header.split(',').indexOf('executor');
  return [
    ...new Set(
      lines.map((line) => line.split(',')[column]).filter((value) => value !== undefined && value !== ''),
    ),
  ];
}
