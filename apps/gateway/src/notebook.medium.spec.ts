// Real: nats-server, the embedded record file, HTTP, tokens, and pandas, polars and pyarrow in a Python of their own.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { TokenFile } from '#platform';
import { describeUnless, expectNoLeaks } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import {
  assayDocument,
  competitionDocument,
  resultDocument,
  submissionDocument,
} from './adapters/testing/scripted-scheduler.conformance';

const ROOT = resolve(__dirname, '../../..');
const ID = randomUUID();
/** More than one row group. */
const NUM_ROWS = 6000;
const PYTHON_MS = 120_000;

interface Block {
  readonly kind: string;
  readonly code: string;
}

/** The code of the page by its kind: `python`, `python token`, `python file`, `r`, `r token`. */
const page = readFileSync(join(ROOT, 'docs/notebook.md'), 'utf8');
const blocks: Block[] = [...page.matchAll(/^```([a-z ]+)\n(.*?)^```$/gms)].map(([, kind, code]) => ({
  kind,
  code,
}));
const codeOf = (kind: string, word: string): string => {
  const found = blocks.filter((block) => block.kind === kind && block.code.includes(word));
  expect(found).toHaveLength(1);
  return found[0].code;
};

const { python, reason } = JSON.parse(
  execFileSync(process.execPath, [join(ROOT, 'scripts/test-notebook.mjs')], { encoding: 'utf8' }),
) as { python?: string; reason?: string };
const withoutR = spawnSync('Rscript', ['--version']).error && 'Rscript is not installed here';

let open: GatewayUnderTest;
let closed: GatewayUnderTest;
let token: string;

beforeAll(async () => {
  open = await GatewayUnderTest.start();
  closed = await GatewayUnderTest.start(undefined, { KNOCKEM_TOKENS_REQUIRED: 'true' });
  const tokens = new TokenFile(join(closed.home, 'gateway', 'tokens.json'));
  token = tokens.create({ userEmail: 'ada@example.org', scopes: ['read'] }, new Date().toISOString()).secret;
  for (const gateway of [open, closed]) await record(gateway);
}, 120_000);
afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
  await closed?.[Symbol.asyncDispose]();
  expectNoLeaks();
}, 60_000);

/** Every second competition has completed; the first has no knockouts. */
async function record({ records }: GatewayUnderTest): Promise<void> {
  const ordinals = Array.from({ length: NUM_ROWS }, (_row, ordinal) => ordinal);
  await records.upsertMany('submissions', [submissionDocument(ID, 'completed', { seed: 7 })]);
  await records.upsertMany('assays', [assayDocument(ID, { status: 'completed' })]);
  const competitions = ordinals.map((n) =>
    competitionDocument(ID, n, {
      status: n % 2 === 0 ? 'completed' : 'cancelled',
      knockoutSites: n === 0 ? [] : [1, n],
    }),
  );
  await records.upsertMany('competitions', competitions);
  const completed = ordinals.filter((n) => n % 2 === 0);
  await records.upsertMany(
    'competitionResults',
    completed.map((n) => resultDocument(ID, n)),
  );
}

const run = async (command: string, flag: string, code: string): Promise<unknown> => {
  const environment = { ...process.env, KNOCKEM_TOKEN: token, http_proxy: '', no_proxy: '*' };
  const { stdout } = await promisify(execFile)(command, [flag, code], {
    cwd: open.home,
    env: environment,
    timeout: PYTHON_MS,
  });
  return JSON.parse(stdout);
};
const here = (code: string, gateway: GatewayUnderTest): string =>
  code.replaceAll('http://127.0.0.1:8080', gateway.url).replaceAll('SUBMISSION', ID);
const inPython = (code: string, gateway: GatewayUnderTest, told: string): Promise<unknown> =>
  run(python as string, '-c', `${here(code, gateway)}\nimport json\nprint(json.dumps(${told}))\n`);

const FACTS = { rows: NUM_ROWS, sites: [[], [1, 1]], alpha: 600 * (NUM_ROWS / 2), nulls: NUM_ROWS / 2 };

describeUnless(reason, 'docs/notebook.md in Python', () => {
  const ofPandas = `{"rows": len(competitions), "sites": [list(map(int, s)) for s in competitions.knockoutSites[:2]],
    "alpha": int(competitions.numAlpha.sum()), "nulls": int(competitions.score.isna().sum())}`;
  const ofPolars = `{"rows": len(competitions), "sites": competitions["knockoutSites"][:2].to_list(),
    "alpha": competitions["numAlpha"].sum(), "nulls": competitions["score"].null_count()}`;

  it.each([
    ['pandas', ofPandas],
    ['polars', ofPolars],
  ])(
    '%s reads the table of a submission, without a token and with one',
    async (tool, told) => {
      expect(await inPython(codeOf('python', `import ${tool}`), open, told)).toEqual(FACTS);
      expect(await inPython(codeOf('python token', `${tool} as`), closed, told)).toEqual(FACTS);
    },
    300_000,
  );

  it('gives every column the type that the page tells', async () => {
    const types = `{name: str(type) for name, type in competitions.schema.items()}`;
    expect(await inPython(codeOf('python', 'import polars'), open, types)).toMatchObject({
      competitionId: 'String',
      ordinal: 'Int32',
      numAlpha: 'Int64',
      seed: 'Int64',
      score: 'Float64',
      startedAt: "Datetime(time_unit='ms', time_zone='UTC')",
      knockoutSites: 'List(Int32)',
      warnings: 'List(String)',
    });
  }, 300_000);

  it('pyarrow finds the submission in the file', async () => {
    const answer = await fetch(`${open.url}/api/v1/submissions/${ID}/competitions.parquet`);
    writeFileSync(join(open.home, 'competitions.parquet'), Buffer.from(await answer.arrayBuffer()));
    expect(await inPython(codeOf('python file', 'pyarrow'), open, 'submission')).toMatchObject({
      'knockem.submissionId': ID,
      'knockem.userEmail': 'ada@example.org',
      'knockem.containerImage': 'lab/model:1',
      'knockem.seed': '7',
      'knockem.knockemVersion': '0.1.0',
    });
  }, 300_000);
});

describeUnless(withoutR, 'docs/notebook.md in R', () => {
  it('reads the table of a submission, without a token and with one', async () => {
    const inR = (code: string, gateway: GatewayUnderTest): Promise<unknown> =>
      run('Rscript', '-e', `${here(code, gateway)}\ncat(nrow(competitions))`);
    expect(await inR(codeOf('r', 'read.csv'), open)).toBe(NUM_ROWS);
    expect(await inR(codeOf('r token', 'read.csv'), closed)).toBe(NUM_ROWS);
  }, 300_000);
});
