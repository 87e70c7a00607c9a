import { isTerminalAssay, type SubmissionState } from '#domain';
import type { Assay, Submission } from './model';

export interface SubmissionMove {
  readonly from: SubmissionState;
  readonly to: SubmissionState;
  readonly reason?: string;
}

/**
 * The move that a submission makes by itself now, if any. Stopping ends when no container of it can be running any
 * more; otherwise the assays decide: it is active once everything internal has completed, and ends when all are
 * terminal.
 */
export function nextMove(
  submission: Pick<Submission, 'status' | 'stoppingTo' | 'places' | 'planOpen' | 'reason'>,
  assays: readonly Pick<Assay, 'status' | 'origin' | 'assayType' | 'reason'>[],
): SubmissionMove | undefined {
  const { status } = submission;
  if (status === 'stopping') {
    return submission.places === 0 && submission.stoppingTo
      ? { from: status, to: submission.stoppingTo, reason: submission.reason ?? undefined }
      : undefined;
  }
  if ((status !== 'pending' && status !== 'active') || assays.length === 0) return undefined;
  const internalOpen = assays.some((assay) => assay.origin === 'internal' && assay.status !== 'completed');
  const allTerminal = assays.every((assay) => isTerminalAssay(assay.status));
  const failed = assays.filter((assay) => assay.status === 'failed' || assay.status === 'cancelled');
  if (status === 'pending' && !internalOpen) return { from: 'pending', to: 'active' };
  if (!allTerminal) return undefined;
  if (failed.length > 0) return { from: status, to: 'failed', reason: reasonOf(failed) };
  return status === 'active' ? { from: 'active', to: 'completed' } : undefined;
}

/** The assay that failed by itself, not those that failed because of it. */
function reasonOf(failed: readonly Pick<Assay, 'assayType' | 'reason'>[]): string {
  const first = failed.find((assay) => !assay.reason?.startsWith(BECAUSE_OF)) ?? failed[0];
  return `${first.assayType} failed: ${first.reason ?? 'no reason was given'}`;
}

const BECAUSE_OF = 'not started: ';

/** The reason of an assay that fails because another, on which it depends, did. */
export const dependencyFailed = (assayType: string, reason: string | null): string =>
  `${BECAUSE_OF}${assayType} failed${reason ? ` (${reason})` : ''}`;
