import type { Schemas } from '#client';
import { graphInWords, graphOf } from './graph-of';

const assay = (id: string, status: string, dependsOnAssayIds: string[] = []) =>
  ({ id, assayType: `type ${id}`, status, rounds: 1, dependsOnAssayIds }) as unknown as Schemas['AssayView'];
const counters = { pending: 1, active: 2, completed: 3, failed: 0, cancelled: 0 };

describe('the graph of assays', () => {
  const assays = [
    assay('a', 'completed'),
    assay('b', 'active', ['a']),
    assay('c', 'blocked', ['b', 'elsewhere']),
  ];
  const progress = [{ assayId: 'b', assayType: 'type b', status: 'active' as const, round: 7, counters }];
  const graph = graphOf({ assays, progress });

  it('has an arrow for each dependency, open while it is waited for', () => {
    expect(graph.edges).toEqual([
      { from: 'a', to: 'b', isOpen: false },
      { from: 'b', to: 'c', isOpen: true },
    ]);
  });

  it('shows live rounds and counters before recorded ones', () => {
    expect(graph.nodes[1]).toMatchObject({ round: 7, counters });
    expect(graph.nodes[0].round).toBe(1);
  });

  it('is told in words', () => {
    expect(graphInWords(graph)).toBe(
      'Assays: type a is completed; type b is active and depends on type a; type c is blocked and depends on type b.',
    );
  });
});
