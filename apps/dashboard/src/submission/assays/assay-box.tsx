import { Group, Paper, Text } from '@mantine/core';
import { Handle, type Node, type NodeProps } from '@xyflow/react';
import type { ReactElement } from 'react';
import { CountersBar } from '../../shell/counters-bar';
import { lookOf } from '../../shell/states';
import type { AssayNode } from './graph-of';

type AssayNodeProps = NodeProps<Node<{ readonly assay: AssayNode }>>;

/** One assay in the graph. */
export function AssayBox({
  data: { assay },
  sourcePosition,
  targetPosition,
  width,
  height,
}: AssayNodeProps): ReactElement {
  const { sign, color } = lookOf(assay.status);
  return (
    <Paper
      withBorder
      p="xs"
      w={width}
      h={height}
      style={{ borderColor: `var(--mantine-color-${color}-outline)` }}
    >
      <Handle type="target" position={targetPosition!} isConnectable={false} style={{ opacity: 0 }} />
      <Text size="sm" fw={600} truncate>
        {assay.assayType}
      </Text>
      <Group gap={6} mb={6} wrap="nowrap">
        <Text size="xs" c={`var(--mantine-color-${color}-text)`} aria-hidden>
          {sign}
        </Text>
        <Text size="xs">{assay.reusedFrom === undefined ? assay.status : `${assay.status} (reused)`}</Text>
      </Group>
      {assay.counters && (
        <CountersBar counters={assay.counters} label={`Competitions of ${assay.assayType}`} />
      )}
      <Handle type="source" position={sourcePosition!} isConnectable={false} style={{ opacity: 0 }} />
    </Paper>
  );
}
