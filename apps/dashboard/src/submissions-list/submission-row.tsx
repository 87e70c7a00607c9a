import { Table, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { CountersBar } from '../shell/counters-bar';
import { Moment } from '../shell/moment';
import { RowActions } from './row-actions';
import { SubmissionName } from './submission-name';
import { SubmissionStates } from './submission-states';

/** One submission in the table. */
export function SubmissionRow({ submission }: { readonly submission: Schemas['Submission'] }): ReactElement {
  return (
    <Table.Tr>
      <Table.Td>
        <SubmissionName submission={submission} />
      </Table.Td>
      <Table.Td>
        <SubmissionStates submission={submission} />
      </Table.Td>
      <Table.Td>
        <CountersBar counters={submission.counters} label="Competitions" />
      </Table.Td>
      <Table.Td>
        <Moment at={submission.datetime} />
        <Text size="xs" c="dimmed" className="breaks-anywhere">
          {submission.userEmail}
        </Text>
      </Table.Td>
      <Table.Td>
        <RowActions submission={submission} />
      </Table.Td>
    </Table.Tr>
  );
}
