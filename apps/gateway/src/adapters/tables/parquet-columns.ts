import type { SchemaElement } from 'hyparquet' with { 'resolution-mode': 'import' };
import {
  COMPETITION_COLUMNS,
  type CompetitionColumn,
  type CompetitionFacts,
} from '../../domain/competition-row';

type Kind = 'text' | 'int32' | 'int64' | 'double' | 'time' | 'sites' | 'texts';

/** What each column is in a Parquet file. Counts and seeds may go beyond 32 bits. */
const KINDS: Readonly<Record<CompetitionColumn, Kind>> = {
  submissionId: 'text',
  assayId: 'text',
  assayType: 'text',
  ordinal: 'int32',
  competitionId: 'text',
  status: 'text',
  reason: 'text',
  genomeIdAlpha: 'text',
  genomeIdBeta: 'text',
  numKnockoutSites: 'int32',
  knockoutSites: 'sites',
  updatesElapsed: 'int64',
  numAlpha: 'int64',
  numBeta: 'int64',
  score: 'double',
  logOddsRate: 'double',
  seed: 'int64',
  numAttempts: 'int32',
  competitionAttemptId: 'text',
  executor: 'text',
  imageDigest: 'text',
  datetime: 'time',
  startedAt: 'time',
  endedAt: 'time',
  durationSeconds: 'double',
  warnings: 'texts',
};

const TYPES: Readonly<Record<Exclude<Kind, 'sites' | 'texts'>, Partial<SchemaElement>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  double: { type: 'DOUBLE' },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

/** A list, in the three levels that the format prescribes. */
const listOf = (name: string, element: Partial<SchemaElement>): SchemaElement[] => [
  { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'REQUIRED', ...element },
];

function elementsOf(column: CompetitionColumn): SchemaElement[] {
  const kind = KINDS[column];
  if (kind === 'sites') return listOf(column, TYPES.int32);
  if (kind === 'texts') return listOf(column, TYPES.text);
  return [{ name: column, repetition_type: 'OPTIONAL', ...TYPES[kind] }];
}

export const PARQUET_SCHEMA: SchemaElement[] = [
  { name: 'competitions', num_children: COMPETITION_COLUMNS.length },
  ...COMPETITION_COLUMNS.flatMap(elementsOf),
];

/** The values of one column, as the writer takes them for its type. */
export function parquetColumn(column: CompetitionColumn, rows: readonly CompetitionFacts[]): unknown[] {
  const kind = KINDS[column];
  return rows.map((row) => {
    const value = row[column];
    if (value === undefined) return undefined;
    if (kind === 'time') return new Date(value as string);
    return kind === 'int64' ? BigInt(value as number) : value;
  });
}
