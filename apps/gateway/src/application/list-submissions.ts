import type { LiveSubmissionsRequest, SubmissionDocument } from '#contracts';
import { isTerminalSubmission, SUBMISSION_STATES } from '#domain';
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
    const live = await this.live.live(liveOf(filter, page.limit, after)).catch(() => undefined);
    const liveById = new Map((live ?? []).map((s) => [s.id, s]));
    const rows = await this.recorded(filter, page.limit + 1, after, liveById);
    const ended = live === undefined ? [] : await this.justEnded(filter, page.limit + 1, after, liveById);
    const mine = [...liveById.values()].filter((s) => passes(filter, s) && (!after || isAfter(after, s)));
    const byId = new Map([...rows, ...ended, ...mine].map((s) => [s.id, s]));
    const merged = [...byId.values()].sort(newestFirst);
    const part = merged.slice(0, page.limit);
    const fresh = live === undefined ? part : await this.refreshed(part, liveById);
    const last = part[part.length - 1];
    const more = merged.length > page.limit;
    return {
      items: fresh.filter((s) => passes(filter, s)),
      ...(more ? { nextCursor: encodeCursor({ datetime: last.datetime, id: last.id }) } : {}),
      source: live === undefined ? 'records' : 'scheduler+records',
      asOf: this.now(),
    };
  }

  /** What somebody gets who asks for another's. */
  async nothing(): Promise<SubmissionList> {
    return { items: [], source: 'scheduler+records', asOf: this.now() };
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

  /** Where ended ones are asked for: those whose record does not say so yet, and that the scheduler no longer lists. */
  private async justEnded(
    filter: SubmissionFilter,
    wanted: number,
    from: Position | undefined,
    covered: ReadonlyMap<string, unknown>,
  ): Promise<SubmissionDocument[]> {
    if (filter.status === undefined || !isTerminalSubmission(filter.status)) return [];
    const open = SUBMISSION_STATES.filter((status) => !isTerminalSubmission(status));
    const rows = open.map((status) => this.recorded({ ...filter, status }, wanted, from, covered));
    return (await Promise.all(rows)).flat();
  }

  /** A record that is not terminal while the scheduler no longer lists it has just ended: its state is asked for. */
  private refreshed(
    rows: readonly SubmissionDocument[],
    live: ReadonlyMap<string, unknown>,
  ): Promise<SubmissionDocument[]> {
    return Promise.all(
      rows.map(async (row) => {
        if (isTerminalSubmission(row.status) || live.has(row.id)) return row;
        const status = await this.live.status(row.id).catch(() => undefined);
        return status?.submission ?? row;
      }),
    );
  }
}

/**
 * The live submissions that a page may show; of thousands only as many as it shows. By state they cannot be bounded: one
 * whose record is stale is covered by any live answer, whatever it says.
 */
const liveOf = (
  { userEmail, status, to }: SubmissionFilter,
  limit: number,
  after: Position | undefined,
): LiveSubmissionsRequest => ({
  ...(userEmail === undefined ? {} : { userEmail }),
  ...(status === undefined ? { limit: limit + 1, ...before(after, to) } : {}),
});

const before = (
  after: Position | undefined,
  to: string | undefined,
): Pick<LiveSubmissionsRequest, 'before' | 'beforeId'> => {
  if (after && (to === undefined || after.datetime < to))
    return { before: after.datetime, beforeId: after.id };
  return to === undefined ? {} : { before: to };
};

/** Years beyond four digits are no times of ours, and the end of time has nothing after it. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function positionOf(cursor: string): Position {
  const position = decodeCursor(cursor, ['datetime', 'id']);
  const isTime = INSTANT.test(position.datetime) && !Number.isNaN(Date.parse(position.datetime));
  if (!isTime) throw unreadableCursor();
  return position;
}
