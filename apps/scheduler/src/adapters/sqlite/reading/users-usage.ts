import type { UserUsage } from '#contracts';
import type { SchedulerDatabase } from '../open-database';

/** What a user has now, for his quotas. Live submissions are few, and inputs have an index by user. */
export class UsersUsage {
  constructor(private readonly database: SchedulerDatabase) {}

  private readonly live = this.database.prepare<[string], Omit<UserUsage, 'genomeBytes'>>(
    `SELECT count(*) AS submissions, coalesce(sum(numPending + numActive), 0) AS competitions
     FROM submissions INDEXED BY submissionsLive
     WHERE status IN ('pending', 'active', 'stopping') AND userEmail = ?`,
  );
  private readonly inputs = this.database.prepare<[string], { genomeBytes: number }>(
    `SELECT coalesce(sum(size), 0) AS genomeBytes FROM inputs
     WHERE userEmail = ? AND deletedAt IS NULL AND contentGoneAt IS NULL`,
  );

  of(userEmail: string): UserUsage {
    return { ...this.live.get(userEmail)!, ...this.inputs.get(userEmail)! };
  }
}
