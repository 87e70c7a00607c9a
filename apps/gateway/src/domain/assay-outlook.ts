import type { AssayDocument, SubmissionDocument } from '#contracts';
import { isTerminalAssay, isTerminalSubmission } from '#domain';

/** Why there is (no) result of an assay type in a submission. */
export interface AssayOutlook {
  readonly status: 'completed' | 'to come' | 'not to come' | 'not asked for';
  /** The same in a sentence that follows on what needs the result; absent when completed. */
  readonly sentence?: string;
}

type Submission = Pick<SubmissionDocument, 'assayTypes' | 'status' | 'reason'>;
type Assay = Pick<AssayDocument, 'assayType' | 'status' | 'reason'>;

/** What has become of an assay type in a submission, or will; a completed one without a recorded result is to come. */
export function outlookOf(
  type: string,
  submission: Submission,
  assays: readonly Assay[],
  hasResult: boolean,
): AssayOutlook {
  if (hasResult) return { status: 'completed' };
  const assay = assays.find(({ assayType }) => assayType === type);
  if (!assay) return withoutAssay(type, submission);
  if (assay.status === 'completed')
    return toCome(`${type} has completed, and its result is not recorded yet`);
  if (isTerminalAssay(assay.status)) {
    const reason = assay.reason ?? submission.reason;
    return notToCome(`${type} has ${toldAs[assay.status]}${reason ? `: ${reason}` : ''}`);
  }
  return toCome(assay.status === 'blocked' ? `${type} waits for another assay` : `${type} is still running`);
}

const toldAs: Readonly<Record<string, string>> = { failed: 'failed', cancelled: 'been cancelled' };

/** Before the first plan there are no assays: then what was asked for is still to come. */
function withoutAssay(type: string, { assayTypes, status, reason }: Submission): AssayOutlook {
  if (!assayTypes.includes(type)) {
    return { status: 'not asked for', sentence: `${type} was not asked for in this submission` };
  }
  if (!isTerminalSubmission(status)) return toCome(`${type} has not begun yet`);
  return notToCome(`${type} never began: the submission has ${status}${reason ? `: ${reason}` : ''}`);
}

const toCome = (sentence: string): AssayOutlook => ({ status: 'to come', sentence });
const notToCome = (sentence: string): AssayOutlook => ({ status: 'not to come', sentence });
