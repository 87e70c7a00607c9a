import { type CommandAccepted, LIMITS, type SubmissionCreate, type SubmissionRequest } from '#contracts';
import { genomeIdOf, KnockemError, submissionIdOf } from '#domain';
import { parametersThatCannotWork } from '../domain/parameters-that-cannot-work';
import { asksTheSame, isRecordOf, type StoredGenome, submissionBody } from '../domain/submission-body';
import { ANYBODY, type Caller, mayTouch, refuseDerivedId } from '../domain/caller';
import { AcceptGenome } from './accept-genome';
import { FindGenome } from './find-genome';
import type { CommandJournal, GenomeContents, LiveState, RecordReads, StackFacts } from './ports';
import type { AcceptNotify } from './notifications/accept-notify';
import type { Quotas } from './quotas';

/**
 * Takes a submission in, whichever door it came by. Accepted means journalled: from then on it is not lost. The same
 * key (or id) with the same request always gets the same answer, also when twins come at once or the first answer was
 * lost; with another request it is a conflict. The answer waits a moment for the scheduler, so that a list right after it
 * holds the submission. A crash before the journal has taken it leaves at most a genome.
 */
export class AcceptSubmission {
  constructor(
    private readonly journal: Pick<
      CommandJournal,
      'createSubmission' | 'submissionCreateOf' | 'submissionDeleteOf'
    >,
    private readonly records: Pick<RecordReads, 'submission'>,
    private readonly contents: Pick<GenomeContents, 'has' | 'put'>,
    private readonly genomes: AcceptGenome,
    private readonly finder: FindGenome,
    private readonly live: Pick<LiveState, 'awaitRead'>,
    private readonly stack: StackFacts,
    private readonly digestOf: (content: Buffer) => string,
    private readonly newId: () => string,
    private readonly quotas: Pick<Quotas, 'submission'>,
    private readonly notify: Pick<AcceptNotify, 'refuseWhatCannotBe' | 'keep'>,
  ) {}

  async accept(request: SubmissionRequest, caller: Caller = ANYBODY): Promise<CommandAccepted> {
    this.refuseUnfit(request);
    const key = request.idempotencyKey;
    const idOfKey = key == null ? undefined : submissionIdOf(request.userEmail, key);
    refuseDerivedId(caller, request.submissionId ?? undefined, idOfKey);
    const chosenId = request.submissionId?.toLowerCase() ?? idOfKey;
    const repetition = chosenId === undefined ? undefined : await this.repetitionOf(chosenId, request);
    if (repetition) return repetition;

    const id = chosenId ?? this.newId();
    const admitted = this.quotas.submission(request.userEmail, () => this.journalled(id, request, caller));
    return admitted.catch(async (error: unknown) => {
      // A twin may have been the one that used the quota up: then this is its repetition.
      const twin = isQuota(error) ? await this.repetitionOf(id, request) : undefined;
      if (!twin) throw error;
      return twin;
    });
  }

  private async journalled(id: string, request: SubmissionRequest, caller: Caller): Promise<CommandAccepted> {
    const genome = await this.genomeOf(request, caller);
    const command = submissionBody(id, request, genome, this.stack.runmode);
    await this.notify.keep(request, command);
    const stored = await this.journal.createSubmission(command);
    if (stored !== 'taken') {
      await this.live.awaitRead(command.submissionId);
      return { submissionId: command.submissionId, streamSequence: stored.sequence, repeated: false };
    }
    const twin = await this.repetitionOf(command.submissionId, request);
    if (twin) return twin;
    throw new KnockemError('unavailable', `Submission ${command.submissionId} could not be read back.`, {
      hint: 'Send the same request again.',
    });
  }

  /** The first answer again, when this request was accepted before; undefined when nothing has its id. */
  private async repetitionOf(id: string, request: SubmissionRequest): Promise<CommandAccepted | undefined> {
    const stored = await this.journal.submissionCreateOf(id);
    if (stored && (await this.journal.submissionDeleteOf(id))?.message) throw idDeleted(id);
    const asked = (genome: StoredGenome): SubmissionCreate =>
      submissionBody(id, request, genome, this.stack.runmode);
    const genomeId = request.genomeIdAlpha?.toLowerCase() ?? this.inlineGenomeId(request);
    const command = asked({ genomeId, digest: '', size: 0, isEphemeral: false });
    if (!stored) return this.recordedRepetition(command);
    if (!stored.message || !asksTheSame(stored.message, command)) throw idTaken(id);
    return { submissionId: id, streamSequence: stored.sequence, repeated: true };
  }

  /** The journal keeps 14 days; an id that is older still belongs to its submission. */
  private async recordedRepetition(command: SubmissionCreate): Promise<CommandAccepted | undefined> {
    const document = await this.records.submission(command.submissionId).catch(() => undefined);
    if (!document) return undefined;
    if (!isRecordOf(document, command)) throw idTaken(command.submissionId);
    return { submissionId: command.submissionId, streamSequence: 0, repeated: true };
  }

  private inlineGenomeId(request: SubmissionRequest): string {
    return genomeIdOf(request.userEmail, this.digestOf(Buffer.from(request.genomeContent ?? '')));
  }

  private async genomeOf(request: SubmissionRequest, caller: Caller): Promise<StoredGenome> {
    if (request.genomeContent != null) {
      return this.genomes.accept(Buffer.from(request.genomeContent), request.userEmail, false);
    }
    const genomeId = (request.genomeIdAlpha as string).toLowerCase();
    const found = await this.finder.find(genomeId);
    if (!found || !mayTouch(caller, found.userEmail)) {
      throw unusableGenome(`there is no genome ${genomeId} here, or it was deleted`);
    }
    if (await this.contents.has(found.digest)) return found;
    if (found.record?.genomeContent === undefined) {
      throw unusableGenome(`the content of genome ${genomeId} is no longer kept`);
    }
    await this.contents.put(Buffer.from(found.record.genomeContent));
    return found;
  }

  /** What is refused whatever is known of the genome. */
  refuseUnfit(request: SubmissionRequest): void {
    this.refuseWhatCannotBe(request);
    this.refuseImage(request.containerImage);
    this.notify.refuseWhatCannotBe(request);
  }

  /** Early and clear; it is the executors that hold the list. */
  private refuseImage(containerImage: string): void {
    const message = this.stack.allowedImages.complaint(containerImage);
    if (message === undefined) return;
    throw new KnockemError('refused', `Refused: ${message}.`, {
      problems: [{ field: 'containerImage', message }],
      hint: 'Name one of those, or ask whoever runs this stack to allow it (KNOCKEM_IMAGES_ALLOWED).',
    });
  }

  private refuseWhatCannotBe(request: SubmissionRequest): void {
    const { genomeIdAlpha, genomeContent, knockemRunmode } = request;
    if ((genomeIdAlpha == null) === (genomeContent == null)) {
      const message = 'give exactly one of genomeIdAlpha and genomeContent';
      throw new KnockemError('invalid', `The request needs a genome: ${message}.`, {
        problems: [{ field: genomeIdAlpha == null ? 'genomeIdAlpha' : 'genomeContent', message }],
      });
    }
    if (genomeContent != null && Buffer.byteLength(genomeContent) > LIMITS.inlineGenomeBytes) {
      throw new KnockemError('too-large', `genomeContent is larger than ${LIMITS.inlineGenomeBytes} bytes.`, {
        problems: [{ field: 'genomeContent', message: `at most ${LIMITS.inlineGenomeBytes} bytes inline` }],
        hint: 'Upload it with POST /api/v1/genomes and give its id as genomeIdAlpha.',
      });
    }
    const problems = parametersThatCannotWork(request);
    if (problems.length > 0) {
      throw new KnockemError('invalid', `The request cannot work: ${problems[0].message}.`, { problems });
    }
    if (/\p{Surrogate}/u.test(request.idempotencyKey ?? '')) {
      const message = 'must be text: it holds half of a character';
      throw new KnockemError('invalid', `idempotencyKey ${message}.`, {
        problems: [{ field: 'idempotencyKey', message }],
      });
    }
    if (knockemRunmode != null && knockemRunmode !== this.stack.runmode) {
      const message = `this stack runs in ${this.stack.runmode}, not ${knockemRunmode}`;
      throw new KnockemError('refused', `Refused: ${message}.`, {
        problems: [{ field: 'knockemRunmode', message }],
        hint: 'Leave knockemRunmode out, or send the request to the other stack.',
      });
    }
  }
}

const isQuota = (error: unknown): boolean => error instanceof KnockemError && error.code === 'too-many';

const idDeleted = (id: string): KnockemError =>
  new KnockemError('conflict', `Submission ${id} was deleted.`, {
    hint: 'Use a new Idempotency-Key (or submissionId) to submit again.',
  });

const idTaken = (id: string): KnockemError =>
  new KnockemError('conflict', `Submission ${id} exists already and asked for something else.`, {
    hint: 'Use a new Idempotency-Key (or submissionId) for a new request.',
  });

const unusableGenome = (message: string): KnockemError =>
  new KnockemError('refused', `Not accepted: ${message}.`, {
    problems: [{ field: 'genomeIdAlpha', message }],
    hint: 'Upload the genome with POST /api/v1/genomes; the answer holds its id.',
  });
