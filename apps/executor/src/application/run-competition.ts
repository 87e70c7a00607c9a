import type { Grant, GrantedCompetition, RunTemplate } from '#contracts';
import type { Lease } from '../domain/lease';
import type { ImageAllowList } from '#domain';
import { argvOf, environmentOf } from '../domain/run-command';
import { noteOf, writeNote } from '../domain/run-note';
import {
  type ContainerRuntime,
  ImageForOtherPlatform,
  ImageUnavailable,
  type PreparedImage,
  type RunSpecification,
} from './container-runtime';
import { HeldRun, type HeldRuns } from './held-runs';
import {
  type Clock,
  type HeldFiles,
  type Identity,
  type InputFiles,
  InputMissing,
  type KeptReports,
} from './ports';
import { PreparedImages } from './prepared-images';
import type { ReportRun, SystemFailure } from './report-run';

export interface RunCompetitionParts {
  readonly identity: Identity;
  readonly runtime: ContainerRuntime;
  readonly inputs: InputFiles;
  readonly held: HeldRuns;
  readonly lease: Lease;
  readonly reports: KeptReports;
  readonly clock: Clock;
  readonly reportRun: ReportRun;
  /** Absent: every image may run. */
  readonly allowedImages?: ImageAllowList;
}

/** A run that cannot start, with the sentence its report will say. */
export class CannotStart extends Error {
  constructor(readonly failure: SystemFailure) {
    super(failure.reason);
  }
}

/**
 * One run from its grant to its kept report: image, inputs, container, end. A crash before the container was started
 * leaves nothing (the scheduler sends the grant again); after it, the container is found and adopted.
 */
export class RunCompetition {
  private readonly images: PreparedImages;

  constructor(private readonly parts: RunCompetitionParts) {
    this.images = new PreparedImages(parts.runtime);
  }

  /** Holds the attempt from now on. Never rejects. */
  async run(grant: Grant, competition: GrantedCompetition, template: RunTemplate): Promise<void> {
    const run = new HeldRun(noteOf(grant, competition, template), 'preparing', grant.runId);
    this.parts.held.add(run);
    const { term } = this.parts.lease;
    let files: HeldFiles | undefined;
    try {
      const image = await this.prepareImage(run, template);
      files = await this.holdInputs(run, template);
      const specification = this.specify(run, competition, template, image, files);
      await this.startUnderLease(run, specification, term);
    } catch (error) {
      files?.release();
      if (!(error instanceof CannotStart)) this.lookForImageAgain(run, template);
      await this.parts.reportRun.failed(run, failureOf(error as Error));
      return;
    }
    await this.parts.reportRun.whenEnded(run);
    files.release();
  }

  /** Resolves the image, and refuses one that may not run here or is not the one which the submission pinned. */
  async prepareImage(run: HeldRun, template: RunTemplate): Promise<PreparedImage> {
    const complaint = this.parts.allowedImages?.complaint(template.imageRef);
    if (complaint) throw new CannotStart({ reason: complaint, reasonCode: 'no-image' });
    const image = await untilStopped(run, this.prepare(run, template));
    run.note = { ...run.note, imageChainId: image.chainId, imageDigest: image.imageDigest };
    if (template.imageChainId !== undefined && template.imageChainId !== image.chainId) {
      throw new CannotStart({
        reason:
          `the image ${template.imageRef} is another one here (${image.chainId}) ` +
          `than the one that was inspected (${template.imageChainId})`,
        reasonCode: 'image-changed',
        imageChainId: image.chainId,
      });
    }
    return image;
  }

  /**
   * An image for another platform is the image's own fault when it is inspected, and nobody tries it again. Once it was
   * inspected, it has been replaced by this one since, or its executor is of another platform than this.
   */
  private async prepare(run: HeldRun, template: RunTemplate): Promise<PreparedImage> {
    try {
      return await this.images.find(run.note.submissionId, template);
    } catch (error) {
      if (!(error instanceof ImageForOtherPlatform)) throw error;
      const { message: reason } = error;
      throw new CannotStart(
        template.imageChainId === undefined
          ? { reason, isImagesFault: true }
          : { reason, reasonCode: 'image-changed' },
      );
    }
  }

  /** After a container of it could not be started. */
  lookForImageAgain(run: HeldRun, template: RunTemplate): void {
    this.images.forget(run.note.submissionId, template);
  }

  holdInputs(run: HeldRun, template: RunTemplate): Promise<HeldFiles> {
    const holding = this.parts.inputs.hold(template.inputs.map(({ digest }) => digest));
    return untilStopped(run, holding, (files) => files.release());
  }

  private specify(
    run: HeldRun,
    competition: GrantedCompetition,
    template: RunTemplate,
    image: PreparedImage,
    files: HeldFiles,
  ): RunSpecification {
    return {
      ...this.sandboxOf(template, image, files),
      attemptId: run.attemptId,
      competitionId: run.note.competitionId,
      submissionId: run.note.submissionId,
      template: { ...template, collect: run.note.collect },
      argv: argvOf(template, competition, image.hasShell),
      env: environmentOf(template, competition),
      timeoutSeconds: run.note.timeoutSeconds,
      note: writeNote(run.note),
    };
  }

  /** Of a container that serves: with nothing of any one competition. */
  specifyServing(
    { submissionId }: Grant,
    template: RunTemplate,
    image: PreparedImage,
    files: HeldFiles,
    own: Pick<RunSpecification, 'attemptId' | 'timeoutSeconds'>,
  ): RunSpecification {
    const sandbox = this.sandboxOf(template, image, files);
    const nothing = { competitionId: '', note: '' };
    return {
      ...sandbox,
      ...own,
      ...nothing,
      submissionId,
      template,
      argv: template.entry,
      env: template.env,
    };
  }

  private sandboxOf(
    template: RunTemplate,
    image: PreparedImage,
    files: HeldFiles,
  ): Pick<RunSpecification, 'stackId' | 'executorId' | 'image' | 'inputs'> {
    const { identity } = this.parts;
    return {
      stackId: identity.stackId() ?? '',
      executorId: identity.executorId,
      image,
      inputs: template.inputs.map(({ path, digest, mode }) => ({
        path,
        digest,
        mode,
        hostFile: files.hostFile(digest),
      })),
    };
  }

  /**
   * Once the lease may be over, the scheduler may have given the run up, deadline and all, and its place to another: it
   * is given back. Looked at again after the start, since this process may have been stopped just before it.
   */
  private async startUnderLease(run: HeldRun, specification: RunSpecification, term: number): Promise<void> {
    const { runtime, reports, lease, clock } = this.parts;
    if (!lease.holds(term, clock.monotonic())) {
      run.askToStop('interrupted');
      throw new CannotStart({ reason: 'its lease was over before it started' });
    }
    await this.start(run, specification);
    run.state = 'running';
    if (!run.stopping && !lease.holds(term, clock.monotonic())) {
      run.askToStop('interrupted');
      await reports.keepStop(run.attemptId, 'interrupted');
    }
    if (run.stopping) await runtime.stop(run.attemptId);
  }

  private async start(run: HeldRun, specification: RunSpecification): Promise<void> {
    const { runtime } = this.parts;
    try {
      await runtime.start(specification);
    } catch (error) {
      // It may have come half-way: nothing must run on that is reported as not started.
      await runtime.stop(run.attemptId).catch(() => undefined);
      throw error;
    }
  }
}

/**
 * Work that goes on for others (an image, a shared download) is left alone when this run is stopped meanwhile; what it
 * then still brings is given to `tooLate`.
 */
async function untilStopped<T>(
  run: HeldRun,
  work: Promise<T>,
  tooLate: (value: T) => void = () => undefined,
): Promise<T> {
  let forget = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    forget = run.onStop(() => reject(new CannotStart({ reason: 'stopped before it started' })));
  });
  try {
    return await Promise.race([stopped, work]);
  } catch (error) {
    work.then(tooLate, () => undefined);
    throw error;
  } finally {
    forget();
  }
}

export function failureOf(error: Error): SystemFailure {
  if (error instanceof CannotStart) return error.failure;
  if (error instanceof ImageUnavailable) return { reason: error.message, reasonCode: 'no-image' };
  if (error instanceof InputMissing) return { reason: error.message, reasonCode: 'no-input' };
  return { reason: `the container could not be started: ${error.message}`, reasonCode: 'no-runtime' };
}
