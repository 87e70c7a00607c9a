import type { AssayDocument, AssayEvent, SubmissionDocument, SubmissionEvent } from '#contracts';
import type { Messaging } from '#messaging';
import type { OutgoingBatch } from '../../application/marks';
import { countersOf } from '../documents/counters';
import type { DocumentRows } from '../sqlite/reading/document-rows';

/** Submissions and assays whose last event is remembered; a forgotten one is at worst announced twice. */
const MAX_REMEMBERED = 20_000;
/** Rounds that are announced each; later ones of an assay in tens of thousands of rounds show in its progress. */
const MAX_ROUNDS_ANNOUNCED = 100;

/**
 * Events of submissions and assays, sent on RECORDS behind the documents that show the change, before their marks count
 * as published: so the last state of each is announced at least once, also across a crash. States that were passed
 * through between two publications may be left out.
 */
export class StateEvents {
  private readonly announced = new Map<string, string>();

  constructor(
    private readonly messaging: Messaging,
    private readonly rows: DocumentRows,
    private readonly wallTime: () => string,
    private readonly onAnnounced: (event: SubmissionEvent | AssayEvent) => void = () => undefined,
  ) {}

  async follow(batch: OutgoingBatch): Promise<void> {
    if (batch.collection === 'submissions')
      for (const document of batch.documents) await this.submission(document as SubmissionDocument);
    if (batch.collection === 'assays')
      for (const document of batch.documents) await this.assay(document as AssayDocument);
  }

  private async submission(document: SubmissionDocument): Promise<void> {
    if (document.deletedAt !== undefined) return;
    const { id: submissionId, status, held, reason, counters, version } = document;
    const { maxCompetitionsActive, maxCompetitionsFail, competitionTimeoutSeconds, priority } = document;
    const limits = [maxCompetitionsActive, maxCompetitionsFail, competitionTimeoutSeconds, priority];
    const event: SubmissionEvent = {
      kind: 'submission',
      submissionId,
      status,
      held,
      ...(reason === undefined ? {} : { reason }),
      counters,
      version,
      at: this.wallTime(),
    };
    const subject = this.messaging.subjects.event('submission', submissionId);
    await this.announce(submissionId, JSON.stringify([status, held, reason, limits]), subject, event);
  }

  private async assay(document: AssayDocument): Promise<void> {
    const row = this.rows.assayById(document.id);
    if (!row) return;
    const { id: assayId, submissionId, assayType, status, rounds: round, reason, version } = document;
    const { reusedFrom } = document;
    const event: AssayEvent = {
      kind: 'assay',
      submissionId,
      assayId,
      assayType,
      status,
      round,
      ...(reason === undefined ? {} : { reason }),
      ...(reusedFrom === undefined ? {} : { reusedFrom }),
      counters: countersOf(row),
      version,
      at: this.wallTime(),
    };
    const subject = this.messaging.subjects.event('assay', submissionId, assayId);
    await this.announce(
      assayId,
      JSON.stringify([status, Math.min(round, MAX_ROUNDS_ANNOUNCED), reason]),
      subject,
      event,
    );
  }

  private async announce(
    id: string,
    state: string,
    subject: string,
    event: SubmissionEvent | AssayEvent,
  ): Promise<void> {
    if (this.announced.get(id) === state) return;
    await this.messaging.publish(subject, event, {
      schema: `event.${event.kind}.v1`,
      messageId: `event:${id}:${event.version}`,
    });
    if (this.announced.size >= MAX_REMEMBERED) this.announced.clear();
    this.announced.set(id, state);
    this.onAnnounced(event);
  }
}
