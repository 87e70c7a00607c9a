import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { CountersBar } from '../shell/counters-bar';
import { Moment } from '../shell/moment';
import { RowActions } from './row-actions';
import { SubmissionName } from './submission-name';
import { SubmissionStates } from './submission-states';

/** One submission where a table would not fit. */
export function SubmissionCard({ submission }: { readonly submission: Schemas['Submission'] }): ReactElement {
  return (
    <Paper withBorder p="sm" role="listitem">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <SubmissionName submission={submission} />
          <SubmissionStates submission={submission} />
        </Group>
        <CountersBar counters={submission.counters} label="Competitions" />
        <Group justify="space-between">
          <div>
            <Moment at={submission.datetime} size="xs" />
            <Text size="xs" c="dimmed" className="breaks-anywhere">
              {submission.userEmail}
            </Text>
          </div>
          <RowActions submission={submission} />
        </Group>
      </Stack>
    </Paper>
  );
}
