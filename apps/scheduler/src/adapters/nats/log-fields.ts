import { type AssayEvent, parseJournalSubject, type SubmissionEvent } from '#contracts';
import type { KnockemLogger } from '#platform';

/** The submission and assay that a subject names, as fields of a log line. */
export function idsIn(root: string, subject: string): { submissionId?: string; assayId?: string } {
  const parsed = parseJournalSubject(root, subject);
  if (!parsed || parsed.kind === 'genome') return {};
  const { submissionId } = parsed;
  return { submissionId, ...('assayId' in parsed ? { assayId: parsed.assayId } : {}) };
}

/** What became of submissions, for people; of assays for those who look closely. */
export const announcedIn =
  (logger: KnockemLogger) =>
  (event: SubmissionEvent | AssayEvent): void => {
    const { kind, submissionId, status, reason, counters } = event;
    if (kind === 'submission') {
      logger.info({ submissionId, status, held: event.held, reason, counters }, `submission ${status}`);
    } else {
      const { assayId, assayType, round } = event;
      logger.debug({ submissionId, assayId, assayType, status, round, reason }, `assay ${status}`);
    }
  };
