import { randomUUID } from 'node:crypto';
import { COMPETITION_COLUMNS, competitionFacts, type CompetitionFacts } from '../../domain/competition-row';
import {
  competitionDocument,
  resultDocument,
  submissionDocument,
} from '../testing/scripted-scheduler.conformance';
import { parquetTable } from './parquet-table';
import type { GroupBounds } from './row-groups';
import { jsonLines } from './text-tables';

// Read by hyparquet, in plain JavaScript; notebook.medium.spec.ts reads such files by pandas and polars.
let hyparquet: typeof import('hyparquet', { with: { 'resolution-mode': 'import' } });
beforeAll(async () => void (hyparquet = await import('hyparquet')));

const HUNDRED: GroupBounds = { rows: 100, values: 50_000 };
const ID = randomUUID();
const SUBMISSION = { ...submissionDocument(ID, 'completed'), seed: 2 ** 40, imageDigest: 'sha256:1' };

let read = 0;
async function* rows(count: number): AsyncGenerator<CompetitionFacts> {
  for (read = 0; read < count; read += 1) {
    const competition = { ...competitionDocument(ID, read), knockoutSites: read === 1 ? [] : [read, 7] };
    const outcome = read % 2 === 0 ? { ...resultDocument(ID, read), warnings: ['=1+1', 'ß'] } : undefined;
    yield competitionFacts(competition, 'nulldist', outcome, outcome && 1.5);
  }
}

async function fileOf(count: number, bounds?: GroupBounds): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for await (const part of parquetTable(SUBMISSION, rows(count), bounds)) parts.push(part);
  return new Uint8Array(Buffer.concat(parts)).buffer;
}

it('holds every value with its type', async () => {
  const file = await fileOf(3);
  const [first, second] = (await hyparquet.parquetReadObjects({ file })) as Record<string, unknown>[];
  const expected = competitionFacts(
    { ...competitionDocument(ID, 0), knockoutSites: [0, 7] },
    'nulldist',
    { ...resultDocument(ID, 0), warnings: ['=1+1', 'ß'] },
    1.5,
  );
  expect(Object.keys(first)).toEqual([...COMPETITION_COLUMNS]);
  expect(first).toMatchObject({
    submissionId: ID,
    ordinal: 0,
    knockoutSites: [0, 7],
    numAlpha: BigInt(expected.numAlpha as number),
    score: expected.score,
    startedAt: new Date(expected.startedAt as string),
    durationSeconds: 1.5,
    warnings: ['=1+1', 'ß'],
  });
  expect(second).toMatchObject({ ordinal: 1, knockoutSites: [], warnings: [] });
  expect([second.score, second.startedAt, second.seed]).toEqual([null, null, null]);
});

it('tells the submission in its metadata', async () => {
  const { key_value_metadata: pairs = [], num_rows: count } = hyparquet.parquetMetadata(await fileOf(0));
  expect(count).toBe(0n);
  expect(Object.fromEntries(pairs.map(({ key, value }) => [key, value]))).toMatchObject({
    'knockem.submissionId': ID,
    'knockem.userEmail': SUBMISSION.userEmail,
    'knockem.containerImage': SUBMISSION.containerImage,
    'knockem.imageDigest': 'sha256:1',
    'knockem.genomeIdAlpha': SUBMISSION.genomeIdAlpha,
    'knockem.seed': String(2 ** 40),
    'knockem.assayParameters': JSON.stringify(SUBMISSION.assayParameters),
    'knockem.knockemVersion': SUBMISSION.knockemVersion,
  });
});

it('reads no further than the group that is written, and writes each when it is full', async () => {
  const ahead: number[] = [];
  let parts = 0;
  for await (const part of parquetTable(SUBMISSION, rows(1000), HUNDRED)) {
    expect(part.length).toBeGreaterThan(0);
    if (parts < 10) ahead.push(read + 1 - 100 * (parts + 1));
    parts += 1;
  }
  expect(parts).toBe(11);
  expect(Math.max(...ahead)).toBeLessThanOrEqual(1);
  const { row_groups: groups } = hyparquet.parquetMetadata(await fileOf(1000, HUNDRED));
  expect(groups.map(({ num_rows: size }) => size)).toEqual(Array.from({ length: 10 }, () => 100n));
});

it('bounds what is held of wide rows by their sites, and lets others go on between groups', async () => {
  const knockoutSites = Array.from({ length: 500 }, (_, site) => site);
  let given = 0;
  async function* wide(): AsyncGenerator<CompetitionFacts> {
    for await (const row of rows(300)) {
      given += 1;
      yield { ...row, knockoutSites };
    }
  }
  let turns = 0;
  let ticking = setImmediate(function tick() {
    turns += 1;
    ticking = setImmediate(tick);
  });
  const parts: Uint8Array[] = [];
  const givenAt: number[] = [];
  const turnsAt: number[] = [];
  for await (const part of parquetTable(SUBMISSION, wide())) {
    parts.push(part);
    givenAt.push(given);
    turnsAt.push(turns);
  }
  clearImmediate(ticking);
  const { row_groups: groups } = hyparquet.parquetMetadata(new Uint8Array(Buffer.concat(parts)).buffer);
  // 99 rows of 500 sites, half of them with two short warnings, are as much as 50,000 values allow.
  expect(groups.map(({ num_rows: size }) => size)).toEqual([99n, 99n, 99n, 3n]);
  expect(givenAt).toEqual([100, 199, 298, 300, 300]);
  expect(turnsAt.every((turn, part) => turn > (turnsAt[part - 1] ?? 0))).toBe(true);
});

it('writes lines of JSON in pieces, each of whole lines with all columns', async () => {
  const pieces: string[] = [];
  for await (const piece of jsonLines(rows(500))) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.every((piece) => piece.endsWith('}\n'))).toBe(true);
  const lines = pieces.join('').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as CompetitionFacts).ordinal)).toEqual([...lines.keys()]);
  expect(Object.keys(JSON.parse(lines[1]) as object)).toEqual([...COMPETITION_COLUMNS]);
  expect(JSON.parse(lines[1])).toMatchObject({ score: null, knockoutSites: [] });
});
