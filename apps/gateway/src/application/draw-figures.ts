import { KnockemError } from '#domain';
import { type Figure, figureOf, type FigureKind, FIGURES, pngOf, specificationOf, svgOf } from '#plots';
import { outlookOf } from '../domain/assay-outlook';
import type { AssayResultView } from './read-results';
import type { ReadStudy, Study } from './read-study';

export const PICTURE_FORMATS = ['svg', 'png', 'vl.json'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** What there is of a figure: a picture, or the sentence why there is none (yet). */
export interface FigureEntry {
  readonly name: string;
  readonly title: string;
  readonly assayType: string;
  readonly status: 'ready' | 'to come' | 'not to come' | 'not asked for' | 'nothing to draw';
  /** Why there is no picture (yet); of a ready one what it shows. */
  readonly description: string;
  /** Addresses by format; only of a ready one. */
  readonly links?: Readonly<Record<PictureFormat, string>>;
}

export interface FigureOfStudy extends Omit<FigureEntry, 'links'> {
  readonly kind: FigureKind;
  /** Absent without a result. */
  readonly figure?: Figure;
}

export interface DrawnPicture {
  readonly content: string | Buffer;
  readonly format: PictureFormat;
}

/** The figures of a submission's results, in the formats that people look at, print, and draw anew. */
export class DrawFigures {
  constructor(private readonly studies: Pick<ReadStudy, 'read'>) {}

  async list(submissionId: string): Promise<FigureEntry[]> {
    const study = await this.studies.read(submissionId);
    return figuresOf(study).map(({ kind: _kind, figure: _figure, ...entry }) => ({
      ...entry,
      ...(entry.status === 'ready' ? { links: linksOf(submissionId, entry.name) } : {}),
    }));
  }

  /** One picture; `not-found` with the reason where there is none. */
  async draw(submissionId: string, name: string, format: PictureFormat): Promise<DrawnPicture> {
    const kind = FIGURES.find((known) => known.name === name);
    if (!kind) throw unknownFigure(name);
    const { figure, description } = figureOfStudy(await this.studies.read(submissionId), kind);
    if (figure?.kind !== 'picture') {
      throw new KnockemError('not-found', `There is no picture ${name}: ${description}.`, {
        hint: `Those that are there: GET /api/v1/submissions/${submissionId}/plots, or \`knockem report ${submissionId} --plots DIRECTORY\`.`,
      });
    }
    if (format === 'vl.json') return { content: JSON.stringify(specificationOf(figure)), format };
    const svg = await svgOf(figure);
    return { content: format === 'svg' ? svg : pngOf(svg), format };
  }
}

/** Every figure of the house, in the order of a report, as far as this study has its numbers. */
export const figuresOf = (study: Study): FigureOfStudy[] => FIGURES.map((kind) => figureOfStudy(study, kind));

function figureOfStudy(study: Study, kind: FigureKind): FigureOfStudy {
  const { name, title, assayType } = kind;
  const result = study.results.get(assayType);
  const outlook = outlookOf(assayType, study.submission, study.assays, result !== undefined);
  if (!result) {
    const status = outlook.status === 'completed' ? 'to come' : outlook.status;
    return { name, title, assayType, status, description: outlook.sentence ?? '', kind };
  }
  const figure = drawn(kind, result);
  if (figure.kind === 'picture') {
    return { name, title, assayType, status: 'ready', description: figure.description, figure, kind };
  }
  const description = withoutStop(figure.sentence);
  return { name, title, assayType, status: 'nothing to draw', description, figure, kind };
}

/** A record of an earlier version may lack what a figure needs: that is one figure less, not a report less. */
function drawn(kind: FigureKind, { assayResult, knockemVersion }: AssayResultView): Figure {
  try {
    return figureOf(kind, assayResult);
  } catch (error) {
    const why = (error as Error).message;
    const sentence = `the result, recorded by version ${knockemVersion}, cannot be drawn (${why})`;
    return { kind: 'none', sentence };
  }
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

const linksOf = (submissionId: string, name: string): Record<PictureFormat, string> => {
  const link = (format: PictureFormat): string =>
    `/api/v1/submissions/${submissionId}/plots/${name}.${format}`;
  return { svg: link('svg'), png: link('png'), 'vl.json': link('vl.json') };
};

const unknownFigure = (name: string): KnockemError =>
  new KnockemError('not-found', `There is no figure "${name}".`, {
    hint: `There are: ${FIGURES.map((kind) => kind.name).join(', ')}.`,
  });
