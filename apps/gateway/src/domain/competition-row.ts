import type { CompetitionDocument, CompetitionResultDocument } from '#contracts';
import { logOddsRate, score } from '#science';

/** Columns of the flat table: one row per competition; empty where there is no value. */
export const COMPETITION_COLUMNS = [
  'submissionId',
  'assayId',
  'assayType',
  'ordinal',
  'competitionId',
  'status',
  'reason',
  'genomeIdAlpha',
  'genomeIdBeta',
  'numKnockoutSites',
  'knockoutSites',
  'updatesElapsed',
  'numAlpha',
  'numBeta',
  'score',
  'logOddsRate',
  'seed',
  'numAttempts',
  'competitionAttemptId',
  'executor',
  'imageDigest',
  'datetime',
  'startedAt',
  'endedAt',
  'durationSeconds',
  'warnings',
] as const;
export type CompetitionColumn = (typeof COMPETITION_COLUMNS)[number];

/** A competition and what came of it, flat and with its types; `undefined` where there is no value. */
export interface CompetitionFacts extends Record<CompetitionColumn, unknown> {
  readonly submissionId: string;
  readonly assayId: string;
  readonly assayType: string;
  readonly ordinal: number;
  readonly competitionId: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly genomeIdAlpha: string;
  readonly genomeIdBeta: string;
  readonly numKnockoutSites: number;
  readonly knockoutSites: readonly number[];
  readonly updatesElapsed: number | undefined;
  readonly numAlpha: number | undefined;
  readonly numBeta: number | undefined;
  readonly score: number | undefined;
  readonly logOddsRate: number | undefined;
  readonly seed: number | undefined;
  readonly numAttempts: number;
  readonly competitionAttemptId: string | undefined;
  readonly executor: string | undefined;
  readonly imageDigest: string | undefined;
  readonly datetime: string;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly durationSeconds: number | undefined;
  readonly warnings: readonly string[];
}

export function competitionFacts(
  competition: CompetitionDocument,
  assayType: string,
  outcome: CompetitionResultDocument | undefined,
  durationSeconds: number | undefined,
): CompetitionFacts {
  const counts = outcome?.result;
  return {
    submissionId: competition.submissionId,
    assayId: competition.assayId,
    assayType,
    ordinal: competition.ordinal,
    competitionId: competition.id,
    status: competition.status,
    reason: competition.reason,
    genomeIdAlpha: competition.genomeIdAlpha,
    genomeIdBeta: competition.genomeIdBeta,
    numKnockoutSites: competition.knockoutSites.length,
    knockoutSites: competition.knockoutSites,
    updatesElapsed: counts?.updatesElapsed,
    numAlpha: counts?.numAlpha,
    numBeta: counts?.numBeta,
    score: counts && score(counts),
    logOddsRate: counts && logOddsRate(counts),
    seed: outcome?.seed,
    numAttempts: competition.numAttempts,
    competitionAttemptId: outcome?.competitionAttemptId,
    executor: outcome?.executor,
    imageDigest: outcome?.imageDigest,
    datetime: competition.datetime,
    startedAt: outcome?.startedAt,
    endedAt: outcome?.endedAt,
    durationSeconds,
    warnings: outcome?.warnings ?? [],
  };
}

export type CompetitionCells = Record<CompetitionColumn, string | number | undefined>;

/** As text in a table of cells: sites are joined by spaces, warnings by `; `. */
export const competitionCells = (facts: CompetitionFacts): CompetitionCells => ({
  ...facts,
  reason: asText(facts.reason),
  knockoutSites: facts.knockoutSites.join(' '),
  warnings: asText(facts.warnings.join('; ')),
});

/** A container may word its own reason: a spreadsheet must not take it for a formula and run it. */
const asText = (words: string | undefined): string | undefined => words?.replace(/^(?=[=+\-@\t\r\n])/, "'");
