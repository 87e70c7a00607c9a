import type { SubmissionCreate, SubmissionDocument, SubmissionFacts } from '#contracts';
import type { AssayRow, SubmissionRow } from '../sqlite/rows';
import { countersOf } from './counters';
import { parseJson, present, type Stamp } from './stamp';

export type SummarisedAssay = Pick<AssayRow, 'assayId' | 'assayType' | 'origin' | 'status' | 'result'>;

/** The `submissions` document: what was asked for (the command) with the limits and state of now (the row). */
export function submissionDocument(
  row: SubmissionRow,
  assays: readonly SummarisedAssay[],
  stamp: Stamp,
): SubmissionDocument {
  const command = JSON.parse(row.createCommand) as SubmissionCreate;
  const facts = parseJson<SubmissionFacts | undefined>(row.facts, undefined);
  return {
    id: row.submissionId,
    version: row.version,
    datetime: row.createdAt,
    userEmail: row.userEmail,
    ...stamp,
    assayIds: assays.map((assay) => assay.assayId),
    assayTypes: command.assayTypes,
    competitionTimeoutSeconds: row.competitionTimeoutSeconds,
    containerEnv: command.containerEnv,
    containerImage: command.containerImage,
    genomeIdAlpha: command.genomeIdAlpha,
    maxCompetitionsActive: row.maxCompetitionsActive,
    maxCompetitionsFail: row.maxCompetitionsFail,
    status: row.status,
    held: row.held === 1,
    ...present('reason', row.reason),
    counters: countersOf(row),
    ...present('pool', row.pool),
    priority: row.priority,
    ...present('summary', summaryOf(assays)),
    ...present('imageDigest', facts?.imageDigest ?? facts?.imageChainId),
    ...present('numSites', facts?.numSites),
    assayParameters: command.assayParameters,
    siteBase: command.siteBase,
    seed: command.seed,
    maxCompetitionAttempts: row.maxCompetitionAttempts,
    resources: { cpus: row.cpus, memoryMb: row.memoryMb },
    ...present('concludedAt', row.concludedAt),
  };
}

/** Assay type -> the `summary` of its result, of every completed assay that has one. */
function summaryOf(assays: readonly SummarisedAssay[]): Record<string, unknown> | undefined {
  const entries = assays.flatMap((assay) => {
    if (assay.origin === 'internal' || assay.status !== 'completed') return [];
    const { summary } = parseJson<{ summary?: unknown }>(assay.result, {});
    return typeof summary === 'object' && summary !== null ? [[assay.assayType, summary] as const] : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
