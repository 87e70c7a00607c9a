import type { SubmissionDocument } from '#contracts';
import { isTerminalSubmission } from '#domain';
import { decodeCursor, encodeCursor, unreadableCursor } from '../domain/cursor';
import { isAfter, newestFirst, passes, type Position } from '../domain/merge-lists';
import type { LiveState, Now, Page, PageRequest, RecordReads, SubmissionFilter } from './ports';

export interface SubmissionList extends Page<SubmissionDocument> {
  readonly source: 'scheduler+records' | 'records';
  readonly asOf: string;
}

/**
 * Lists submissions, newest first. What is live comes from the scheduler and covers its own, older record, so that
 * nothing is missing or stale; while the scheduler is away the records answer alone, and the list says so.
 */
export class ListSubmissions {
  constructor(
    private readonly live: Pick<LiveState, 'live' | 'status'>,
    private readonly records: Pick<RecordReads, 'submissions'>,
    private readonly now: Now,
  ) {}

  async list(filter: SubmissionFilter, page: PageRequest): Promise<SubmissionList> {
    const after = page.cursor === undefined ? undefined : positionOf(page.cursor);
    const live = await this.live.live().catch(() => undefined);
    const liveById = new Map((live ?? []).map((s) => [s.id, s]));
    const rows = await this.recorded(filter, page.limit + 1, after, liveById);
    const fresh = live === undefined ? rows : await this.refreshed(rows);
    const mine = [...liveById.values()].filter((s) => passes(filter, s) && (!after || isAfter(after, s)));
    const merged = [...fresh, ...mine].sort(newestFirst);
    const items = merged.slice(0, page.limit);
    const last = items[items.length - 1];
    const more = merged.length > page.limit;
    return {
      items,
      ...(more ? { nextCursor: encodeCursor({ datetime: last.datetime, id: last.id }) } : {}),
      source: live === undefined ? 'records' : 'scheduler+records',
      asOf: this.now(),
    };
  }

  /** Records that no live answer covers, until there are enough or no more. */
  private async recorded(
    filter: SubmissionFilter,
    wanted: number,
    from: Position | undefined,
    covered: ReadonlyMap<string, unknown>,
  ): Promise<SubmissionDocument[]> {
    const rows: SubmissionDocument[] = [];
    for (let after = from; ;) {
      const batch = await this.records.submissions(filter, wanted, after);
      rows.push(...batch.filter((s) => !covered.has(s.id)));
      if (batch.length < wanted || rows.length >= wanted) return rows;
      after = batch[batch.length - 1];
    }
  }

  /** A record that is not terminal while the scheduler no longer lists it has just ended: its state is asked for. */
  private refreshed(rows: readonly SubmissionDocument[]): Promise<SubmissionDocument[]> {
    return Promise.all(
      rows.map(async (row) => {
        if (isTerminalSubmission(row.status)) return row;
        const status = await this.live.status(row.id).catch(() => undefined);
        return status?.submission ?? row;
      }),
    );
  }
}

function positionOf(cursor: string): Position {
  const position = decodeCursor(cursor, ['datetime', 'id']);
  if (Number.isNaN(Date.parse(position.datetime))) throw unreadableCursor();
  return position;
}
