import type { CompetitionResultDocument } from '#contracts';
import { type CompetitionCells, competitionCells } from '../domain/competition-row';
import type { RecordReads } from './ports';
import { ReadSubmission } from './read-submission';

/** All competitions of a submission as flat rows, read page by page: memory does not grow with their number. */
export class ExportCompetitions {
  constructor(
    private readonly submissions: ReadSubmission,
    private readonly records: Pick<RecordReads, 'competitionRows'>,
  ) {}

  /** Rejects before the first row for an unknown submission and an absent record store: the answer can still say so. */
  async open(submissionId: string): Promise<AsyncGenerator<CompetitionCells>> {
    const { assays } = await this.submissions.read(submissionId);
    const rows = this.rows(submissionId, new Map(assays.map((assay) => [assay.id, assay.assayType])));
    return startingWith(await rows.next(), rows);
  }

  private async *rows(
    submissionId: string,
    assayTypes: ReadonlyMap<string, string>,
  ): AsyncGenerator<CompetitionCells> {
    for await (const { competition, result } of this.records.competitionRows(submissionId)) {
      const assayType = assayTypes.get(competition.assayId) ?? '';
      yield competitionCells(competition, assayType, result, result && secondsOf(result));
    }
  }
}

const secondsOf = ({ startedAt, endedAt }: CompetitionResultDocument): number =>
  (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;

async function* startingWith<T>(first: IteratorResult<T, void>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
