import { Anchor, Table, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { CountersBar } from '../../shell/counters-bar';
import { StateBadge } from '../../shell/state-badge';
import { WideTable } from '../../shell/wide-table';
import type { AssayGraph } from './graph-of';

/** The assays with their states, rounds and dependencies; each leads to its competitions. */
export function AssayTable({ graph }: { readonly graph: AssayGraph }): ReactElement {
  const nameOf = new Map(graph.nodes.map(({ id, assayType }) => [id, assayType]));
  return (
    <WideTable minWidth={620} label="Assays">
      <Table aria-label="Assays">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Assay</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Round</Table.Th>
            <Table.Th w="32%">Competitions</Table.Th>
            <Table.Th>Depends on</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {graph.nodes.map(({ id, assayType, status, round, counters, reason, reusedFrom }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor component={Link} to={`?tab=competitions&assay=${id}`} size="sm">
                  {assayType}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <StateBadge state={status} />
                {reusedFrom !== undefined && (
                  <Text size="xs" mt={4}>
                    {'result of '}
                    <Anchor component={Link} to={`/submissions/${reusedFrom.submissionId}`} size="xs">
                      an identical assay
                    </Anchor>
                  </Text>
                )}
                {reason !== undefined && (
                  <Text size="xs" mt={4} className="breaks-anywhere">
                    {reason}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="numbers">{round}</Table.Td>
              <Table.Td>
                {counters && <CountersBar counters={counters} label={`Competitions of ${assayType}`} />}
              </Table.Td>
              <Table.Td>
                {graph.edges
                  .filter(({ to }) => to === id)
                  .map(({ from }) => nameOf.get(from))
                  .join(', ') || '–'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
