import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LiveSubmission, SubmissionCreate } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { ScriptedExecutor, startNatsServer, submissionCreate, tempDirectory } from '#testing';
import { allSaid } from '../../stack/at-rest';

export interface Load {
  readonly searches: number;
  readonly competitions: number;
  /** Duration of a run; each varies by half of it. */
  readonly runMs: number;
  /** Competitions of another submission that wait meanwhile, for an executor that does not come; less than 10,000: none. */
  readonly pending: number;
}

/**
 * Times from the turn that reports a run to the answer that grants the competition which follows from it, in ms: report,
 * commit, plan request, planner, plan, journal, grant in the waiting turn. Real: nats-server, the scheduler and a planner,
 * each a process of its own. Scripted: executors without containers.
 */
export async function roundTrips(load: Load): Promise<readonly number[]> {
  await using server = await startNatsServer();
  using home = tempDirectory('knockem-round-trip-');
  const messaging = await connectMessaging({ servers: server.url, name: 'bench', runmode: 'testing' });
  const environment = {
    KNOCKEM_NATS_URL: server.url,
    KNOCKEM_RUNMODE: 'testing',
    KNOCKEM_DATA_DIR: home.path,
    KNOCKEM_LOG_LEVEL: 'info',
  };
  await messaging.ensureStreams();
  const children = await Promise.all([
    startProcess('apps/scheduler/src/main', 'scheduler is ready', environment),
    startProcess('bench/latency/round-trip/adaptive-planner', 'planner is ready', environment),
  ]);
  try {
    await waitBeside(messaging, load.pending);
    return await searchesOf(messaging, load);
  } finally {
    await messaging.close();
    await Promise.all(children.map(end));
  }
}

/** Of the adaptive planner's wide assay: one unit of its `replicates`. */
const WIDTH = 10_000;
const POOL = 'elsewhere';

/** Another submission's competitions, planned and waiting, and their documents said: what waits is meant. */
async function waitBeside(messaging: Messaging, pending: number): Promise<void> {
  const replicates = Math.floor(pending / WIDTH);
  if (replicates === 0) return;
  const { submissionId } = await submit(messaging, {
    assayTypes: ['screenCritical'],
    assayParameters: { screenCritical: { replicates } },
    pool: POOL,
  });
  const inspector = new ScriptedExecutor(messaging, 1);
  while (inspector.holds.length === 0) await inspector.turn({ pool: POOL });
  const [inspection] = inspector.holds;
  inspector.end(inspection, { value: { numSites: 4000, warnings: [] } });
  await inspector.turn({ pool: POOL, free: 0, maxWaitMs: 1 });
  for (;;) {
    const { counters } = await submissionOf(messaging, submissionId);
    if (counters && counters.pending >= replicates * WIDTH) return allSaid(messaging);
    await delay(200);
  }
}

async function searchesOf(messaging: Messaging, load: Load): Promise<readonly number[]> {
  const { submissionId } = await submit(messaging, {
    assayTypes: ['nulldist'],
    assayParameters: { nulldist: { replicates: load.competitions } },
    maxCompetitionsActive: load.searches,
  });
  const stop = new AbortController();
  const searches = Array.from({ length: load.searches }, () => search(messaging, load.runMs, stop.signal));
  for (;;) {
    const { status, reason } = await submissionOf(messaging, submissionId);
    if (status === 'completed') break;
    if (status === 'failed') throw new Error(`the submission failed: ${reason}`);
    await delay(200);
  }
  stop.abort();
  return (await Promise.all(searches)).flat();
}

async function submissionOf(
  messaging: Messaging,
  submissionId: string,
): Promise<Partial<LiveSubmission['submission']>> {
  const ask = messaging.request<LiveSubmission>('submission.status', { submissionId }, { timeoutMs: 5000 });
  return ask.then(
    ({ submission }) => submission,
    (error: { code?: string }) => (error.code === 'not-found' ? {} : Promise.reject(error as Error)),
  );
}

async function submit(messaging: Messaging, asked: Partial<SubmissionCreate>): Promise<SubmissionCreate> {
  const submission = submissionCreate({ submissionId: randomUUID(), ...asked });
  const subject = messaging.subjects.submissionCommand('create', submission.submissionId);
  await messaging.publish(subject, submission, { schema: 'submission.create.v1' });
  return submission;
}

/** An executor of one slot: runs what it is granted, and takes the time from each report to the grant that follows. */
async function search(messaging: Messaging, runMs: number, signal: AbortSignal): Promise<number[]> {
  const executor = new ScriptedExecutor(messaging, 1);
  const taken: number[] = [];
  let reportedAt: number | undefined;
  while (!signal.aborted) {
    const { grants } = await executor.turn({ maxWaitMs: 1000 });
    if (grants.length === 0) continue;
    if (reportedAt !== undefined) taken.push(performance.now() - reportedAt);
    await delay(runMs * (0.5 + Math.random()));
    const [competition] = executor.holds;
    const isInspection = competition.env.KNOCKEM_NUM_KNOCKOUT_SITES === '0';
    executor.end(competition, isInspection ? { value: { numSites: 4000, warnings: [] } } : {});
    reportedAt = isInspection ? undefined : performance.now();
  }
  return taken;
}

/** Runs a module of ours as this process runs: from source or from a build. */
async function startProcess(path: string, ready: string, environment: object): Promise<ChildProcess> {
  const file = resolve(__dirname, '..', '..', '..', `${path}${__filename.slice(-3)}`);
  const child = spawn(process.execPath, [...process.execArgv, file], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    child.once('exit', (code) => fail(new Error(`${path} ended with ${code}`)));
    child.stdout.on('data', (text: Buffer) => text.toString().includes(ready) && done());
  });
  child.removeAllListeners('exit');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}
