import { Stack, Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { SubmissionCard } from './submission-card';
import { SubmissionRow } from './submission-row';

interface SubmissionsTableProps {
  readonly submissions: readonly Schemas['Submission'][];
}

/** A table; cards where it would not fit. */
export function SubmissionsTable({ submissions }: SubmissionsTableProps): ReactElement {
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  if (!isWide) {
    return (
      <Stack gap="sm" role="list" aria-label="Submissions">
        {submissions.map((submission) => (
          <SubmissionCard key={submission.id} submission={submission} />
        ))}
      </Stack>
    );
  }
  return (
    <Table highlightOnHover aria-label="Submissions" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Submission</Table.Th>
          <Table.Th>Status</Table.Th>
          <Table.Th w="24%">Competitions</Table.Th>
          <Table.Th>Submitted</Table.Th>
          <Table.Th>Actions</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {submissions.map((submission) => (
          <SubmissionRow key={submission.id} submission={submission} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
