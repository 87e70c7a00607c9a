import { Button, Group } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { CancelButton } from '../../shell/cancel-button';
import { HoldButton } from '../../shell/hold-button';
import { hasEnded } from '../../shell/states';
import { useSubmissionActions } from '../../shell/use-submission-actions';
import { LimitsButton } from './limits-button';

interface HeaderActionsProps {
  readonly submission: Schemas['Submission'];
  readonly onRetried: () => void;
}

/** What can be done now: hold, limits and cancel while it is live; retry when it has failed. */
export function HeaderActions({ submission, onRetried }: HeaderActionsProps): ReactElement | null {
  const { id, status, held } = submission;
  const { update, cancel, retry } = useSubmissionActions(id);
  if (status === 'failed') {
    return (
      <Button onClick={() => retry.mutate(undefined, { onSuccess: onRetried })} loading={retry.isPending}>
        Retry what failed
      </Button>
    );
  }
  if (hasEnded(status) || status === 'stopping') return null;
  return (
    <Group gap="xs">
      <HoldButton held={held} update={update} />
      <LimitsButton submission={submission} update={update} />
      <CancelButton cancel={cancel} />
    </Group>
  );
}
