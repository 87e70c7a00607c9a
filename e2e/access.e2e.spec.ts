/** Real: the whole stack with tokens required, used through the command line; its files and processes are searched. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { waitFor } from '#testing';
import { type CommandEnd, EXAMPLE, knockem, StackUnderTest } from './stack-under-test';

const GENOME = join(EXAMPLE, 'demo-genome.txt');
const ADA = 'ada@knockem.example';
const SMALL = ['--assay', 'nulldist', '--param', 'nulldist.replicates=10', 'nulldist.alpha=0.1'];

describe('a stack that asks for tokens', () => {
  let stack: StackUnderTest;
  const secrets: string[] = [];

  beforeAll(async () => {
    stack = await StackUnderTest.start([], { KNOCKEM_TOKENS_REQUIRED: 'true', KNOCKEM_LOG_LEVEL: 'trace' });
  }, 240_000);
  afterAll(async () => stack?.stop(), 120_000);

  const tokenOf = async (user: string, ...scopes: string[]): Promise<string> => {
    const made = await stack.json<{ token: string }>('token', 'create', '--user', user, '--scope', ...scopes);
    secrets.push(made.token);
    return made.token;
  };
  const as = (token: string, ...args: string[]): Promise<CommandEnd> =>
    knockem([...args, '--data-dir', stack.dataDir], { KNOCKEM_TOKEN: token });

  let ada: string;
  let eve: string;
  let id: string;

  it('takes a study of who shows a token, and no process has it among its arguments', async () => {
    const nobody = await stack.run('list');
    expect([nobody.code, nobody.stderr]).toEqual([3, expect.stringContaining('only those who show a token')]);
    ada = await tokenOf(ADA, 'read', 'submit');
    eve = await tokenOf('eve@knockem.example', 'read');

    const image = ['--image', 'knockem/explicit-model:1', '--user', ADA];
    const watching = as(ada, 'submit', GENOME, ...image, ...SMALL, '--watch');
    let hasEnded = false;
    void watching.then(() => (hasEnded = true));
    const seen = new Set<string>();
    const look = (): boolean => (commandLines().forEach((line) => seen.add(line)), hasEnded);
    await waitFor(look, { timeoutMs: 150_000, message: 'the submission ends' });
    const { code, stdout, stderr } = await watching;
    expect([code, stderr]).toEqual([0, expect.stringContaining('completed: 11 completed')]);
    expect([...seen].filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
    expect([...seen].join('\n')).toContain('submit');
    id = stdout.trim().split('\n')[0];
  }, 200_000);

  it('answers the owner alone, and forgets what he deletes', async () => {
    expect((await as(eve, 'show', id)).code).toBe(4);
    expect((await as(eve, 'list')).stdout).not.toContain(id);
    expect((await as(eve, 'delete', id)).code).toBe(3);
    expect((await as(ada, 'list')).stdout).toContain(id);

    expect((await as(ada, 'delete', id)).stdout).toContain(`deleted ${id}`);
    expect((await as(ada, 'show', id)).code).toBe(4);
    await waitFor(() => recordsOf(id).every(({ deletedAt }) => deletedAt !== null), {
      timeoutMs: 60_000,
      message: 'the records of the submission become deletions',
    });
    const records = recordsOf(id);
    expect(records.length).toBeGreaterThan(20);
    expect(records.filter(({ document }) => document.length > 200)).toEqual([]);
  }, 200_000);

  it('takes a revoked token no more, and keeps none in any of its files', async () => {
    const tokens = await stack.json<{ id: string; userEmail: string }[]>('token', 'list');
    const hers = tokens.find(({ userEmail }) => userEmail === ADA)!;
    expect((await stack.run('token', 'revoke', hers.id)).code).toBe(0);
    expect((await as(ada, 'list')).code).toBe(3);
    const holding = filesBelow(stack.dataDir).filter((file) => {
      const content = readFileSync(file, 'latin1');
      return secrets.some((secret) => content.includes(secret));
    });
    expect(holding).toEqual([]);
  }, 120_000);

  /** Rows of every collection that belong to the submission, straight from the record file. */
  function recordsOf(submissionId: string): { deletedAt: string | null; document: string }[] {
    const database = new Database(join(stack.dataDir, 'records', 'records.sqlite'), { readonly: true });
    try {
      const assays = '(SELECT key FROM assays WHERE submissionId = @submissionId)';
      const sql = `SELECT deletedAt, document FROM submissions WHERE key = @submissionId
        UNION ALL SELECT deletedAt, document FROM assays WHERE submissionId = @submissionId
        UNION ALL SELECT deletedAt, document FROM assayResults WHERE key IN ${assays}
        UNION ALL SELECT deletedAt, document FROM competitions WHERE submissionId = @submissionId
        UNION ALL SELECT deletedAt, document FROM competitionResults WHERE assayId IN ${assays}`;
      return database.prepare(sql).all({ submissionId }) as { deletedAt: string | null; document: string }[];
    } finally {
      database.close();
    }
  }
});

/** Arguments of every process on this machine; one that ends meanwhile is left out. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    });
}

/** Files of a running stack come and go. */
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}
