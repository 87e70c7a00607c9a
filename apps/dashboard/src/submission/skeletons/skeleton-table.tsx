import { Table, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { SkeletonizationResult } from '#contracts';
import { StateBadge } from '../../shell/state-badge';
import { sitesInWords } from './tracks';
import { WideTable } from '../../shell/wide-table';

/** The same in words: each skeleton, what it retains, and what the search says of it. */
export function SkeletonTable({ result }: { readonly result: SkeletonizationResult }): ReactElement {
  return (
    <WideTable minWidth={560} maxHeight={480} label="Skeletons, one a row">
      <Table aria-label="Skeletons" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Skeleton</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Sites retained</Table.Th>
            <Table.Th>Competitions</Table.Th>
            <Table.Th w="45%">Which</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {result.skeletons.map(({ index, status, reason, retainedSites, numCompetitions }) => (
            <Table.Tr key={index} className="numbers">
              <Table.Td>{index}</Table.Td>
              <Table.Td>
                <StateBadge state={status} />
              </Table.Td>
              <Table.Td>{retainedSites.length}</Table.Td>
              <Table.Td>{numCompetitions}</Table.Td>
              <Table.Td>
                <Text size="xs" className="breaks-anywhere">
                  {reason ?? sitesInWords(retainedSites)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
