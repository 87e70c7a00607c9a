import {
  decodeSites,
  type CompetitionDocument,
  type CompetitionResultDocument,
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
): CompetitionDocument {
  const sites = sitesOf(row);
  return {
    id: competitionIdOf(frame.assayId, row.ordinal),
    version: row.version,
    datetime: row.plannedAt,
    userEmail: frame.userEmail,
    ...frame.stamp,
    assayId: frame.assayId,
    submissionId: frame.submissionId,
    knockoutSites: sites.knockout,
    ordinal: row.ordinal,
    status: row.status,
    ...present('reason', row.reason),
    genomeIdAlpha: knockoutGenomeIdOf(frame.genomeId, sites.alpha),
    genomeIdBeta: knockoutGenomeIdOf(frame.genomeId, sites.beta),
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
): CompetitionResultDocument | undefined {
  if (row.status !== 'completed' || row.value === null || attempt === undefined) return undefined;
  const value = JSON.parse(row.value) as Record<string, unknown>;
  const sites = sitesOf(row);
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
    knockoutSites: sites.knockout,
    numKnockoutSites: sites.knockout.length,
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

/** knockoutSites are those of beta that alpha still has. */
function sitesOf(row: CompetitionRow): { alpha: number[]; beta: number[]; knockout: number[] } {
  const alpha = decodeSites(JSON.parse(row.sitesOutAlpha) as SiteSet);
  const beta = decodeSites(JSON.parse(row.sitesOutBeta) as SiteSet);
  const outOfAlpha = new Set(alpha);
  return { alpha, beta, knockout: beta.filter((site) => !outOfAlpha.has(site)) };
}
