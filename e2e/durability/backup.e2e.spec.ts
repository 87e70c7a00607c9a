/**
 * Real: a stack of processes with containers, the knockem command. The whole stack is lost, nats-server's store with it,
 * and comes back from `knockem backup`.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { tempDirectory, waitFor } from '#testing';
import { EXAMPLE, StackUnderTest } from '../stack-under-test';

interface Shown {
  readonly submission: { readonly status: string; readonly counters: { readonly completed: number } };
}

describe('knockem backup and restore', () => {
  let stack: StackUnderTest;
  const home = tempDirectory('knockem-backup-');
  const backup = join(home.path, 'backup');

  beforeAll(async () => {
    stack = await StackUnderTest.start(['--slots', '2']);
  }, 120_000);
  afterAll(async () => {
    await stack.stop();
    home.remove();
  }, 120_000);

  const submit = async (): Promise<string> => {
    const flags = ['--image', 'knockem/explicit-model:1', '--user', 'keeper@knockem.example'];
    const genome = join(EXAMPLE, 'demo-genome.txt');
    const study = ['--assay', 'nulldist', '--param', 'nulldist.replicates=50'];
    return (await stack.json<{ submissionId: string }>('submit', genome, ...flags, ...study)).submissionId;
  };
  const show = (submissionId: string): Promise<Shown> => stack.json('show', submissionId);
  const ends = (submissionId: string): Promise<unknown> =>
    waitFor(
      async () => (await show(submissionId).catch(() => undefined))?.submission.status === 'completed',
      {
        timeoutMs: 120_000,
        message: `${submissionId} is completed`,
      },
    );
  const lose = (): void => {
    for (const lost of ['scheduler', 'records', 'nats'])
      rmSync(join(stack.dataDir, lost), { recursive: true, force: true });
  };
  /** A copy of the backup in which one file was changed, with a manifest that agrees. */
  const changed = (name: string, change: (file: string) => void): string => {
    const copy = join(home.path, `changed-${readdirSync(home.path).length}`);
    cpSync(backup, copy, { recursive: true });
    change(join(copy, name));
    const manifest = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8')) as {
      files: { name: string; sha256: string }[];
    };
    for (const file of manifest.files.filter((one) => one.name === name))
      file.sha256 = createHash('sha256')
        .update(readFileSync(join(copy, name)))
        .digest('hex');
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify(manifest));
    return copy;
  };

  it('brings a stack back of which nothing was left, and refuses what it cannot', async () => {
    const done = await submit();
    await ends(done);
    const results = await stack.json('results', done);
    const begun = await submit();
    const made = await stack.run('backup', backup);
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/records\.sqlite.* blobs/) });
    expect(await stack.run('backup', backup)).toMatchObject({ stderr: expect.stringMatching(/not empty/) });
    expect(await stack.run('restore', backup)).toMatchObject({
      stderr: expect.stringMatching(/is running; its files cannot be replaced/),
    });
    await stack.run('down');

    const newer = changed('scheduler.sqlite', (file) => {
      const database = new Database(file);
      database.pragma('user_version = 999');
      database.close();
    });
    expect(await stack.run('restore', newer)).toMatchObject({
      stderr: expect.stringMatching(/written by a newer knockem/),
    });
    const damaged = changed('manifest.json', () => undefined);
    const [blob] = readdirSync(join(damaged, 'blobs'));
    writeFileSync(join(damaged, 'blobs', blob), 'not what it was');
    expect(await stack.run('restore', damaged)).toMatchObject({
      stderr: expect.stringMatching(/is not what was backed up/),
    });

    lose();
    const restored = await stack.run('restore', backup);
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/catches up/) });
    await stack.up();
    await ends(begun);
    expect((await show(begun)).submission.counters.completed).toBeGreaterThanOrEqual(50);
    expect(await stack.json('results', done)).toEqual(results);
    expect(existsSync(join(stack.dataDir, 'scheduler', 'restored-blobs'))).toBe(false);
  }, 240_000);
});
