import {
  type GenomeCreate,
  type GenomeDelete,
  type MessageOf,
  readMessage,
  SCHEMA_HEADER,
  type SchemaName,
  type SubmissionCancel,
  type SubmissionCreate,
  type SubmissionDelete,
  type SubmissionRetry,
  type SubmissionUpdate,
} from '#contracts';
import { AlreadyOnSubject, type Messaging } from '#messaging';
import { noTracing, type Tracing } from '#platform';
import type { CommandJournal, Journalled } from '../../application/ports';
import { answering } from '../answering';

/** The JOURNAL stream, as far as commands go. A command is accepted when its PubAck is here. */
export class NatsCommandJournal implements CommandJournal {
  constructor(
    private readonly messaging: Messaging,
    private readonly tracing: Tracing = noTracing,
  ) {}

  async createSubmission(command: SubmissionCreate): Promise<{ sequence: number } | 'taken'> {
    const subject = this.messaging.subjects.submissionCommand('create', command.submissionId);
    const startMs = Date.now();
    try {
      const options = { schema: 'submission.create.v1', onlyFirst: true };
      const { sequence } = await this.messaging.publish(subject, command, options);
      if (this.tracing.isOn) this.trace(command.submissionId, startMs);
      return { sequence };
    } catch (error) {
      if (error instanceof AlreadyOnSubject) return 'taken';
      return answering('journal', Promise.reject(error as Error));
    }
  }

  submissionCreateOf(id: string): Promise<Journalled<SubmissionCreate> | undefined> {
    const subject = this.messaging.subjects.submissionCommand('create', id);
    return this.lastOn(subject, 'submission.create.v1', (m) => m.submissionId === id);
  }

  cancelSubmission(command: SubmissionCancel): Promise<number> {
    const subject = this.messaging.subjects.submissionCommand('cancel', command.submissionId);
    return this.append(subject, 'submission.cancel.v1', command);
  }

  updateSubmission(command: SubmissionUpdate): Promise<number> {
    const subject = this.messaging.subjects.submissionCommand('update', command.submissionId);
    return this.append(subject, 'submission.update.v1', command);
  }

  retrySubmission(command: SubmissionRetry): Promise<number> {
    const subject = this.messaging.subjects.submissionCommand('retry', command.submissionId);
    return this.append(subject, 'submission.retry.v1', command);
  }

  deleteSubmission(command: SubmissionDelete): Promise<number> {
    const subject = this.messaging.subjects.submissionCommand('delete', command.submissionId);
    return this.append(subject, 'submission.delete.v1', command);
  }

  submissionDeleteOf(id: string): Promise<Journalled<SubmissionDelete> | undefined> {
    const subject = this.messaging.subjects.submissionCommand('delete', id);
    return this.lastOn(subject, 'submission.delete.v1', (m) => m.submissionId === id);
  }

  createGenome(command: GenomeCreate): Promise<number> {
    const subject = this.messaging.subjects.genomeCommand('create', command.genomeId);
    return this.append(subject, 'genome.create.v1', command);
  }

  deleteGenome(command: GenomeDelete): Promise<number> {
    const subject = this.messaging.subjects.genomeCommand('delete', command.genomeId);
    return this.append(subject, 'genome.delete.v1', command);
  }

  genomeCreateOf(id: string): Promise<Journalled<GenomeCreate> | undefined> {
    const subject = this.messaging.subjects.genomeCommand('create', id);
    return this.lastOn(subject, 'genome.create.v1', (m) => m.genomeId === id);
  }

  genomeDeleteOf(id: string): Promise<Journalled<GenomeDelete> | undefined> {
    const subject = this.messaging.subjects.genomeCommand('delete', id);
    return this.lastOn(subject, 'genome.delete.v1', (m) => m.genomeId === id);
  }

  private trace(submissionId: string, startMs: number): void {
    this.tracing.record({ name: 'journal submission', submissionId, startMs, endMs: Date.now() });
  }

  private async append(subject: string, schema: SchemaName, command: object): Promise<number> {
    const ack = await answering('journal', this.messaging.publish(subject, command, { schema }));
    return ack.sequence;
  }

  /** Other tools publish here too: what is not valid, or names another id than its subject, has no `message`. */
  private async lastOn<S extends SchemaName>(
    subject: string,
    schema: S,
    belongs: (message: MessageOf<S>) => boolean,
  ): Promise<Journalled<MessageOf<S>> | undefined> {
    const stored = await answering('journal', this.messaging.lastOn('journal', subject));
    if (!stored) return undefined;
    const read = readMessage(schema, stored.body, stored.headers[SCHEMA_HEADER]);
    const { sequence, storedAt } = stored;
    return read.ok && belongs(read.value)
      ? { sequence, storedAt, message: read.value }
      : { sequence, storedAt };
  }
}
