/**
 * Real: a stack of processes, containers, a skeletonization of a small genome. In its middle planner, scheduler and an
 * executor are ended by kill -9; nothing is lost or doubled, and the skeletons' genomes can be downloaded.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SkeletonizationResult } from '#contracts';
import { drawGenome, isDetectable, knockoutEffect, seededRandom } from '#science';
import { waitFor } from '#testing';
import { genomeText } from '../examples/explicit-model/genome-text';
import { StackUnderTest } from './stack-under-test';

const NUM_SITES = 60;
const NUM_SKELETONS = 4;
const genome = drawGenome(
  { numSites: NUM_SITES, numCritical: 3, numAdditive: 12, numSets: 2, setSize: 3 },
  seededRandom(5),
);

interface Shown {
  readonly submission: { readonly status: string; readonly counters: Record<string, number> };
}

describe('an adaptive assay under kill -9', () => {
  let stack: StackUnderTest;
  beforeAll(async () => {
    stack = await StackUnderTest.start(['--executors', '2', '--slots', '2']);
  }, 120_000);
  afterAll(async () => stack?.stop(), 120_000);

  const shown = (id: string): Promise<Shown['submission']> =>
    stack.json<Shown>('show', id).then(({ submission }) => submission);

  it('ends with skeletons that are true, each genome kept, every competition counted once', async () => {
    const file = join(stack.dataDir, 'genome.txt');
    writeFileSync(file, genomeText(genome));
    const { submissionId } = await stack.json<{ submissionId: string }>(
      ...['submit', file, '--image', 'knockem/explicit-model:1', '--user', 'adaptive@knockem.example'],
      ...['--assay', 'skeletonization', '--param', 'nulldist.replicates=60'],
      ...[`skeletonization.numSkeletons=${NUM_SKELETONS}`, 'skeletonization.speculation=3'],
    );
    let mark = 75;
    for (const victim of ['planner', 'scheduler', 'executor-1', 'planner']) {
      await waitFor(
        async () => ((await shown(submissionId).catch(() => undefined))?.counters.completed ?? 0) >= mark,
        {
          timeoutMs: 120_000,
          message: `${mark} competitions are completed before ${victim} is killed\n${stack.logs()}`,
        },
      );
      await stack.killAndAwaitRestart(victim);
      mark += 15;
    }
    expect((await stack.run('watch', submissionId)).code).toBe(0);
    const { counters } = await shown(submissionId);
    const result = await skeletonization(submissionId);
    const { search, cleanUp, check, jackknife } = result.numCompetitions;
    const asked = search + cleanUp + check + jackknife;
    expect(counters.completed + counters.cancelled).toBe(1 + 60 + asked);
    expect(counters.failed).toBe(0);
    await expectTrueSkeletons(result);
  }, 600_000);

  async function skeletonization(id: string): Promise<SkeletonizationResult> {
    type Rows = { readonly assayType: string; readonly assayResult: SkeletonizationResult }[];
    return waitFor(
      async () =>
        (await stack.json<Rows>('results', id)).find((row) => row.assayType === 'skeletonization')
          ?.assayResult,
      { timeoutMs: 30_000, message: 'the result is recorded' },
    );
  }

  async function expectTrueSkeletons({ skeletons }: SkeletonizationResult): Promise<void> {
    expect(skeletons.map(({ status }) => status)).toEqual(Array(NUM_SKELETONS).fill('complete'));
    for (const { retainedSites, genomeId } of skeletons) {
      const out = Array.from({ length: NUM_SITES }, (_, site) => site).filter(
        (site) => !retainedSites.includes(site),
      );
      expect(isDetectable(knockoutEffect(genome, out))).toBe(false);
      const response = await fetch(`${stack.gatewayUrl}/api/v1/genomes/${genomeId}/content`);
      expect(response.status).toBe(200);
      const lines = (await response.text())
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'));
      expect(lines.flatMap((line, site) => (line.endsWith(' out') ? [site] : []))).toEqual(out);
    }
  }
});
