import type { SubmissionDocument } from '#contracts';
import { isTerminalSubmission, KnockemError } from '#domain';
import type { DeleteSubmission } from './delete-submission';
import type { ListSubmissions } from './list-submissions';
import type { CommandJournal, Page, RecordReads } from './ports';

export interface UserDeleted {
  readonly userEmail: string;
  readonly submissions: number;
  readonly genomes: number;
}

/** Ids named in a refusal: enough to act on. */
const NAMED = 20;
const PAGE = 500;

/**
 * Deletes everything of a user: submissions with their results, then genomes. Refused while one of them is live, before
 * anything is deleted. A failure in between leaves the rest: do it again. What the user uploads meanwhile stays.
 */
export class DeleteUser {
  constructor(
    private readonly lists: Pick<ListSubmissions, 'list'>,
    private readonly records: Pick<RecordReads, 'genomesOf'>,
    private readonly submissions: Pick<DeleteSubmission, 'delete'>,
    private readonly journal: Pick<CommandJournal, 'deleteGenome'>,
  ) {}

  async delete(userEmail: string, by: string): Promise<UserDeleted> {
    const submissions = await everyPage((page) => this.lists.list({ userEmail }, page));
    refuseLive(userEmail, submissions);
    const genomes = await everyPage((page) => this.records.genomesOf(userEmail, page));
    for (const { id } of submissions)
      await this.submissions.delete({ submissionId: id, by }).catch(goneIsFine);
    for (const { genomeId } of genomes) await this.journal.deleteGenome({ genomeId, by });
    return { userEmail, submissions: submissions.length, genomes: genomes.length };
  }
}

function refuseLive(userEmail: string, submissions: readonly SubmissionDocument[]): void {
  const live = submissions.filter(({ status }) => !isTerminalSubmission(status));
  if (live.length === 0) return;
  throw new KnockemError('conflict', `${userEmail} has ${live.length} live submission(s).`, {
    problems: live.slice(0, NAMED).map(({ id }) => ({ field: 'submissionId', message: id })),
    hint: 'Cancel them first, and delete when they have ended.',
  });
}

/** The list is a moment behind: what has been deleted already needs no deleting. */
function goneIsFine(error: unknown): void {
  if (!(error instanceof KnockemError && error.code === 'not-found')) throw error;
}

async function everyPage<T>(
  ask: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}
