import { Anchor, List, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Moment } from '../shell/moment';
import { addressOf, nameOf, numOthers, stateInWords } from './runs';
import type { Executor } from './use-executors';

/** What an executor runs, longest first: each leads to its competition and to its submission. */
export function RunList({ executor }: { readonly executor: Executor }): ReactElement | null {
  const { executorId, runs = [] } = executor;
  const others = numOthers(executor);
  if (runs.length === 0) return null;
  return (
    <>
      <List size="sm" spacing={4} aria-label={`Runs of ${executorId}`}>
        {runs.map((run) => (
          <List.Item key={`${run.assayId} ${run.ordinal} ${run.attempt}`}>
            <Anchor component={Link} to={addressOf(run)} size="sm">
              {nameOf(run)}
            </Anchor>
            {' of '}
            <Anchor component={Link} to={`/submissions/${run.submissionId}`} size="sm">
              {run.submissionId.slice(0, 8)}
            </Anchor>
            <Text size="xs" c="dimmed" component="div" className="breaks-anywhere">
              {stateInWords(run)} since <Moment at={run.since} size="xs" /> · {run.userEmail}
            </Text>
          </List.Item>
        ))}
      </List>
      {others > 0 && (
        <Text size="xs" c="dimmed">
          and {others} more
        </Text>
      )}
    </>
  );
}
