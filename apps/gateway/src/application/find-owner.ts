import { FindGenome } from './find-genome';
import type { SubmissionState } from './read-submission';

/** Owners kept in memory: a few MB. */
const REMEMBERED = 10_000;

interface Submissions {
  read(submissionId: string): Promise<SubmissionState>;
}

/**
 * Whose a submission or genome is. A submission never changes its owner, so he is remembered: one look-up per
 * submission, not per request. Only he gains by it: an answer from memory would tell others by its speed that there is
 * such a submission.
 */
export class FindOwner {
  private readonly known = new Map<string, string>();

  constructor(
    private readonly submissions: Submissions,
    private readonly genomes: FindGenome,
  ) {}

  /** `asking` is the user who wants to know. Throws `not-found` for an unknown submission. */
  async ofSubmission(submissionId: string, asking: string): Promise<string> {
    if (this.known.get(submissionId) === asking) return asking;
    const { userEmail } = (await this.submissions.read(submissionId)).submission;
    if (userEmail !== asking) return userEmail;
    if (this.known.size >= REMEMBERED) this.known.delete(this.known.keys().next().value as string);
    this.known.set(submissionId, userEmail);
    return userEmail;
  }

  async ofGenome(genomeId: string): Promise<string | undefined> {
    return (await this.genomes.find(genomeId))?.userEmail;
  }
}
