import type { Connection, Model, QueryFilter } from 'mongoose';
import type {
  AnyDocument,
  AssayDocument,
  Collection,
  CompetitionDocument,
  CompetitionResultDocument,
  DocumentOf,
  RecorderPosition,
  SubmissionDocument,
} from '#contracts';
import { requireParent, walkCompetitionRows } from '../competition-rows';
import { decodeCursor, pageOf, pageSize, type CursorKey } from '../cursor';
import type {
  CompetitionFilter,
  CompetitionRow,
  GenomeSummary,
  Page,
  PageRequest,
  RecordReader,
  SubmissionFilter,
} from '../types';
import { answered } from './answer';
import { ping, readPosition, withoutId } from './read';
import { positionModel, recordModels, type RecordModels, type Stored, type StoredPosition } from './schemas';

type Filter = QueryFilter<Stored<AnyDocument>>;
type Order = Readonly<Record<string, 1 | -1>>;

/** Not deleted. */
export const LIVE: Filter = { deletedAt: { $exists: false } };
const NEWEST_FIRST: Order = { datetime: -1, _id: -1 };
export const BY_PLACE: Order = { assayId: 1, ordinal: 1 };

/** Reads records from MongoDB over a connection that is handed in and stays its maker's to close. */
export class MongoRecordReader implements RecordReader {
  private readonly models: RecordModels;
  private readonly positions: Model<StoredPosition>;

  constructor(private readonly connection: Connection) {
    this.models = recordModels(connection);
    this.positions = positionModel(connection);
  }

  async get<C extends Collection>(collection: C, key: string): Promise<DocumentOf[C] | undefined> {
    return (await this.find<DocumentOf[C]>(collection, { _id: key }, { limit: 1 })).at(0);
  }

  async getMany<C extends Collection>(collection: C, keys: readonly string[]): Promise<DocumentOf[C][]> {
    if (keys.length === 0) return [];
    return this.find<DocumentOf[C]>(collection, { _id: { $in: [...keys] } });
  }

  async submissions(filter: SubmissionFilter, page: PageRequest): Promise<Page<SubmissionDocument>> {
    const { userEmail, status, from, to } = filter;
    const conditions = given({ userEmail, status, datetime: range({ $gte: from, $lt: to }) });
    return this.newestFirst<SubmissionDocument>('submissions', conditions, page, (s) => [s.datetime, s.id]);
  }

  async genomes(userEmail: string | undefined, page: PageRequest): Promise<Page<GenomeSummary>> {
    return this.newestFirst<GenomeSummary>('genomes', given({ userEmail }), page, (g) => [
      g.datetime,
      g.genomeId,
    ]);
  }

  async assays(submissionId: string): Promise<AssayDocument[]> {
    return this.find<AssayDocument>('assays', { submissionId }, { order: { datetime: 1, _id: 1 } });
  }

  async competitions(filter: CompetitionFilter, page: PageRequest): Promise<Page<CompetitionDocument>> {
    requireParent(filter);
    const after = decodeCursor<[string, number]>(page.cursor, ['string', 'number']);
    const limit = pageSize(page.limit);
    const which = competitionsAfter(filter, after);
    const options = { order: BY_PLACE, limit: limit + 1 };
    const rows = await this.find<CompetitionDocument>('competitions', which, options);
    return pageOf(rows, limit, (c) => [c.assayId, c.ordinal]);
  }

  async competitionAt(assayId: string, ordinal: number): Promise<CompetitionDocument | undefined> {
    return (await this.find<CompetitionDocument>('competitions', { assayId, ordinal }, { limit: 1 })).at(0);
  }

  async competitionResults(assayId: string, page: PageRequest): Promise<Page<CompetitionResultDocument>> {
    const after = decodeCursor<[string]>(page.cursor, ['string']);
    const limit = pageSize(page.limit);
    const filter = given({ assayId, _id: after && { $gt: after[0] } });
    const rows = await this.find<CompetitionResultDocument>('competitionResults', filter, {
      order: { _id: 1 },
      limit: limit + 1,
    });
    return pageOf(rows, limit, (r) => [r.id]);
  }

  competitionRows(filter: CompetitionFilter): AsyncIterable<CompetitionRow> {
    return walkCompetitionRows(this, filter);
  }

  async position(): Promise<RecorderPosition | undefined> {
    return readPosition(this.positions);
  }

  async ping(): Promise<void> {
    await ping(this.connection);
  }

  async close(): Promise<void> {
    // The connection belongs to the module that made it.
  }

  private async newestFirst<T>(
    collection: Collection,
    filter: Filter,
    page: PageRequest,
    keyOfRow: (row: T) => CursorKey,
  ): Promise<Page<T>> {
    const after = decodeCursor<[string, string]>(page.cursor, ['string', 'string']);
    const older = after && {
      $or: [{ datetime: { $lt: after[0] } }, { datetime: after[0], _id: { $lt: after[1] } }],
    };
    const limit = pageSize(page.limit);
    const conditions = { ...filter, ...older };
    const options = { order: NEWEST_FIRST, limit: limit + 1, without: '-genomeContent' };
    return pageOf(await this.find<T>(collection, conditions, options), limit, keyOfRow);
  }

  private async find<T>(
    collection: Collection,
    filter: object,
    options: { readonly order?: Order; readonly limit?: number; readonly without?: string } = {},
  ): Promise<T[]> {
    const query = this.models[collection].find({ ...LIVE, ...filter });
    if (options.order) query.sort(options.order);
    if (options.limit !== undefined) query.limit(options.limit);
    if (options.without !== undefined) query.select(options.without);
    const rows = await answered(query.lean<(T & { _id: string })[]>());
    return rows.map((row) => withoutId(row) as T);
  }
}

/** Which competitions, from the place after a page's last on. */
export function competitionsAfter(
  { submissionId, assayId, status, fromOrdinal, toOrdinal }: CompetitionFilter,
  after?: readonly [string, number],
): Filter {
  const ordinal = range({ $gte: fromOrdinal, $lte: toOrdinal });
  return {
    ...given({ submissionId, assayId, status, ordinal }),
    ...(after && {
      $or: [{ assayId: { $gt: after[0] } }, { assayId: after[0], ordinal: { $gt: after[1] } }],
    }),
  };
}

/** The conditions that have a value. */
function given(conditions: Record<string, unknown>): Filter {
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined));
}

function range(bounds: Record<string, unknown>): Filter | undefined {
  const some = given(bounds);
  return Object.keys(some).length === 0 ? undefined : some;
}
