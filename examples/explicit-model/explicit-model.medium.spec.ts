/** Real: the C++ compiler, the competitor's program, the archive. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawGenome, exactCounts, knockoutEffect, noisyCounts, seededRandom } from '#science';
import { tempDirectory } from '#testing';
import { buildExampleImage, EXAMPLE_IMAGE } from '../../scripts/build-example-image';
import { genomeText } from './genome-text';

const workshop = tempDirectory();
const archive = join(workshop.path, 'image.tar');
const bin = join(workshop.path, 'usr/local/bin');
afterAll(() => workshop.remove());

beforeAll(async () => {
  await buildExampleImage(archive);
  execFileSync('tar', ['-xf', archive, '-C', workshop.path]);
  const [manifest] = JSON.parse(readFileSync(join(workshop.path, 'manifest.json'), 'utf8')) as {
    Layers: string[];
  }[];
  execFileSync('tar', ['-xf', join(workshop.path, manifest.Layers[0]), '-C', workshop.path]);
}, 60_000);

const genome = drawGenome(
  { numSites: 60, numCritical: 3, numAdditive: 20, numSets: 5, setSize: 4, overlapping: true },
  seededRandom(7),
);
const text = genomeText(genome);

const verb = (name: string, args: string[], input = '', env: Record<string, string> = {}) =>
  spawnSync(join(bin, name), args, { input, encoding: 'utf8', env });
const knockOut = (sites: readonly number[], from = text): string =>
  verb('knockem_apply_knockout', sites.map(String), from).stdout;

function compete(alpha: string, beta: string, env: Record<string, string>) {
  using directory = tempDirectory();
  const file = (name: string): string => join(directory.path, name);
  mkdirSync(directory.path, { recursive: true });
  writeFileSync(file('alpha'), alpha);
  writeFileSync(file('beta'), beta);
  const ended = verb('knockem_compete_two', [], '', {
    KNOCKEM_GENOME_FILE_ALPHA: file('alpha'),
    KNOCKEM_GENOME_FILE_BETA: file('beta'),
    KNOCKEM_RESULT_FILE: file('result'),
    ...env,
  });
  expect(ended.stderr).toBe('');
  return JSON.parse(readFileSync(file('result'), 'utf8')) as unknown;
}

test('the archive carries its name, and comes out the same each time', async () => {
  const manifest = JSON.parse(readFileSync(join(workshop.path, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject([{ RepoTags: [EXAMPLE_IMAGE] }]);
  const again = join(workshop.path, 'again.tar');
  await buildExampleImage(again);
  const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  expect(digest(again)).toBe(digest(archive));
}, 60_000);

test('counts sites, whatever is knocked out', () => {
  expect(verb('knockem_count_sites', [], text).stdout).toBe('60\n');
  expect(verb('knockem_count_sites', [], knockOut([0, 59])).stdout).toBe('60\n');
});

test('knocks out: none is identity, twice is once, order does not matter', () => {
  expect(knockOut([])).toBe(text);
  const both = knockOut([3, 17]);
  expect(both).not.toBe(text);
  expect(knockOut([17, 3])).toBe(both);
  expect(knockOut([3], knockOut([17], both))).toBe(both);
});

test.each(['60', '-1', 'x', '1.5'])('refuses site %s', (site) => {
  const ended = verb('knockem_apply_knockout', [site], text);
  expect(ended.status).toBe(1);
  expect(ended.stderr).toMatch(/^explicit-model: /);
});

describe('competes with the counts of libs/science', () => {
  const cases = [[], [0], genome.criticalSites, genome.sets[0].sites, genome.sets.flatMap((s) => s.sites)];

  test.each(cases.map((sites, seed) => ({ sites, seed })))('$sites', ({ sites, seed }) => {
    const effect = knockoutEffect(genome, sites);
    const beta = knockOut(sites);
    expect(compete(text, beta, { KNOCKEM_SEED: String(seed) })).toEqual(
      exactCounts({ effect, sameGenome: sites.length === 0, seed }),
    );
    expect(compete(text, beta, { KNOCKEM_SEED: String(seed), EXPLICIT_MODEL_VARIANT: 'noisy' })).toEqual(
      noisyCounts({ effect }, seededRandom(seed)),
    );
    expect(compete(beta, text, { KNOCKEM_SEED: '1' })).toEqual(
      exactCounts({ effect: -effect, sameGenome: sites.length === 0, seed: 1 }),
    );
  });
});
