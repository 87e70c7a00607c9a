import {
  decodeSites,
  encodeSites,
  type CompetitionDocument,
  type CompetitionResultDocument,
  type OnTheStream,
  type SiteSet,
} from '#contracts';
import { competitionIdOf, knockoutGenomeIdOf } from '#domain';
import type { AttemptRow, CompetitionRow } from '../sqlite/rows';
import { parseJson, present, type Stamp } from './stamp';

/** What all competitions of an assay have in common in their documents. */
export interface CompetitionFrame {
  readonly submissionId: string;
  readonly assayId: string;
  readonly userEmail: string;
  readonly genomeId: string;
  readonly stamp: Stamp;
}

/** The `competitions` document. `attempt` is the one that settled it, once it has ended. */
export function competitionDocument(
  row: CompetitionRow,
  attempt: AttemptRow | undefined,
  frame: CompetitionFrame,
): OnTheStream<CompetitionDocument> {
  const genomes = genomesOf(row, frame);
  return {
    id: competitionIdOf(frame.assayId, row.ordinal),
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
    ...genomes,
    numAttempts: row.attempt,
    ...(row.status === 'failed' ? present('logTail', row.logTail) : {}),
    ...present('logDigest', attempt?.logDigest),
  };
}

/** The `competitionResults` document; undefined unless it completed. `attempt` is the one whose report settled it. */
export function competitionResultDocument(
  row: CompetitionRow,
  attempt: AttemptRow | undefined,
  frame: CompetitionFrame,
): OnTheStream<CompetitionResultDocument> | undefined {
  if (row.status !== 'completed' || row.value === null || attempt === undefined) return undefined;
  const value = JSON.parse(row.value) as Record<string, unknown>;
  const knockoutSites = knockoutSitesOf(row);
  const startedAt = attempt.startedAt ?? attempt.grantedAt;
  const endedAt = new Date(Date.parse(startedAt) + (attempt.durationMs ?? 0)).toISOString();
  return {
    id: competitionIdOf(frame.assayId, row.ordinal),
    version: row.settledVersion ?? row.version,
    datetime: endedAt,
    userEmail: frame.userEmail,
    ...frame.stamp,
    assayId: frame.assayId,
    submissionId: frame.submissionId,
    competitionAttemptId: attempt.attemptId,
    knockoutSites,
    numKnockoutSites: decodeSites(knockoutSites).length,
    result: {
      updatesElapsed: Number(value.updatesElapsed),
      numAlpha: Number(value.numAlpha),
      numBeta: Number(value.numBeta),
    },
    seed: row.seed,
    ...present('imageDigest', attempt.imageDigest ?? attempt.imageChainId),
    executor: attempt.executorId,
    startedAt,
    endedAt,
    warnings: [...textsOf(value.warnings), ...parseJson<string[]>(attempt.warnings, [])],
  };
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];

/** Those of beta that alpha still has. */
export function knockoutSitesOf(row: Pick<CompetitionRow, 'sitesOutAlpha' | 'sitesOutBeta'>): SiteSet {
  const beta = JSON.parse(row.sitesOutBeta) as SiteSet;
  const outOfAlpha = new Set(decodeSites(JSON.parse(row.sitesOutAlpha) as SiteSet));
  return outOfAlpha.size === 0
    ? beta
    : encodeSites(decodeSites(beta).filter((site) => !outOfAlpha.has(site)));
}

/** As the planner told the run; of thousands of sites they take a millisecond to compute, so only where it did not. */
function genomesOf(row: CompetitionRow, { genomeId }: CompetitionFrame) {
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
