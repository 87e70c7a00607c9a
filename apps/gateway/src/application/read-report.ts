import type { SubmissionSummary } from '#science';
import { svgOf } from '#plots';
import { type FigureOfStudy, figuresOf } from './draw-figures';
import type { ReadStudy, Study } from './read-study';
import { summaryOfStudy } from './read-study';

export interface DrawnFigure extends FigureOfStudy {
  /** Only of a picture. */
  readonly svg?: string;
}

/** Everything that a report tells. */
export interface Report extends Study {
  readonly summary: SubmissionSummary;
  readonly figures: readonly DrawnFigure[];
}

/** Gathers a submission's report; while the submission runs, what there is so far. */
export class ReadReport {
  constructor(private readonly studies: Pick<ReadStudy, 'read'>) {}

  async read(submissionId: string): Promise<Report> {
    const study = await this.studies.read(submissionId);
    const figures: DrawnFigure[] = [];
    // One after the other: each is work for the same processor.
    for (const entry of figuresOf(study)) figures.push(await withSvg(entry));
    return { ...study, summary: summaryOfStudy(study), figures };
  }
}

const withSvg = async (entry: FigureOfStudy): Promise<DrawnFigure> =>
  entry.figure?.kind === 'picture' ? { ...entry, svg: await svgOf(entry.figure) } : entry;
