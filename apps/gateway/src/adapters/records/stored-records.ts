import type {
  AssayDocument,
  AssayResultDocument,
  CompetitionDocument,
  CompetitionResultDocument,
  GenomeDocument,
  SubmissionDocument,
} from '#contracts';
import type { Page as RecordPage, RecordReader } from '#records';
import type {
  CompetitionFilter,
  ListPosition,
  Page,
  PageRequest,
  RecordReads,
  SubmissionFilter,
} from '../../application/ports';
import { isAfter } from '../../domain/merge-lists';
import { answering } from '../answering';

/** The record store as the use cases see it; while it is away every question is `unavailable`. */
export class StoredRecords implements RecordReads {
  constructor(private readonly reader: RecordReader) {}

  genome = (genomeId: string): Promise<GenomeDocument | undefined> =>
    ask(this.reader.get('genomes', genomeId));

  async genomesOf(
    userEmail: string,
    page: PageRequest,
  ): Promise<Page<Omit<GenomeDocument, 'genomeContent'>>> {
    return pageOf(await ask(this.reader.genomes(userEmail, page)));
  }

  submission = (id: string): Promise<SubmissionDocument | undefined> =>
    ask(this.reader.get('submissions', id));

  /** From a position in time: the store's own cursors know only its rows, and the list holds live ones, too. */
  async submissions(
    filter: SubmissionFilter,
    limit: number,
    after?: ListPosition,
  ): Promise<SubmissionDocument[]> {
    const bounded = after ? { ...filter, to: earlier(filter.to, justAfter(after.datetime)) } : filter;
    const rows: SubmissionDocument[] = [];
    let cursor: string | undefined;
    do {
      const page = { limit, ...(cursor === undefined ? {} : { cursor }) };
      const { documents, next } = await ask(this.reader.submissions(bounded, page));
      rows.push(...documents.filter((s) => !after || isAfter(after, s)));
      cursor = next;
    } while (cursor !== undefined && rows.length < limit);
    return rows.slice(0, limit);
  }

  assaysOf = (submissionId: string): Promise<AssayDocument[]> => ask(this.reader.assays(submissionId));

  assayResults = (assayIds: readonly string[]): Promise<AssayResultDocument[]> =>
    ask(this.reader.getMany('assayResults', assayIds));

  competition = (assayId: string, ordinal: number): Promise<CompetitionDocument | undefined> =>
    ask(this.reader.competitionAt(assayId, ordinal));

  async competitions(filter: CompetitionFilter, page: PageRequest): Promise<Page<CompetitionDocument>> {
    return pageOf(await ask(this.reader.competitions(filter, page)));
  }

  competitionResults = (ids: readonly string[]): Promise<CompetitionResultDocument[]> =>
    ask(this.reader.getMany('competitionResults', ids));

  competitionRows: RecordReads['competitionRows'] = (submissionId) =>
    this.reader.competitionRows({ submissionId });
}

const ask = <T>(answer: Promise<T>): Promise<T> => answering('record store', answer);

const pageOf = <T>({ documents, next }: RecordPage<T>): Page<T> => ({
  items: documents,
  ...(next === undefined ? {} : { nextCursor: next }),
});

const justAfter = (datetime: string): string => new Date(Date.parse(datetime) + 1).toISOString();

const earlier = (a: string | undefined, b: string): string => (a !== undefined && a < b ? a : b);
