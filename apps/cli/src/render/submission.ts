import type { Schemas } from '#client';
import type { Counters, SubmissionDocument } from '#contracts';
import { table } from './table';

export const settledOf = (counters: Counters): number =>
  counters.completed + counters.failed + counters.cancelled;
export const totalOf = (counters: Counters): number =>
  settledOf(counters) + counters.pending + counters.active;

/** One submission for a person: what it is, how far it is, and why it stands where it stands. */
export function renderSubmission({ submission, assays, source, asOf }: Schemas['SubmissionView']): string {
  const rows: [string, string][] = [
    ['submission', submission.id],
    ['status', submission.held ? `${submission.status} (held)` : submission.status],
    ...(submission.reason ? ([['reason', submission.reason]] as [string, string][]) : []),
    ['user', submission.userEmail],
    ['image', submission.containerImage],
    ['genome', `${submission.genomeIdAlpha}${submission.numSites ? ` (${submission.numSites} sites)` : ''}`],
    ['submitted', submission.datetime],
    ...(submission.concludedAt ? ([['ended', submission.concludedAt]] as [string, string][]) : []),
    ['competitions', renderCounters(submission.counters)],
    ['limits', limitsOf(submission)],
    ['as of', `${asOf} (${source})`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const head = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
  return assays.length === 0 ? head : `${head}\n\n${renderAssays(assays)}`;
}

export const renderCounters = (counters: Counters): string =>
  `${counters.completed} completed, ${counters.active} active, ${counters.pending} pending, ${counters.failed} failed, ${counters.cancelled} cancelled`;

export function renderAssays(assays: readonly Schemas['AssayView'][]): string {
  return table(
    ['assay', 'status', 'competitions', 'completed', 'failed', 'id', 'reason'],
    assays.map((assay) => [
      assay.assayType,
      assay.reusedFrom ? `${assay.status} (reused)` : assay.status,
      assay.numCompetitions,
      assay.counters?.completed ?? '',
      assay.counters?.failed ?? '',
      assay.id,
      assay.reason ?? '',
    ]),
  );
}

export function renderSubmissions(submissions: readonly SubmissionDocument[]): string {
  if (submissions.length === 0) return 'no submissions';
  return table(
    ['id', 'status', 'done', 'failed', 'assays', 'image', 'user', 'submitted'],
    submissions.map((submission) => [
      submission.id,
      submission.held ? `${submission.status} (held)` : submission.status,
      `${settledOf(submission.counters)}/${totalOf(submission.counters)}`,
      submission.counters.failed,
      submission.assayTypes.join(','),
      submission.containerImage,
      submission.userEmail,
      submission.datetime.replace(/\.\d+Z$/, 'Z'),
    ]),
  );
}

const limitsOf = (submission: SubmissionDocument): string =>
  `${submission.maxCompetitionsActive} at once, stop after more than ${submission.maxCompetitionsFail} failures, ` +
  `${submission.competitionTimeoutSeconds} s each`;
