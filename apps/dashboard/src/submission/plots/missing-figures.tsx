import { Table } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';

/** Figures that are not there (yet), and why. */
export function MissingFigures({
  figures,
}: {
  readonly figures: readonly Schemas['Figure'][];
}): ReactElement {
  return (
    <Table aria-label="Figures that are not there">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Figure</Table.Th>
          <Table.Th>Why it is not there</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {figures.map(({ name, title, status, description }) => (
          <Table.Tr key={name}>
            <Table.Td>{title}</Table.Td>
            <Table.Td>
              {status}: {description}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
