/**
 * Real: the C++ compiler, the program, thousands of its competitions. What knocking out each instruction does is
 * measured here, so that the example keeps something for every assay to find.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepsTheContract, UnpackedImage, type Report } from '../example-image.conformance';

const ORGANISM = readFileSync(join(__dirname, 'organism.txt'), 'utf8');
const INSTRUCTIONS = ORGANISM.split('\n').filter((line) => line && !line.startsWith('#'));
const SEEDS = Array.from({ length: 12 }, (_, k) => 1000 + k);

const image = new UnpackedImage('instruction-strings', ORGANISM);

/** How far alpha is ahead at the end: from −1 to 1. */
const lead = ({ numAlpha, numBeta }: Report): number =>
  numAlpha + numBeta === 0 ? 0 : (numAlpha - numBeta) / (numAlpha + numBeta);
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const meanLead = (sites: readonly number[]): number => {
  const beta = image.knockOut(sites);
  return mean(SEEDS.map((seed) => lead(image.compete(beta, seed))));
};

keepsTheContract(image, 81);

test('the verbs refuse what is no program', () => {
  const refused = (genome: string): string => image.verb('knockem_count_sites', [], genome).stderr;
  expect(refused('copy\nfly\n')).toBe('instruction-strings: not an instruction: fly\n');
  expect(refused('# nothing\n')).toBe('instruction-strings: the genome has no instructions\n');
});

describe('a competition', () => {
  test('differs from seed to seed', () => {
    expect(image.compete(ORGANISM, 7)).not.toEqual(image.compete(ORGANISM, 8));
  });

  test('takes its size and length from the environment', () => {
    const settings = { INSTRUCTION_STRINGS_POPULATION: '50', INSTRUCTION_STRINGS_UPDATES: '20' };
    const { updatesElapsed, numAlpha, numBeta } = image.compete(ORGANISM, 1, ORGANISM, settings);
    expect([updatesElapsed, numAlpha + numBeta]).toEqual([20, 50]);
  });

  test('of two that cannot replicate ends with both extinct', () => {
    const sterile = image.knockOut([INSTRUCTIONS.indexOf('divide')]);
    expect(image.compete(sterile, 1, sterile)).toEqual({ updatesElapsed: 80, numAlpha: 0, numBeta: 0 });
  });

  test('drifts, and favours neither side where the genomes are the same', () => {
    const leads = Array.from({ length: 200 }, (_, seed) => lead(image.compete(ORGANISM, seed)));
    const variance = mean(leads.map((x) => x * x)) - mean(leads) ** 2;
    expect(variance).toBeGreaterThan(0.01);
    expect(Math.abs(mean(leads))).toBeLessThan(4 * Math.sqrt(variance / leads.length));
  });
});

describe('the organism', () => {
  let threshold: number;
  let alone: readonly number[];

  beforeAll(() => {
    const nulls = Array.from({ length: 100 }, (_, seed) => Math.abs(lead(image.compete(ORGANISM, seed))));
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
