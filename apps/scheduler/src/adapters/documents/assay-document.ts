import type { AssayDocument, AssayResultDocument, SubmissionCreate } from '#contracts';
import { competitionIdOf, isTerminalAssay } from '#domain';
import type { AssayRow, SubmissionRow } from '../sqlite/rows';
import { parseJson, present, type Stamp } from './stamp';

/** Above this, a document would come near the size of a message; the records are asked by assay instead. */
const MAX_LISTED_COMPETITIONS = 10_000;
/** While it runs: an adaptive assay's document changes with every round, and ids by the thousand would go out each time. */
const MAX_LISTED_WHILE_ACTIVE = 500;

/** The `assays` document. `listed: false` leaves the competitions' ids out: 10,000 UUIDs are not worth a status answer. */
export function assayDocument(
  row: AssayRow,
  submission: SubmissionRow,
  dependsOnAssayIds: readonly string[],
  stamp: Stamp,
  { listed } = { listed: true },
): AssayDocument {
  const command = JSON.parse(submission.createCommand) as SubmissionCreate;
  const most = isTerminalAssay(row.status) ? MAX_LISTED_COMPETITIONS : MAX_LISTED_WHILE_ACTIVE;
  const ids = listed && row.nextOrdinal <= most ? competitionIds(row) : undefined;
  return {
    id: row.assayId,
    version: row.version,
    datetime: row.createdAt,
    userEmail: submission.userEmail,
    ...stamp,
    assayType: row.assayType,
    ...present('competitionIDs', ids),
    containerEnv: command.containerEnv,
    containerImage: command.containerImage,
    submissionId: submission.submissionId,
    status: row.status,
    ...present('reason', row.reason),
    dependsOnAssayIds: [...dependsOnAssayIds],
    numCompetitions: row.nextOrdinal,
    rounds: row.round,
    ...present('reusedFrom', parseJson<AssayDocument['reusedFrom']>(row.reusedFrom, undefined)),
  };
}

const competitionIds = (row: AssayRow): string[] =>
  Array.from({ length: row.nextOrdinal }, (_, ordinal) => competitionIdOf(row.assayId, ordinal));

/** The `assayResults` document of a completed assay; undefined when there is no result (yet, or any more). */
export function assayResultDocument(row: AssayRow, stamp: Stamp): AssayResultDocument | undefined {
  if (row.status !== 'completed' || (row.result === null && row.resultDigest === null)) return undefined;
  const warnings = parseJson<string[]>(row.warnings, []);
  const result = parseJson<Record<string, unknown>>(row.result, {});
  return {
    id: row.assayId,
    version: row.version,
    datetime: row.concludedAt ?? row.changedAt,
    knockemVersion: stamp.knockemVersion,
    knockemRevision: stamp.knockemRevision,
    assayResult: warnings.length > 0 && !('warnings' in result) ? { ...result, warnings } : result,
    ...present('resultDigest', row.result === null ? row.resultDigest : null),
  };
}
