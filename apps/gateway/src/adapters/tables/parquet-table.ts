import { setImmediate as others } from 'node:timers/promises';
import type { SubmissionDocument } from '#contracts';
import { COMPETITION_COLUMNS, type CompetitionFacts } from '../../domain/competition-row';
import { PARQUET_SCHEMA, parquetColumn } from './parquet-columns';
import { type GroupBounds, rowGroups } from './row-groups';

/**
 * Competitions as a Parquet file, row group by row group, with what is known of the submission in its metadata. The thread is
 * everybody's: it is theirs before each group and after it, also where rows are there at once and the reader never waits.
 */
export async function* parquetTable(
  submission: SubmissionDocument,
  rows: AsyncIterable<CompetitionFacts>,
  bounds?: GroupBounds,
): AsyncGenerator<Uint8Array> {
  // hyparquet-writer: writes row groups one by one, in plain JavaScript. Loaded for those who ask for such a file.
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const kvMetadata = Object.entries(metadataOf(submission)).map(([key, value]) => ({ key, value }));
  // Smallest and largest values of each column in each group would double the footer, which is written at once.
  const told = { kvMetadata, createdBy: 'knockem', statistics: false };
  const file = new ParquetWriter({ writer: bytes, schema: PARQUET_SCHEMA, ...told });
  const taken = (): Uint8Array => {
    const written = bytes.getBytes().slice();
    bytes.index = 0;
    return written;
  };
  for await (const group of rowGroups(rows, bounds)) {
    await others();
    const columnData = COMPETITION_COLUMNS.map((name) => ({ name, data: parquetColumn(name, group) }));
    void file.write({ columnData, rowGroupSize: group.length });
    yield taken();
  }
  await others();
  void file.finish();
  yield taken();
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
