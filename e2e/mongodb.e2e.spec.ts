/**
 * Real: the whole stack with its records in a server that speaks MongoDB (which one: the last lines of `make test`).
 * Without any such server it is one skip with the reason.
 */
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { CommandAccepted } from '#contracts';
import { describeMongodb, findMongodb, type MongodbServer, startMongodb, waitFor } from '#testing';
import { EXAMPLE, StackUnderTest } from './stack-under-test';

const recipe = findMongodb();
const REPLICATES = 20;

if (recipe.kind === 'none') {
  it.skip(`a stack with records in MongoDB; skipped: ${recipe.reason}`, () => {});
} else {
  describe(`a stack with records in MongoDB: ${describeMongodb(recipe)}`, () => {
    let server: MongodbServer;
    let stack: StackUnderTest;

    beforeAll(async () => {
      server = await startMongodb(recipe);
      stack = await StackUnderTest.start(['--records', `${server.url}/knockem-${randomUUID().slice(0, 8)}`]);
    }, 180_000);
    afterAll(async () => {
      await stack?.stop();
      await server?.stop();
    }, 120_000);

    it('runs a study and answers from the records', async () => {
      const { submissionId } = await stack.json<CommandAccepted>(
        ...['submit', join(EXAMPLE, 'demo-genome.txt'), '--image', 'knockem/explicit-model:1'],
        ...['--user', 'mongo@knockem.example', '--assay', 'nulldist'],
        ...['--param', `nulldist.replicates=${REPLICATES}`, 'nulldist.alpha=0.1'],
      );
      expect((await stack.run('watch', submissionId)).code).toBe(0);
      const rows = await waitFor(
        async () => {
          const lines = (await stack.run('results', submissionId, '--csv')).stdout
            .trim()
            .split('\n')
            .slice(1);
          return lines.length === REPLICATES + 1 ? lines : undefined;
        },
        { timeoutMs: 60_000, message: 'every competition is recorded' },
      );
      expect(rows.every((row) => row.includes(',completed,'))).toBe(true);
      expect((await stack.run('results', submissionId)).stdout).toContain('order statistic');
      expect((await stack.run('list', '--status', 'completed')).stdout).toContain(submissionId);
    }, 180_000);
  });
}

describe('records that cannot be reached', () => {
  it('refuse the start with one sentence that says what and where', async () => {
    const stack = StackUnderTest.start(['--records', 'mongodb://127.0.0.1:9/knockem']);
    await expect(stack).rejects.toThrow(/(gateway|recorder) did not start: .*127\.0\.0\.1:9/);
  }, 120_000);

  it('of an unknown kind are refused at once', async () => {
    const stack = StackUnderTest.start(['--records', 'postgres://somewhere/knockem']);
    await expect(stack).rejects.toThrow(/KNOCKEM_RECORDS_URL/);
  }, 120_000);
});
