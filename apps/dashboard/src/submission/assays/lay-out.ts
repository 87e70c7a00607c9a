// dagre: layers a directed graph so that arrows point one way and cross seldom.
import { graphlib, layout } from '@dagrejs/dagre';
import type { AssayGraph } from './graph-of';

export const NODE = { width: 190, height: 106 } as const;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** Upper left corners, by id, in pixels. */
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
}

/** Where each assay stands: in the direction of the dependencies, from left to right, or downwards where it is narrow. */
export function layOut({ nodes, edges }: AssayGraph, direction: 'LR' | 'TB'): Layout {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: direction, nodesep: 24, ranksep: 48 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...NODE });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const places = nodes.map(({ id }) => {
    const { x, y } = graph.node(id) as Place;
    return [id, { x: x - NODE.width / 2, y: y - NODE.height / 2 }] as const;
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { places: new Map(places), width, height };
}
