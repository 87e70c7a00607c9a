/**
 * Real: a stack of processes with two executors and containers. In the middle of studies each service is ended by
 * SIGTERM and started anew, one after the other, as in an upgrade; nothing fails, and nothing is run twice but what an
 * executor had to give back.
 */
import { join } from 'node:path';
import type { CompetitionDocument, SubmissionDocument } from '#contracts';
import { GOOD_IMAGE_GENOME, shellImage, waitFor, writeImageArchive } from '#testing';
import { IMAGE, IMAGE_SCRIPTS } from '../chaos/load/image';
import { StackUnderTest } from './stack-under-test';

const REPLICATES = 100;
/** Of all studies of one test together. */
const COMPETITIONS = 100;
/** So that a study is still under way a moment after it was looked at, on a quick machine too. */
const COMPETITION_SECONDS = 0.3;
const ENOUGH_LEFT = 40;
const SLOTS = 2;
/** Those that no container depends on: a run goes on beside their restart, and is told afterwards. */
const BESIDE_THE_RUNS = ['gateway', 'recorder', 'planner', 'scheduler'];
const EXECUTORS = ['executor-1', 'executor-2'];

type Counters = SubmissionDocument['counters'];

describe('a rolling restart under load', () => {
  let stack: StackUnderTest;

  beforeAll(async () => {
    stack = await StackUnderTest.start(['--executors', String(EXECUTORS.length), '--slots', String(SLOTS)]);
    await writeImageArchive(join(stack.dataDir, 'images'), await shellImage(IMAGE, IMAGE_SCRIPTS));
  }, 120_000);
  afterAll(async () => stack?.stop(), 120_000);

  it('of gateway, recorder, planner and scheduler: every competition is done once, at its first attempt', async () => {
    const rows = await underLoadWhile(BESIDE_THE_RUNS);
    expect(rows.filter(({ numAttempts }) => numAttempts !== 1)).toEqual([]);
  }, 600_000);

  it('of the executors: every competition is done once, and only what ran there was given back', async () => {
    const rows = await underLoadWhile(EXECUTORS);
    const again = rows.filter(({ numAttempts }) => numAttempts > 1);
    expect(again.length).toBeLessThanOrEqual(SLOTS * EXECUTORS.length);
    expect(again.filter(({ numAttempts }) => numAttempts > 2)).toEqual([]);
  }, 600_000);

  /** The competitions of all studies that were under way while the services were restarted, one after the other. */
  async function underLoadWhile(services: readonly string[]): Promise<CompetitionDocument[]> {
    const studies: string[] = [];
    for (const service of services) {
      const pid = await stack.pidOf(service);
      await loaded(studies);
      await restart(service, pid);
    }
    const rows = await Promise.all(studies.map((id) => ended(id)));
    expect(rows.flat().length).toBeGreaterThanOrEqual(COMPETITIONS);
    return rows.flat();
  }

  /** Resolves in the middle of a study: another one is submitted when the last has little left. */
  async function loaded(studies: string[]): Promise<void> {
    const isUnderWay = async (id: string | undefined): Promise<boolean> => {
      if (id === undefined) return false;
      const { completed, pending } = await counters(id);
      // The first to be completed may be the inspection.
      if (completed < 2) return false;
      if (pending < ENOUGH_LEFT) studies.push(await submit());
      return pending >= ENOUGH_LEFT;
    };
    if (studies.length === 0) studies.push(await submit());
    await waitFor(() => isUnderWay(studies.at(-1)), { timeoutMs: 180_000, message: 'a study is under way' });
  }

  async function ended(id: string): Promise<CompetitionDocument[]> {
    const last = await waitFor(
      async () => {
        const now = await counters(id);
        return now.pending + now.active === 0 && now.completed >= REPLICATES ? now : undefined;
      },
      { timeoutMs: 180_000, message: `study ${id} has ended\n${stack.logs()}` },
    );
    expect(last).toMatchObject({ failed: 0, cancelled: 0 });
    return recorded(id, last.completed);
  }

  async function submit(): Promise<string> {
    const { body } = await stack.post<{ submissionId: string }>('/api/v1/submissions', {
      userEmail: 'operator@knockem.example',
      containerImage: IMAGE,
      containerEnv: { CHAOS_SECONDS: String(COMPETITION_SECONDS) },
      genomeContent: GOOD_IMAGE_GENOME,
      assayTypes: ['nulldist'],
      assayParameters: { nulldist: { replicates: REPLICATES } },
    });
    return body.submissionId;
  }

  /** Asked again while the gateway is being restarted. */
  const counters = (id: string): Promise<Counters> =>
    waitFor(
      () =>
        stack
          .get<{ submission?: SubmissionDocument }>(`/api/v1/submissions/${id}`)
          .then(({ submission }) => submission?.counters)
          .catch(() => undefined),
      { timeoutMs: 60_000, message: 'the gateway answers' },
    );

  /** The end is the service's own: had it taken longer than it may, the supervisor would say so. */
  async function restart(service: string, before: number): Promise<void> {
    process.kill(before, 'SIGTERM');
    await waitFor(async () => (await stack.pidOf(service).catch(() => before)) !== before, {
      timeoutMs: 60_000,
      message: `${service} is started again\n${stack.logs()}`,
    });
    expect(stack.supervisorLog()).toMatch(new RegExp(`${service} ended with code 0`));
  }

  async function recorded(id: string, count: number): Promise<CompetitionDocument[]> {
    const rows = await waitFor(
      async () => {
        const found = await allRows(id).catch(() => []);
        const isWhole = found.length === count && found.every(({ status }) => status === 'completed');
        return isWhole ? found : undefined;
      },
      { timeoutMs: 60_000, message: `${count} competitions are in the records, all of them completed` },
    );
    expect(new Set(rows.map((row) => row.id)).size).toBe(count);
    return rows;
  }

  async function allRows(id: string): Promise<CompetitionDocument[]> {
    const rows: CompetitionDocument[] = [];
    let cursor: string | undefined;
    do {
      const query = `limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const path = `/api/v1/submissions/${id}/competitions?${query}`;
      const page = await stack.get<{ items: CompetitionDocument[]; nextCursor?: string }>(path);
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return rows;
  }
});
