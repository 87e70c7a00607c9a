import type { Schemas } from '#client';

export interface AssayNode {
  readonly id: string;
  readonly assayType: string;
  readonly status: Schemas['AssayState'];
  readonly round: number;
  readonly counters?: Schemas['Counters'];
  readonly reason?: string;
  /** Where its result was measured, when it was taken over. */
  readonly reusedFrom?: Schemas['ReusedFrom'];
}

export interface AssayEdge {
  /** Ids: `to` waits for `from`. */
  readonly from: string;
  readonly to: string;
  /** Still waited for. */
  readonly isOpen: boolean;
}

export interface AssayGraph {
  readonly nodes: readonly AssayNode[];
  readonly edges: readonly AssayEdge[];
}

/** Assays and what each waits for. A dependency on an assay that is not of this submission is left out. */
export function graphOf({
  assays,
  progress,
}: Pick<Schemas['SubmissionView'], 'assays' | 'progress'>): AssayGraph {
  const live = new Map(progress.map((one) => [one.assayId, one]));
  const nodes = assays.map(({ id, assayType, status, rounds, round, counters, reason, reusedFrom }) => ({
    id,
    assayType,
    status,
    round: live.get(id)?.round ?? round ?? rounds,
    counters: live.get(id)?.counters ?? counters,
    ...(reason === undefined ? {} : { reason }),
    ...(reusedFrom === undefined ? {} : { reusedFrom }),
  }));
  const stateOf = new Map(nodes.map(({ id, status }) => [id, status]));
  const edges = assays.flatMap(({ id, dependsOnAssayIds }) =>
    dependsOnAssayIds
      .filter((from) => stateOf.has(from))
      .map((from) => ({ from, to: id, isOpen: stateOf.get(from) !== 'completed' })),
  );
  return { nodes, edges };
}

/** The graph in a sentence, for those who do not see it. */
export function graphInWords({ nodes, edges }: AssayGraph): string {
  const nameOf = new Map(nodes.map(({ id, assayType }) => [id, assayType]));
  const sentences = nodes.map(({ id, assayType, status, reusedFrom }) => {
    const before = edges.filter(({ to }) => to === id).map(({ from }) => nameOf.get(from));
    const how = reusedFrom === undefined ? status : `${status} with a result taken over`;
    return `${assayType} is ${how}${before.length > 0 ? ` and depends on ${before.join(' and ')}` : ''}`;
  });
  return `Assays: ${sentences.join('; ')}.`;
}
