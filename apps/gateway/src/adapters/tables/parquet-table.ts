import type { SubmissionDocument } from '#contracts';
import { COMPETITION_COLUMNS, type CompetitionFacts } from '../../domain/competition-row';
import { PARQUET_SCHEMA, parquetColumn } from './parquet-columns';

/**
 * Rows that are held at a time. More make a somewhat smaller file; so many take some megabytes, and the tenth of a
 * second to write them in which nobody else is answered.
 */
export const ROW_GROUP = 2500;

/** Competitions as a Parquet file, row group by row group, with what is known of the submission in its metadata. */
export async function* parquetTable(
  submission: SubmissionDocument,
  rows: AsyncIterable<CompetitionFacts>,
  groupSize = ROW_GROUP,
): AsyncGenerator<Uint8Array> {
  // hyparquet-writer: writes row groups one by one, in plain JavaScript. Loaded for those who ask for such a file.
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const kvMetadata = Object.entries(metadataOf(submission)).map(([key, value]) => ({ key, value }));
  const file = new ParquetWriter({ writer: bytes, schema: PARQUET_SCHEMA, kvMetadata, createdBy: 'knockem' });
  const taken = (): Uint8Array => {
    const written = bytes.getBytes().slice();
    bytes.index = 0;
    return written;
  };
  for await (const group of groupsOf(rows, groupSize)) {
    const columnData = COMPETITION_COLUMNS.map((name) => ({ name, data: parquetColumn(name, group) }));
    void file.write({ columnData, rowGroupSize: groupSize });
    yield taken();
  }
  void file.finish();
  yield taken();
}

async function* groupsOf<T>(rows: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** What a table must carry along to be understood without the service: what was asked for, of what, by whom, with what. */
function metadataOf(submission: SubmissionDocument): Record<string, string> {
  const facts = {
    submissionId: submission.id,
    userEmail: submission.userEmail,
    status: submission.status,
    datetime: submission.datetime,
    containerImage: submission.containerImage,
    imageDigest: submission.imageDigest,
    genomeIdAlpha: submission.genomeIdAlpha,
    numSites: submission.numSites,
    siteBase: submission.siteBase,
    assayTypes: submission.assayTypes,
    assayParameters: submission.assayParameters,
    seed: submission.seed,
    knockemVersion: submission.knockemVersion,
    knockemRevision: submission.knockemRevision,
  };
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`knockem.${name}`, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
