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
export type CompetitionCells = Record<CompetitionColumn, string | number | undefined>;

/** Sites and warnings are lists: sites are joined by spaces, warnings by `; `. */
export function competitionCells(
  competition: CompetitionDocument,
  assayType: string,
  outcome: CompetitionResultDocument | undefined,
  durationSeconds: number | undefined,
): CompetitionCells {
  const counts = outcome?.result;
  return {
    submissionId: competition.submissionId,
    assayId: competition.assayId,
    assayType,
    ordinal: competition.ordinal,
    competitionId: competition.id,
    status: competition.status,
    reason: asText(competition.reason),
    genomeIdAlpha: competition.genomeIdAlpha,
    genomeIdBeta: competition.genomeIdBeta,
    numKnockoutSites: competition.knockoutSites.length,
    knockoutSites: competition.knockoutSites.join(' '),
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
    warnings: asText(outcome?.warnings.join('; ')),
  };
}

/** A container may word its own reason: a spreadsheet must not take it for a formula and run it. */
const asText = (words: string | undefined): string | undefined => words?.replace(/^(?=[=+\-@\t\r\n])/, "'");
