// React Flow: draws graphs whose nodes are components.
import { Background, type Edge, type Node, type NodeHandle, Position, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { Box, useMantineColorScheme } from '@mantine/core';
import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { type ReactElement, useMemo } from 'react';
import { AssayBox } from './assay-box';
import { type AssayGraph as Graph, type AssayNode, graphInWords } from './graph-of';
import { layOut, NODE } from './lay-out';

const NODE_TYPES = { assay: AssayBox };
const MARGIN = 24;

/** The assays as a picture; the table beside it tells the same and can be operated. */
export function AssayGraph({ graph }: { readonly graph: Graph }): ReactElement {
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const { colorScheme } = useMantineColorScheme();
  const direction = isNarrow ? 'TB' : 'LR';
  const layout = useMemo(() => layOut(graph, direction), [graph, direction]);
  const { ref, width } = useElementSize();
  const scale = Math.min(1, Math.max(0, width - 2 * MARGIN) / layout.width);
  return (
    <Box
      ref={ref}
      h={layout.height * scale + 2 * MARGIN}
      role="img"
      aria-label={graphInWords(graph)}
      style={{ borderRadius: 8, overflow: 'hidden' }}
    >
      {/* Not before it is known how much room there is. */}
      {width > 0 && (
        <ReactFlow
          key={`${direction} ${graph.nodes.length} ${width}`}
          nodes={graph.nodes.map((node) => nodeAt(node, layout.places.get(node.id), direction))}
          edges={graph.edges.map(edgeOf)}
          nodeTypes={NODE_TYPES}
          colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
          // Not fitView: where shell.css shortens every transition (less motion), the box has its old height when that looks.
          defaultViewport={{ x: (width - layout.width * scale) / 2, y: MARGIN, zoom: scale }}
          minZoom={0.2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          panOnDrag={!isNarrow}
          disableKeyboardA11y
          proOptions={{ hideAttribution: true }}
        >
          <Background />
        </ReactFlow>
      )}
    </Box>
  );
}

const nodeAt = (
  node: AssayNode,
  position: { x: number; y: number } | undefined,
  direction: 'LR' | 'TB',
): Node<{ readonly assay: AssayNode }> => ({
  id: node.id,
  type: 'assay',
  position: position ?? { x: 0, y: 0 },
  data: { assay: node },
  ...NODE,
  sourcePosition: direction === 'LR' ? Position.Right : Position.Bottom,
  targetPosition: direction === 'LR' ? Position.Left : Position.Top,
  handles: HANDLES[direction],
});

const HANDLE = { width: 6, height: 6 } as const;
const [MIDDLE_X, MIDDLE_Y] = [(NODE.width - HANDLE.width) / 2, (NODE.height - HANDLE.height) / 2];
/**
 * Where arrows begin and end. React Flow would measure it, and forgets what it has measured when a node is told anew: told
 * again between the measuring and the next drawing, its arrows are never drawn.
 */
const HANDLES: Readonly<Record<'LR' | 'TB', NodeHandle[]>> = {
  LR: [
    { type: 'target', position: Position.Left, x: -HANDLE.width / 2, y: MIDDLE_Y, ...HANDLE },
    { type: 'source', position: Position.Right, x: NODE.width - HANDLE.width / 2, y: MIDDLE_Y, ...HANDLE },
  ],
  TB: [
    { type: 'target', position: Position.Top, x: MIDDLE_X, y: -HANDLE.height / 2, ...HANDLE },
    { type: 'source', position: Position.Bottom, x: MIDDLE_X, y: NODE.height - HANDLE.height / 2, ...HANDLE },
  ],
};

/** Dashes move while something is waited for. */
const edgeOf = ({ from, to, isOpen }: Graph['edges'][number]): Edge => ({
  id: `${from} ${to}`,
  source: from,
  target: to,
  animated: isOpen,
});
