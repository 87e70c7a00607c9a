import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectMessaging, type Messaging } from '#messaging';
import { deriveSeed, seededRandom } from '#science';
import { Client } from './load/client';
import { CommandGate } from './load/command-gate';
import { Workload } from './load/workload';
import { ExecutorWatch, noticeBoundMs } from './observe/executor-watch';
import { placesExceeded, type Sample } from './observe/places';
import { planStrikes } from './plan/strikes';
import { SubmissionMix } from './plan/submissions';
import type { ChaosReport } from './report';
import { ChaosStack, LEASE_MS } from './stack/chaos-stack';
import { EmbeddedStore, type RecordStoreUnderAttack } from './stack/record-store';
import { Striker } from './striker';
import type { Timeline } from './timeline';
import { checkDeadLetters, plantDeadLetters } from './verify/dead-letters';
import { leftovers } from './verify/leftovers';
import { checkRecords } from './verify/records';
import {
  checkCounters,
  checkEnds,
  checkResults,
  figuresOf,
  grantsOf,
  openTruth,
  type Truth,
  unpublishedMarks,
} from './verify/truth';
import { Violations } from './violation';

const CONNECT_BOUND_MS = 60_000;
const CONNECT_AGAIN_MS = 500;
/** A service may refuse to start while the bus is away, and takes its time to say so. */
const EXCUSED_MS = 15_000;
/** Every run of so many strikes takes executors away for longer than their lease. */
const WATCHED_FROM = 20;
/** While a second scheduler stands in for one that was struck, or the record server is away, or its file is locked by us. */
const isExcused = (lastWords: string): boolean =>
  /Another scheduler has|cannot reach the record server|record file .* is locked|the executor directory .* is in use/.test(
    lastWords,
  );

export interface AttackOptions {
  readonly seed: number;
  readonly kills: number;
  /** No strikes after this, however many are left. */
  readonly strikeBoundMs: number;
  readonly records: RecordStoreUnderAttack;
  readonly timeline: Timeline;
  /** What is under way must end within this after the last strike. */
  readonly calmBoundMs: number;
}

/** A run: a real stack under strikes, then calm, then the reckoning. The data directory stays where promises were broken. */
export class Attack {
  private readonly violations = new Violations();
  private readonly over = new AbortController();
  private stack!: ChaosStack;
  private messaging!: Messaging;
  private observer!: ChildProcess;
  private striker?: Striker;
  private stopping = false;
  private calmMs = 0;

  constructor(private readonly options: AttackOptions) {}

  async run(): Promise<ChaosReport> {
    const { records, timeline } = this.options;
    this.stack = await ChaosStack.start({ onSelfEnd: (...what) => this.selfEnded(...what) }, records.url);
    timeline.tell(`the stack is up in ${this.stack.dataDir}`);
    if (records instanceof EmbeddedStore) records.file = this.stack.recordsFile;
    try {
      this.observer = startObserver(this.samplesFile);
      this.messaging = await connected(this.stack.natsUrl);
      return await this.underFire();
    } finally {
      await this.takeDown();
    }
  }

  /** May come at any moment: everything this run started ends. */
  async takeDown(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.striker?.letGo();
    await this.messaging?.close().catch(() => undefined);
    if (this.observer?.kill('SIGTERM')) await once(this.observer, 'exit');
    await this.stack?.stop();
  }

  private async underFire(): Promise<ChaosReport> {
    const { seed, timeline, calmBoundMs, strikeBoundMs } = this.options;
    const random = (purpose: string) => seededRandom(deriveSeed('chaos', seed, purpose));
    const workload = this.workload(new SubmissionMix(random('submissions')));
    const striker = new Striker({
      stack: this.stack,
      records: this.options.records,
      watch: new ExecutorWatch(this.messaging, noticeBoundMs(LEASE_MS)),
      workload,
      timeline,
      violations: this.violations,
    });
    this.striker = striker;
    const planted = await plantDeadLetters(this.messaging);
    const working = workload.run();
    const strikes = planStrikes(this.options.kills, random('strikes'));
    const kills = await striker.carryOut(strikes, strikeBoundMs);
    timeline.tell('the last strike is over: calm');
    const calmFrom = performance.now();
    const bound = setTimeout(() => this.over.abort(), calmBoundMs);
    await workload.finish();
    await working;
    clearTimeout(bound);
    await this.recorderCaughtUp();
    const deadLetters = await checkDeadLetters(this.messaging, planted, workload.commanded, this.violations);
    timeline.tell('all has ended: the stack is stopped');
    await this.takeDown();
    this.calmMs = performance.now() - calmFrom;
    return { ...(await this.reckon(workload, striker, deadLetters)), kills };
  }

  private workload(mix: SubmissionMix): Workload {
    const { violations, stack, messaging } = this;
    const client = (gate: CommandGate): Client => new Client(stack.gatewayUrl, this.over.signal, gate);
    const gate = new CommandGate();
    return new Workload(client(gate), mix, {
      timeline: this.options.timeline,
      violations,
      runKey: randomUUID(),
      gate,
      ungated: client(new CommandGate()),
      isKnown: (submissionId) =>
        messaging.request('submission.status', { submissionId }, { timeoutMs: 1_000 }).then(
          () => true,
          () => false,
        ),
    });
  }

  /** The scheduler publishes within a twentieth of a second, the recorder follows: until nothing more comes. */
  private async recorderCaughtUp(): Promise<void> {
    const until = performance.now() + 60_000;
    let before = -1;
    for (;;) {
      const { lastSequence } = await this.messaging.streamState('records');
      const position = await this.messaging
        .request<{ streamSequence: number }>('recorder.position', {}, { timeoutMs: 2_000 })
        .catch(() => ({ streamSequence: -1 }));
      if (position.streamSequence === lastSequence && lastSequence === before) return;
      before = lastSequence;
      if (performance.now() > until) {
        this.violations.add(
          'the records catch up',
          `after a minute of calm the recorder is at ${position.streamSequence} of ${lastSequence}`,
        );
        return;
      }
      await pause(1_000);
    }
  }

  /** With the stack down: what it did, against what it promised. */
  private async reckon(
    workload: Workload,
    striker: Striker,
    deadLetters: number,
  ): Promise<Omit<ChaosReport, 'kills'>> {
    const { records, timeline, seed } = this.options;
    const truth = openTruth(this.stack.databaseFile);
    try {
      this.checkTruth(truth, workload);
      this.checkLogs();
      const { violations } = this;
      const documents = await records.read((reader, counts) =>
        checkRecords(truth, reader, counts, violations),
      );
      const samples = readSamples(this.samplesFile);
      this.checkContainers(truth, samples, workload);
      const windows = this.windows(striker);
      const found = violations.all();
      if (found.length === 0) this.stack.remove();
      return {
        seed,
        ...figuresOf(truth),
        accepted: workload.accepted.length,
        seconds: Math.round(timeline.elapsedMs() / 1000),
        strikes: striker.figures,
        windows,
        samples: { changes: samples.length, latestMs: Math.max(0, ...samples.map(({ lateMs }) => lateMs)) },
        documents,
        deadLetters,
        violations: found,
        ...(found.length > 0 ? { dataDir: this.stack.dataDir } : {}),
      };
    } finally {
      truth.close();
    }
  }

  /** A run that never saw how soon a dead executor is noticed says nothing of that promise. */
  private windows({ silent, figures }: Striker): ChaosReport['windows'] {
    const { counted, unbroken, unjudged, noticedMs } = silent;
    const strikes = Object.values(figures).reduce((sum, count) => sum + count, 0);
    if (counted === 0 && strikes >= WATCHED_FROM)
      this.violations.add(
        'a dead executor is noticed within a lease',
        `no window counted in ${strikes} strikes`,
      );
    return { counted, unbroken, unjudged, longestMs: Math.max(0, ...noticedMs) };
  }

  private checkTruth(truth: Truth, { accepted }: Workload): void {
    const { violations } = this;
    checkEnds(
      truth,
      accepted.map(({ submissionId }) => submissionId),
      violations,
    );
    checkResults(truth, violations, this.calmMs);
    checkCounters(truth, violations);
    const marks = unpublishedMarks(truth);
    if (marks > 0) violations.add('all is told in the end', `${marks} marks are unpublished`);
  }

  private checkContainers(truth: Truth, samples: readonly Sample[], { accepted }: Workload): void {
    const { violations, stack } = this;
    const grants = grantsOf(truth);
    const limits = new Map(accepted.map(({ submissionId, limits: spans }) => [submissionId, spans]));
    for (const { submissionId, ms, running, limit } of placesExceeded(samples, grants, limits)) {
      const what = `${running.length} containers (${running.join(' ')}), limit ${limit}`;
      const found = `${submissionId} ${new Date(ms).toISOString()}: ${what}`;
      violations.add('maxCompetitionsActive holds at the containers', found, submissionId);
    }
    for (const left of leftovers(stack.dataDir, stack.executorDirectories(), new Set(grants.keys())))
      violations.add('nothing is left', left);
  }

  /** What the services say of their own defects. */
  private checkLogs(): void {
    for (const { name } of this.stack.all()) {
      const lines = this.stack.logOf(name).split('\n');
      for (const line of lines.filter((text) => /counters disagreed|unhandled|"level":60|defect/i.test(text)))
        this.violations.add('no service finds a defect of its own', `${name}: ${line.slice(0, 500)}`);
    }
  }

  private selfEnded(name: string, how: string, lastWords: string): void {
    if (this.stopping) return;
    this.options.timeline.tell(`${name} ended by itself ${how}: ${lastWords.slice(-300)}`);
    if (isExcused(lastWords) || !this.stack.service('nats-server').upFor(EXCUSED_MS)) return;
    this.violations.add('no service ends by itself', `${name} ${how}: ${lastWords.slice(-1000)}`);
  }

  private get samplesFile(): string {
    return join(this.stack.dataDir, 'containers.jsonl');
  }
}

/** With patience: while a whole stack starts, a busy machine may not get to it for seconds. */
async function connected(servers: string): Promise<Messaging> {
  const until = performance.now() + CONNECT_BOUND_MS;
  for (;;) {
    try {
      return await connectMessaging({ servers, name: 'chaos', runmode: 'production' });
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(CONNECT_AGAIN_MS);
    }
  }
}

function startObserver(output: string): ChildProcess {
  const main = join(__dirname, 'observe', `containers${__filename.slice(-3)}`);
  return spawn(process.execPath, [...process.execArgv, main, output], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

const readSamples = (file: string): Sample[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Sample)
    : [];
