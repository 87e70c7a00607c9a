import type { SchedulerDatabase } from '../open-database';
import type { MetaRow } from '../rows';

/** What must stay because something that is under way uses it. */
export class InUse {
  constructor(private readonly database: SchedulerDatabase) {}

  /** When the oldest run was granted that holds a place: it may still report a blob that it stored long ago. */
  oldestLiveRun(): string | undefined {
    const sql = `SELECT min(grantedAt) AS since FROM attempts INDEXED BY attemptsLive
                 WHERE state IN ('leased', 'running', 'lost')`;
    const { since } = this.database.prepare(sql).get() as { since: string | null };
    return since ?? undefined;
  }

  /** Up to where the journal is applied. */
  journalPosition(): Pick<MetaRow, 'journalSequence' | 'journalCreated' | 'recoverUntil'> {
    const sql = 'SELECT journalSequence, journalCreated, recoverUntil FROM meta';
    return this.database.prepare(sql).get() as ReturnType<InUse['journalPosition']>;
  }

  /** Chain ids of the images that live submissions run, where they are known yet. */
  imagesOfLiveSubmissions(): string[] {
    const sql = `
      SELECT facts ->> '$.imageChainId' AS chainId FROM submissions
      WHERE status IN ('pending', 'active', 'stopping') AND chainId IS NOT NULL
      UNION SELECT t.body ->> '$.imageChainId' AS chainId
      FROM submissions s JOIN assays a ON a.submissionRow = s.row JOIN templates t ON t.row = a.templateRow
      WHERE s.status IN ('pending', 'active', 'stopping') AND chainId IS NOT NULL`;
    return (this.database.prepare(sql).all() as { chainId: string }[]).map(({ chainId }) => chainId);
  }
}
