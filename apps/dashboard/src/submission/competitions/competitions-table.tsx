import { Anchor, Table } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { StateBadge } from '../../shell/state-badge';
import { WideTable } from '../../shell/wide-table';
import { sitesInWords } from '../skeletons/tracks';

type Row = Schemas['CompetitionRow'];

const NUMBER = new Intl.NumberFormat('en');
const grouped = (count: number | undefined): string => (count === undefined ? '–' : NUMBER.format(count));

interface CompetitionsTableProps {
  readonly rows: readonly Row[];
  readonly assays: readonly Schemas['AssayView'][];
  /** Another page is on its way. */
  readonly isStale: boolean;
  readonly onOpen: (row: Row) => void;
}

/** One page of competitions; the first cell of a row opens it. */
export function CompetitionsTable({ rows, assays, isStale, onOpen }: CompetitionsTableProps): ReactElement {
  const typeOf = new Map(assays.map(({ id, assayType }) => [id, assayType]));
  return (
    <WideTable minWidth={680} label="Competitions, one a row">
      <Table aria-label="Competitions" highlightOnHover opacity={isStale ? 0.6 : 1} aria-busy={isStale}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Competition</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Knockout sites</Table.Th>
            <Table.Th ta="right">Alpha</Table.Th>
            <Table.Th ta="right">Beta</Table.Th>
            <Table.Th ta="right">Updates</Table.Th>
            <Table.Th ta="right">Attempts</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id} className="numbers">
              <Table.Td>
                <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onOpen(row)}>
                  {typeOf.get(row.assayId) ?? 'assay'} {row.ordinal}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <StateBadge state={row.status} />
              </Table.Td>
              <Table.Td maw={260} className="breaks-anywhere">
                {row.knockoutSites.length === 0 ? 'none' : sitesInWords(row.knockoutSites, 8)}
              </Table.Td>
              <Table.Td ta="right">{grouped(row.result?.numAlpha)}</Table.Td>
              <Table.Td ta="right">{grouped(row.result?.numBeta)}</Table.Td>
              <Table.Td ta="right">{grouped(row.result?.updatesElapsed)}</Table.Td>
              <Table.Td ta="right">{row.numAttempts}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
