/**
 * Real: the C++ compiler, the program, thousands of its competitions. What knocking out each instruction does is
 * measured here, so that the example keeps something for every assay to find.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';
import { buildExampleImage, EXAMPLE_IMAGES } from '../../scripts/build-example-image';

const ORGANISM = readFileSync(join(__dirname, 'organism.txt'), 'utf8');
const INSTRUCTIONS = ORGANISM.split('\n').filter((line) => line && !line.startsWith('#'));
const SEEDS = Array.from({ length: 12 }, (_, k) => 1000 + k);

const workshop = tempDirectory();
const bin = join(workshop.path, 'usr/local/bin');
const file = (name: string): string => join(workshop.path, name);
let manifest: { RepoTags: string[]; Layers: string[] };
afterAll(() => workshop.remove());

beforeAll(async () => {
  await buildExampleImage(file('image.tar'), 'instruction-strings');
  execFileSync('tar', ['-xf', file('image.tar'), '-C', workshop.path]);
  [manifest] = JSON.parse(readFileSync(file('manifest.json'), 'utf8')) as [typeof manifest];
  execFileSync('tar', ['-xf', file(manifest.Layers[0]), '-C', workshop.path]);
}, 60_000);

const verb = (name: string, args: readonly string[], input = '', env: Record<string, string> = {}) =>
  spawnSync(join(bin, name), args, { input, encoding: 'utf8', env });
const knockOut = (sites: readonly number[], from = ORGANISM): string =>
  verb('knockem_apply_knockout', sites.map(String), from).stdout;

interface Report {
  readonly updatesElapsed: number;
  readonly numAlpha: number;
  readonly numBeta: number;
}

function compete(beta: string, seed: number, alpha = ORGANISM, env: Record<string, string> = {}): Report {
  writeFileSync(file('alpha'), alpha);
  writeFileSync(file('beta'), beta);
  const ended = verb('knockem_compete_two', [], '', {
    KNOCKEM_GENOME_FILE_ALPHA: file('alpha'),
    KNOCKEM_GENOME_FILE_BETA: file('beta'),
    KNOCKEM_RESULT_FILE: file('result'),
    KNOCKEM_SEED: String(seed),
    ...env,
  });
  expect([ended.status, ended.stderr]).toEqual([0, '']);
  return JSON.parse(readFileSync(file('result'), 'utf8')) as Report;
}

/** How far alpha is ahead at the end: from −1 to 1. */
const lead = ({ numAlpha, numBeta }: Report): number =>
  numAlpha + numBeta === 0 ? 0 : (numAlpha - numBeta) / (numAlpha + numBeta);
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const meanLead = (sites: readonly number[]): number => {
  const beta = knockOut(sites);
  return mean(SEEDS.map((seed) => lead(compete(beta, seed))));
};

test('the archive carries its name', () => {
  expect(manifest.RepoTags).toEqual([EXAMPLE_IMAGES['instruction-strings']]);
});

describe('the verbs keep the contract', () => {
  test('count the instructions, comments not, knocked out or not', () => {
    expect(verb('knockem_count_sites', [], ORGANISM).stdout).toBe('81\n');
    expect(verb('knockem_count_sites', [], knockOut([0, 80])).stdout).toBe('81\n');
  });

  test('knock out: none is identity, twice is once, order does not matter', () => {
    expect(knockOut([])).toBe(ORGANISM);
    const both = knockOut([3, 17]);
    expect(both).not.toBe(ORGANISM);
    expect(knockOut([17, 3])).toBe(both);
    expect(knockOut([3], knockOut([17], both))).toBe(both);
  });

  test.each(['81', '-1', 'x', '1.5'])('refuse site %s', (site) => {
    const ended = verb('knockem_apply_knockout', [site], ORGANISM);
    expect([ended.status, ended.stderr]).toEqual([
      1,
      `instruction-strings: a site must be a whole number from 0 to 80, not ${site}\n`,
    ]);
  });

  test('refuse what is no program', () => {
    expect(verb('knockem_count_sites', [], 'copy\nfly\n').stderr).toBe(
      'instruction-strings: not an instruction: fly\n',
    );
    expect(verb('knockem_count_sites', [], '# nothing\n').stderr).toBe(
      'instruction-strings: the genome has no instructions\n',
    );
  });
});

describe('a competition', () => {
  test('repeats with its seed', () => {
    expect(compete(ORGANISM, 7)).toEqual(compete(ORGANISM, 7));
    expect(compete(ORGANISM, 7)).not.toEqual(compete(ORGANISM, 8));
  });

  test('takes its size and length from the environment', () => {
    const settings = { INSTRUCTION_STRINGS_POPULATION: '50', INSTRUCTION_STRINGS_UPDATES: '20' };
    const { updatesElapsed, numAlpha, numBeta } = compete(ORGANISM, 1, ORGANISM, settings);
    expect([updatesElapsed, numAlpha + numBeta]).toEqual([20, 50]);
  });

  test('of two that cannot replicate ends with both extinct', () => {
    const sterile = knockOut([INSTRUCTIONS.indexOf('divide')]);
    expect(compete(sterile, 1, sterile)).toEqual({ updatesElapsed: 80, numAlpha: 0, numBeta: 0 });
  });

  test('drifts, and favours neither side where the genomes are the same', () => {
    const leads = Array.from({ length: 200 }, (_, seed) => lead(compete(ORGANISM, seed)));
    const variance = mean(leads.map((x) => x * x)) - mean(leads) ** 2;
    expect(variance).toBeGreaterThan(0.01);
    expect(Math.abs(mean(leads))).toBeLessThan(4 * Math.sqrt(variance / leads.length));
  });
});

describe('the organism', () => {
  let threshold: number;
  let alone: readonly number[];

  beforeAll(() => {
    const nulls = Array.from({ length: 100 }, (_, seed) => Math.abs(lead(compete(ORGANISM, seed))));
    threshold = nulls.sort((a, b) => a - b)[98];
    alone = INSTRUCTIONS.map((_, site) => meanLead([site]) / threshold);
  }, 120_000);

  const sitesWhere = (test: (thresholds: number) => boolean): number[] =>
    alone.flatMap((thresholds, site) => (test(thresholds) ? [site] : []));
  /** Where a stretch of the program begins. */
  const at = (comment: string): number => {
    const lines = ORGANISM.split('\n');
    const line = lines.indexOf(`# ${comment}`);
    return lines.slice(0, line).filter((text) => !text.startsWith('#')).length;
  };

  test('has critical sites: what copies and releases, and the most rewarded logic', () => {
    const loop = ['mark', 'if-done', 'divide', 'back'].map((name) => INSTRUCTIONS.indexOf(name));
    const logic = Array.from({ length: 8 }, (_, k) => at('OR') + k);
    expect(sitesWhere((thresholds) => thresholds > 1.2)).toEqual([...logic, ...loop].sort((a, b) => a - b));
  });

  test('has sites of small effect, which add up', () => {
    const small = sitesWhere((thresholds) => thresholds > 0.25 && thresholds < 1);
    expect(small.length).toBeGreaterThanOrEqual(30);
    const oneOfEach = ['NAND', 'AND', 'OR-NOT'].map((logic) => at(logic));
    expect(oneOfEach.every((site) => small.includes(site))).toBe(true);
    expect(meanLead(oneOfEach) / threshold).toBeGreaterThan(1.2);
  });

  test('has sites without any effect alone', () => {
    expect(sitesWhere((thresholds) => Math.abs(thresholds) < 0.25).length).toBeGreaterThanOrEqual(25);
  });

  test.each([
    ['two copies of a rewarded logic', () => [at('NOT'), at('NOT once more')]],
    [
      'two openings of an offspring',
      () => [INSTRUCTIONS.indexOf('alloc'), INSTRUCTIONS.lastIndexOf('alloc')],
    ],
    ['two of ten copy instructions', () => [INSTRUCTIONS.indexOf('copy'), INSTRUCTIONS.lastIndexOf('copy')]],
  ])('has backups: %s are neutral each, critical together', (_, sites) => {
    for (const site of sites()) expect(Math.abs(alone[site])).toBeLessThan(0.25);
    expect(meanLead(sites()) / threshold).toBeGreaterThan(1.2);
  });
});
