import { decodeSites, type AnyDocument, type Collection, type RunTemplate, type SiteSet } from '#contracts';
import { competitionIdOf } from '#domain';
import type { KnownOutcome, LaterLimit } from '../../../application/recover';
import type { Assay } from '../../../domain/model';
import { knockoutSitesOf } from '../../documents/competition-document';
import type { Connection } from '../connection';
import type { CompetitionRow } from '../rows';

/** A document on RECORDS that this database, restored from a backup, knows only in an older version or not at all. */
export interface LaterDocument {
  readonly collection: Collection;
  readonly key: string;
  readonly version: number;
  /** When its message was stored. */
  readonly storedAt: string;
  readonly submissionId: string | null;
  readonly assayId: string | null;
  /** JSON as it stood on the stream. */
  readonly document: string;
}

/** The newest version counts; of one that was published twice, when it was first. */
export function keepLaterDocument(connection: Connection, later: LaterDocument): void {
  connection.run(
    `INSERT INTO laterDocuments (collection, key, version, storedAt, submissionId, assayId, document)
     VALUES (@collection, @key, @version, @storedAt, @submissionId, @assayId, @document)
     ON CONFLICT (collection, key) DO UPDATE SET version = excluded.version, storedAt = excluded.storedAt,
       submissionId = excluded.submissionId, assayId = excluded.assayId, document = excluded.document
     WHERE excluded.version > laterDocuments.version`,
    later,
  );
}

export function forgetLaterDocuments(connection: Connection): void {
  connection.run('DELETE FROM laterDocuments');
}

type Wanted = Pick<CompetitionRow, 'ordinal' | 'args' | 'seed' | 'sitesOutAlpha' | 'sitesOutBeta'>;
type Document = Readonly<Record<string, unknown>> & { readonly version: number };

/**
 * Results, and failures that the records tell, of this assay's unsettled competitions; as of a version of before, also of
 * those that a plan has withdrawn since. Only of the same contest (sites and seed): a plan that was made anew may have
 * given the ordinal to another. A run that left a file beside its result is not among them: the records do not name the
 * file.
 */
export function listLaterOutcomes(
  connection: Connection,
  assay: Assay,
  { version, storedBy = '9' }: LaterLimit,
): KnownOutcome[] {
  const any = connection.get('SELECT 1 FROM laterDocuments WHERE assayId = ? LIMIT 1', assay.assayId);
  if (!any) return [];
  const later = (collection: Collection, key: string): Document | undefined => {
    const row = connection.get<{ document: string }>(
      `SELECT document FROM laterDocuments WHERE collection = ? AND key = ? AND version <= ? AND storedAt <= ?`,
      collection,
      key,
      version ?? Number.MAX_SAFE_INTEGER,
      storedBy,
    );
    return row && (JSON.parse(row.document) as Document);
  };
  const leavesFile = blobsOf(connection, assay);
  const rows = connection.all<Wanted>(
    `SELECT ordinal, args, seed, sitesOutAlpha, sitesOutBeta FROM competitions
     WHERE assayRow = @assayRow AND (status IN ('pending', 'active')
       OR (@withdrawn AND status = 'cancelled' AND stopped = 0)) ORDER BY ordinal`,
    { assayRow: assay.row, withdrawn: Number(version !== undefined) },
  );
  return rows
    .flatMap((row) => {
      const key = competitionIdOf(assay.assayId, row.ordinal);
      const competition = later('competitions', key);
      const result = leavesFile(row) ? undefined : later('competitionResults', key);
      if (result && isSameContest(row, result, result.seed))
        return completed(row.ordinal, result, competition);
      if (competition?.status === 'failed' && isSameContest(row, competition, row.seed))
        return failed(row.ordinal, competition);
      return [];
    })
    .sort((a, b) => a.version - b.version)
    .map(({ version: _version, ...outcome }) => outcome);
}

const isSameContest = (row: Wanted, { knockoutSites }: Document, seed: unknown): boolean =>
  seed === row.seed &&
  String(decodeSites(knockoutSites as SiteSet)) === String(decodeSites(knockoutSitesOf(row)));

type Versioned = KnownOutcome & { readonly version: number };

function completed(ordinal: number, result: Document, competition: Document | undefined): Versioned {
  const { updatesElapsed, numAlpha, numBeta } = result.result as Record<string, number>;
  const { startedAt, endedAt } = result as unknown as { startedAt: string; endedAt: string };
  return {
    ordinal,
    version: result.version,
    outcome: 'completed',
    value: { updatesElapsed, numAlpha, numBeta },
    ...(typeof result.imageDigest === 'string' ? { imageDigest: result.imageDigest } : {}),
    attempt: {
      attemptId: result.competitionAttemptId as string,
      number: competition?.numAttempts as number | undefined,
      executorId: result.executor as string,
      startedAt,
      durationMs: Date.parse(endedAt) - Date.parse(startedAt),
      warnings: result.warnings as string[],
    },
  };
}

function failed(ordinal: number, competition: Document): Versioned {
  const { version, reason, logTail, numAttempts } = competition as Document & {
    reason?: string;
    logTail?: string;
    numAttempts: number;
  };
  return { ordinal, version, outcome: 'failed', reason, logTail, attempt: { number: numAttempts } };
}

/** Whether a run of this assay was asked for a file. */
function blobsOf(connection: Connection, { templateRow }: Assay): (row: Wanted) => boolean {
  if (templateRow === null) return () => false;
  const { body } = connection.get<{ body: string }>('SELECT body FROM templates WHERE row = ?', templateRow)!;
  const { kind, blobFile, blobArgument } = (JSON.parse(body) as RunTemplate).collect;
  if (kind === 'blob') return () => true;
  if (blobFile === undefined) return () => false;
  return ({ args }) => blobArgument === undefined || (JSON.parse(args) as string[]).includes(blobArgument);
}

export type LaterContent = { readonly collection: Collection; readonly document: AnyDocument };
