import { Alert, Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import type { ProgressSample } from '../../api/progress';
import { CountersBar } from '../../shell/counters-bar';
import { StateBadge } from '../../shell/state-badge';
import { hasEnded } from '../../shell/states';
import { CommandLine } from './command-line';
import { Facts } from './facts';
import { HeaderActions } from './header-actions';
import { Pace } from './pace';

interface SubmissionHeaderProps {
  readonly view: Schemas['SubmissionView'];
  readonly samples: readonly ProgressSample[];
  /** It had ended and goes on: to be followed anew. */
  readonly onRetried: () => void;
}

/** What it is, how far it is, and what can be done with it. */
export function SubmissionHeader({ view, samples, onRetried }: SubmissionHeaderProps): ReactElement {
  const { submission } = view;
  const { id, status, held, counters, reason } = submission;
  const isLive = !hasEnded(status);
  return (
    <Paper withBorder p="md" component="section" aria-label="Status and limits">
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Group gap="xs">
            <StateBadge state={status} size="lg" />
            {held && isLive && <StateBadge state="held" size="lg" />}
            {isLive && <Pace counters={counters} samples={samples} isHeld={held} />}
          </Group>
          <HeaderActions submission={submission} onRetried={onRetried} />
        </Group>
        <CountersBar counters={counters} label="Competitions of the submission" size="lg" />
        {reason !== undefined && (
          <Alert color={status === 'failed' ? 'red' : 'gray'} variant="light" title={WHY[status] ?? 'Note'}>
            <Text size="sm" className="breaks-anywhere">
              {reason}
            </Text>
          </Alert>
        )}
        <Facts submission={submission} />
        {isLive && <CommandLine label="Watch it in a terminal" command={`knockem watch ${id}`} />}
      </Stack>
    </Paper>
  );
}

const WHY: Readonly<Record<string, string>> = {
  failed: 'Why it has failed',
  stopping: 'Why it is stopping',
  cancelled: 'Why it was cancelled',
};
