/**
 * Real: a stack of processes and containers; every science assay on one genome, its answers, figures and report.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoseTitrationResult, Estimate, SkeletonizationResult } from '#contracts';
import { drawGenome, seededRandom } from '#science';
import { expectFiniteNumbers, waitFor } from '#testing';
import { genomeText } from '../examples/explicit-model/genome-text';
import { StackUnderTest } from './stack-under-test';

const genome = drawGenome(
  { numSites: 120, numCritical: 3, numAdditive: 30, numSets: 2, setSize: 3 },
  seededRandom(11),
);
const ASSAYS = ['nulldist', 'screenCritical', 'doseCalibration', 'doseTitration', 'skeletonization'];

describe('all assays on one genome', () => {
  let stack: StackUnderTest;
  let submissionId: string;
  beforeAll(async () => {
    stack = await StackUnderTest.start(['--slots', '2']);
    const file = join(stack.dataDir, 'genome.txt');
    writeFileSync(file, genomeText(genome));
    ({ submissionId } = await stack.json<{ submissionId: string }>(
      ...['submit', file, '--image', 'knockem/explicit-model:1', '--user', 'science@knockem.example'],
      ...['--assay', 'doseTitration', 'skeletonization', '--seed', '7'],
      ...['--param', 'nulldist.replicates=50', 'doseCalibration.numDoses=20', 'doseTitration.replicates=30'],
      ...['doseCalibration.numTitrationDoses=4', 'skeletonization.numSkeletons=3'],
    ));
    expect((await stack.run('watch', submissionId)).code).toBe(0);
  }, 600_000);
  afterAll(async () => stack?.stop(), 120_000);

  type Rows = { readonly assayType: string; readonly assayResult: unknown }[];
  const results = (): Promise<Rows> =>
    waitFor(
      async () => {
        const rows = await stack.json<Rows>('results', submissionId);
        return ASSAYS.every((type) => rows.some(({ assayType }) => assayType === type)) ? rows : undefined;
      },
      { timeoutMs: 30_000, message: 'every result is recorded' },
    );

  it('finds what is there, in finite numbers', async () => {
    const rows = await results();
    for (const { assayResult } of rows) expectFiniteNumbers(assayResult);
    const of = <Result>(type: string): Result =>
      rows.find(({ assayType }) => assayType === type)!.assayResult as Result;
    expect(of('screenCritical')).toMatchObject({ criticalSites: genome.criticalSites });
    const { doses, summary } = of<DoseTitrationResult>('doseTitration');
    expect(doses.map(({ measured }) => measured)).toEqual([30, 30, 30, 30]);
    expect(summary.additive.interval!.low).toBeLessThanOrEqual(30);
    expect(summary.additive.interval!.high).toBeGreaterThanOrEqual(30);
    const { skeletons } = of<SkeletonizationResult>('skeletonization');
    expect(skeletons.map(({ status }) => status)).toEqual(['complete', 'complete', 'complete']);
    for (const { retainedSites } of skeletons) {
      expect(retainedSites).toEqual(expect.arrayContaining([...genome.criticalSites]));
    }
  }, 60_000);

  it('answers in five numbers', async () => {
    await results();
    const summary = await stack.get<Record<string, Estimate | null>>(
      `/api/v1/submissions/${submissionId}/summary`,
    );
    expect(summary.critical).toMatchObject({ value: 3, unit: 'sites' });
    for (const name of ['additive', 'epistatic', 'anyEffect', 'cryptic']) {
      expect(summary[name]).toMatchObject({ value: expect.any(Number), unit: 'sites' });
    }
  }, 60_000);

  it('saves every figure and a report of one file', async () => {
    await results();
    const pictures = join(stack.dataDir, 'pictures');
    const report = join(stack.dataDir, 'report.html');
    const where = ['-o', report, '--plots', pictures, '--format', 'png'];
    expect(await stack.run('report', submissionId, ...where)).toMatchObject({ code: 0 });
    expect(readdirSync(pictures)).toHaveLength(7);
    for (const picture of readdirSync(pictures)) {
      expect(readFileSync(join(pictures, picture)).subarray(1, 4).toString()).toBe('PNG');
    }
    expect(existsSync(report)).toBe(true);
    const html = readFileSync(report, 'utf8');
    expect(html.match(/<svg/g)).toHaveLength(7);
    expect(html).not.toMatch(/NaN|Infinity|undefined|(src|href)="https?:[^"]*\.(js|css)/);
  }, 60_000);
});
