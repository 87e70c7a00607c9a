import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { seededRandom } from '#science';
import points from '../stack/points.json';
import { CRASH_TABLE, planStrikes } from './strikes';
import { SubmissionMix } from './submissions';

const ROOT = resolve(__dirname, '..', '..');

describe('the plan of an attack', () => {
  const plan = (count: number, seed = 1) => planStrikes(count, seededRandom(seed));

  it('is the same for the same seed, and another for another', () => {
    expect(plan(50)).toEqual(plan(50));
    expect(plan(50, 2)).not.toEqual(plan(50));
  });

  it('strikes as often as asked, at every row of the crash table when there is room', () => {
    expect(plan(3)).toHaveLength(3);
    expect(plan(200)).toHaveLength(200);
    const rows = Object.keys(CRASH_TABLE).length;
    expect(rows).toBeLessThanOrEqual(20);
    for (const seed of [1, 2, 3]) {
      const struck = plan(rows, seed);
      for (const service of ['gateway', 'scheduler', 'planner', 'executor', 'recorder'])
        expect(struck.some((strike) => strike.kind === 'point' && strike.point.startsWith(service))).toBe(
          true,
        );
      const kinds = struck.map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['kill', 'records-away', 'second-scheduler', 'set-back']));
      const silences = struck.filter((strike) => strike.kind === 'silence').map(({ how }) => how);
      expect(silences.sort()).toEqual(['freeze', 'kill']);
    }
  });

  it('comes to every named point in the long run', () => {
    const come = new Set(plan(2000).flatMap((strike) => (strike.kind === 'point' ? [strike.point] : [])));
    expect([...come].sort()).toEqual(points.map(({ name }) => name).sort());
  });

  it('mixes submissions of every kind from the beginning, with genomes that are all different', () => {
    const mix = new SubmissionMix(seededRandom(7));
    const first = Array.from({ length: 10 }, () => mix.draw());
    expect(new Set(first.map(({ label }) => label)).size).toBeGreaterThanOrEqual(9);
    const genomes = first.map(({ request }) => request.genomeContent);
    expect(new Set(genomes).size).toBe(genomes.length);
    expect(mix.large().request.assayParameters.nulldist.replicates).toBeGreaterThan(500);
  });
});

describe('the named points', () => {
  it.each(points.flatMap((point) => [point, ...('within' in point && point.within ? [point.within] : [])]))(
    '$class.$method is where $file says',
    (place) => {
      const source = join(ROOT, place.file.replace(/\.js$/, '.ts'));
      expect(existsSync(source)).toBe(true);
      const exported = jest.requireActual<Record<string, { prototype?: Record<string, unknown> }>>(source);
      expect(typeof exported[place.class]?.prototype?.[place.method]).toBe('function');
    },
  );
});
