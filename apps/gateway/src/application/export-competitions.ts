import type { CompetitionResultDocument, SubmissionDocument } from '#contracts';
import { type CompetitionFacts, competitionFacts } from '../domain/competition-row';
import type { RecordReads } from './ports';
import { ReadSubmission } from './read-submission';

/** A submission's competitions, one after the other, and the submission that they belong to. */
export interface ExportedCompetitions {
  readonly submission: SubmissionDocument;
  readonly rows: AsyncGenerator<CompetitionFacts>;
}

/** All competitions of a submission as flat rows, read page by page: memory does not grow with their number. */
export class ExportCompetitions {
  constructor(
    private readonly submissions: ReadSubmission,
    private readonly records: Pick<RecordReads, 'competitionRows'>,
  ) {}

  /** Rejects before the first row for an unknown submission and an absent record store: the answer can still say so. */
  async open(submissionId: string): Promise<ExportedCompetitions> {
    const { submission, assays } = await this.submissions.read(submissionId);
    const rows = this.rows(submissionId, new Map(assays.map((assay) => [assay.id, assay.assayType])));
    return { submission, rows: startingWith(await rows.next(), rows) };
  }

  private async *rows(
    submissionId: string,
    assayTypes: ReadonlyMap<string, string>,
  ): AsyncGenerator<CompetitionFacts> {
    for await (const { competition, result } of this.records.competitionRows(submissionId)) {
      const assayType = assayTypes.get(competition.assayId) ?? '';
      yield competitionFacts(competition, assayType, result, result && secondsOf(result));
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
