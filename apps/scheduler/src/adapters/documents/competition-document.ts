import {
  decodeSites,
  encodeSites,
  type CompetitionDocument,
  type CompetitionResultDocument,
  type OnTheStream,
  type SiteSet,
} from '#contracts';
import { competitionIdOf, knockoutGenomeIdOf } from '#domain';
import type { DocumentedCompetition } from '../sqlite/reading/document-rows';
import { parseJson, present, type Stamp } from './stamp';

/** What all competitions of an assay have in common in their documents. */
export interface CompetitionFrame {
  readonly submissionId: string;
  readonly assayId: string;
  readonly userEmail: string;
  readonly genomeId: string;
  readonly stamp: Stamp;
}

/** The `competitions` document. */
export function competitionDocument(
  row: DocumentedCompetition,
  frame: CompetitionFrame,
  id = competitionIdOf(frame.assayId, row.ordinal),
): OnTheStream<CompetitionDocument> {
  const hasEnded = row.status === 'completed' || row.status === 'failed';
  return {
    id,
    version: row.version,
    datetime: row.plannedAt,
    userEmail: frame.userEmail,
    ...frame.stamp,
    assayId: frame.assayId,
    submissionId: frame.submissionId,
    knockoutSites: knockoutSitesOf(row),
    ordinal: row.ordinal,
    status: row.status,
    ...present('reason', row.reason),
    ...genomesOf(row, frame),
    numAttempts: row.attempt,
    ...(row.status === 'failed' ? present('logTail', row.logTail) : {}),
    ...(hasEnded ? present('logDigest', row.logDigest) : {}),
  };
}

/** The `competitionResults` document; undefined unless it completed. */
export function competitionResultDocument(
  row: DocumentedCompetition,
  frame: CompetitionFrame,
  id = competitionIdOf(frame.assayId, row.ordinal),
): OnTheStream<CompetitionResultDocument> | undefined {
  const { attemptId, executorId, grantedAt } = row;
  if (row.status !== 'completed' || row.value === null) return undefined;
  if (attemptId === null || executorId === null || grantedAt === null) return undefined;
  const value = JSON.parse(row.value) as Record<string, unknown>;
  const knockoutSites = knockoutSitesOf(row);
  const startedAt = row.startedAt ?? grantedAt;
  const endedAt = endOf(startedAt, row.durationMs ?? 0);
  return {
    id,
    version: row.settledVersion ?? row.version,
    datetime: endedAt,
    userEmail: frame.userEmail,
    ...frame.stamp,
    assayId: frame.assayId,
    submissionId: frame.submissionId,
    competitionAttemptId: attemptId,
    knockoutSites,
    numKnockoutSites: decodeSites(knockoutSites).length,
    result: {
      updatesElapsed: Number(value.updatesElapsed),
      numAlpha: Number(value.numAlpha),
      numBeta: Number(value.numBeta),
    },
    seed: row.seed,
    ...present('imageDigest', row.imageDigest ?? row.imageChainId),
    executor: executorId,
    startedAt,
    endedAt,
    warnings: [...textsOf(value.warnings), ...parseJson<string[]>(row.warnings, [])],
  };
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];

/** Those of beta that alpha still has. */
export function knockoutSitesOf(row: Pick<DocumentedCompetition, 'sitesOutAlpha' | 'sitesOutBeta'>): SiteSet {
  const beta = JSON.parse(row.sitesOutBeta) as SiteSet;
  const outOfAlpha = new Set(decodeSites(JSON.parse(row.sitesOutAlpha) as SiteSet));
  return outOfAlpha.size === 0
    ? beta
    : encodeSites(decodeSites(beta).filter((site) => !outOfAlpha.has(site)));
}

/** As the planner told the run; of thousands of sites they take a millisecond to compute, so only where it did not. */
function genomesOf(row: DocumentedCompetition, { genomeId }: CompetitionFrame) {
  const { KNOCKEM_GENOME_ID_ALPHA: alpha, KNOCKEM_GENOME_ID_BETA: beta } = parseJson<Record<string, string>>(
    row.env,
    {},
  );
  const computed = (sites: string): string =>
    knockoutGenomeIdOf(genomeId, decodeSites(JSON.parse(sites) as SiteSet));
  return {
    genomeIdAlpha: alpha ?? computed(row.sitesOutAlpha),
    genomeIdBeta: beta ?? computed(row.sitesOutBeta),
  };
}

/** Rows of before reports were bounded may hold what is no date: one document must not keep back all others. */
function endOf(startedAt: string, durationMs: number): string {
  const end = new Date(Date.parse(startedAt) + durationMs);
  return Number.isNaN(end.getTime()) ? startedAt : end.toISOString();
}
