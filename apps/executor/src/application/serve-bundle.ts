import type { Grant, GrantedCompetition, RunTemplate, Serve } from '#contracts';
import { noteOf } from '../domain/run-note';
import { askingLine } from '../domain/serve-line';
import type { PreparedImage, RunSpecification } from './container-runtime';
import { HeldRun, type HeldRuns } from './held-runs';
import type { Judgement, JudgeReply } from './judge-reply';
import type { Clock, HeldFiles } from './ports';
import type { Lease } from '../domain/lease';
import type { ContainerRuntime } from './container-runtime';
import type { ReportRun, ServedEnd, SystemFailure } from './report-run';
import { CannotStart, failureOf, type RunCompetition } from './run-competition';
import { ServingContainer, SERVING_MS } from './serving-container';
import type { ServingContainers } from './serving-containers';

/** System errors in a row after which the rest of a bundle is not tried here. */
const MAX_SYSTEM_ERRORS = 2;

export interface ServeBundleParts {
  readonly runtime: ContainerRuntime;
  readonly held: HeldRuns;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly containers: ServingContainers;
  readonly judge: JudgeReply;
  readonly reportRun: ReportRun;
  readonly runCompetition: RunCompetition;
  /** A bundle is at its end, and its slot free. */
  readonly onFree: () => void;
}

interface Member {
  readonly competition: GrantedCompetition;
  readonly run: HeldRun;
}

type Answered = Judgement & ServedEnd;

/** A bundle on its way. */
interface Bundle {
  readonly grant: Grant;
  readonly template: RunTemplate;
  readonly serve: Serve;
  readonly term: number;
  readonly key: string;
  image?: PreparedImage;
  files?: HeldFiles;
  container?: ServingContainer;
  systemErrors: number;
  failure?: SystemFailure;
}

/**
 * The competitions of one grant, one after the other in one slot, through a container that serves: each has its own
 * deadline and report. Whatever a container does wrong fails the competition in hand, and the next one gets a fresh
 * container; so a bad image costs as many starts as it has competitions, and no more. A crash of this process leaves
 * nothing: what is not settled is granted again.
 */
export class ServeBundle {
  constructor(private readonly parts: ServeBundleParts) {}

  /** Holds all attempts from now on. Never rejects. */
  async run(grant: Grant, template: RunTemplate, serve: Serve): Promise<void> {
    const key = JSON.stringify([grant.templateId, grant.timeoutSeconds]);
    const bundle: Bundle = { grant, template, serve, term: this.parts.lease.term, key, systemErrors: 0 };
    const members = grant.competitions.map((competition) => this.hold(bundle, competition));
    for (const member of members) await this.next(bundle, member);
    if (bundle.container) this.parts.containers.giveBack(key, bundle.container);
    bundle.files?.release();
    this.parts.onFree();
  }

  /** One that is stopped before its turn is reported at once. */
  private hold({ grant, template }: Bundle, competition: GrantedCompetition): Member {
    const run = new HeldRun(noteOf(grant, competition, template), 'preparing', grant.runId);
    run.served = true;
    this.parts.held.add(run);
    const stopped = (): void => {
      if (run.state === 'preparing') void this.parts.reportRun.failed(run, { reason: 'stopped' });
    };
    run.stopSignal.addEventListener('abort', stopped, { once: true });
    return { competition, run };
  }

  private async next(bundle: Bundle, member: Member): Promise<void> {
    const { lease, clock, containers, reportRun } = this.parts;
    const { run } = member;
    if (run.state !== 'preparing' || containers.isClosed) return;
    if (!lease.holds(bundle.term, clock.monotonic())) return run.askToStop('interrupted');
    if (bundle.failure) return reportRun.failed(run, bundle.failure);
    try {
      await this.prepare(bundle, member);
      if (run.stopping) return;
      if (this.needsOwnContainer(bundle, member)) return await this.runAlone(bundle, member);
      await this.ask(bundle, member);
    } catch (error) {
      if (run.stopping || containers.isClosed) return;
      if (!(error instanceof CannotStart)) this.parts.runCompetition.lookForImageAgain(run, bundle.template);
      const failure = failureOf(error as Error);
      if (error instanceof CannotStart || (bundle.systemErrors += 1) >= MAX_SYSTEM_ERRORS)
        bundle.failure = failure;
      await reportRun.failed(run, failure);
    }
  }

  private async prepare(bundle: Bundle, { run }: Member): Promise<void> {
    const { runCompetition } = this.parts;
    if (!bundle.image) bundle.image = await runCompetition.prepareImage(run, bundle.template);
    if (!bundle.files) bundle.files = await runCompetition.holdInputs(run, bundle.template);
    const { chainId, imageDigest } = bundle.image;
    run.note = { ...run.note, imageChainId: chainId, imageDigest };
  }

  private needsOwnContainer({ template, image }: Bundle, { competition }: Member): boolean {
    const { blobArgument } = template.collect;
    return !image!.hasShell || (blobArgument !== undefined && competition.args.includes(blobArgument));
  }

  /** In the bundle's slot, as any other run. */
  private async runAlone({ grant, template }: Bundle, { competition }: Member): Promise<void> {
    await this.parts.runCompetition.run(grant, competition, template);
  }

  private async ask(bundle: Bundle, { competition, run }: Member): Promise<void> {
    const { grant, serve } = bundle;
    const line = askingLine(serve, competition, grant.timeoutSeconds);
    const warnings: string[] = [];
    let end = await this.answer(bundle, run, line);
    // Ends: a fresh container has answered nothing before.
    while (end?.isSecondAnswer) {
      warnings.push(`${end.verdict.reason}; this one was asked again in another container`);
      run.state = 'preparing';
      if (run.stopping) return this.parts.reportRun.failed(run, { reason: 'stopped' });
      end = await this.answer(bundle, run, line);
    }
    if (!end) return;
    bundle.systemErrors = end.verdict.outcome === 'system-error' ? bundle.systemErrors + 1 : 0;
    if (bundle.systemErrors >= MAX_SYSTEM_ERRORS) bundle.failure = { reason: end.verdict.reason ?? '' };
    const verdict = { ...end.verdict, warnings: [...warnings, ...end.verdict.warnings] };
    await this.parts.reportRun.served(run, { ...end, verdict });
  }

  /** Undefined: nobody is to hear of it from here. */
  private async answer(bundle: Bundle, run: HeldRun, line: string): Promise<Answered | undefined> {
    const { lease, clock, judge } = this.parts;
    const { grant, serve, template } = bundle;
    const container = await this.containerFor(bundle);
    if (run.stopping) return undefined;
    if (!lease.holds(bundle.term, clock.monotonic())) return void run.askToStop('interrupted');
    run.containerId = container.id;
    run.state = 'running';
    const startedAt = new Date(clock.now()).toISOString();
    const began = clock.monotonic();
    const reply = await container.ask(line, grant.timeoutSeconds * 1000, run.stopSignal);
    if (this.parts.containers.isClosed) return undefined;
    const durationMs = clock.monotonic() - began;
    const end = await judge.judge({ run, container, reply, serve, schema: template.collect.schema });
    if (end.isOutOfStep) this.dropContainer(bundle);
    else container.lastAnswered = run.note.competitionId;
    return { ...end, startedAt, durationMs };
  }

  private async containerFor(bundle: Bundle): Promise<ServingContainer> {
    const { containers, runtime, clock } = this.parts;
    if (bundle.container?.isUsable) return bundle.container;
    this.dropContainer(bundle);
    const open = (containerId: string): Promise<ServingContainer> =>
      ServingContainer.open(runtime, this.specify(bundle, containerId), clock);
    return (bundle.container = await containers.take(bundle.key, open));
  }

  private dropContainer(bundle: Bundle): void {
    if (bundle.container) this.parts.containers.close(bundle.container);
    bundle.container = undefined;
  }

  /** A container of its own name, with nothing of any one competition. */
  private specify({ grant, template, serve, image, files }: Bundle, containerId: string): RunSpecification {
    return this.parts.runCompetition.specifyServing(
      grant,
      { ...template, entry: serve.entry },
      image!,
      files!,
      {
        attemptId: containerId,
        timeoutSeconds: grant.timeoutSeconds + Math.ceil(SERVING_MS / 1000) + 1,
      },
    );
  }
}
