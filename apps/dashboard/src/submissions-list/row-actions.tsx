import { Group } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { CancelButton } from '../shell/cancel-button';
import { HoldButton } from '../shell/hold-button';
import { hasEnded } from '../shell/states';
import { useSubmissionActions } from '../shell/use-submission-actions';

/** What can be done from the list; nothing to one that has ended or is stopping. */
export function RowActions({
  submission,
}: {
  readonly submission: Schemas['Submission'];
}): ReactElement | null {
  const { id, status, held } = submission;
  const { update, cancel } = useSubmissionActions(id);
  if (hasEnded(status) || status === 'stopping') return null;
  const of = `submission ${id.slice(0, 8)}`;
  return (
    <Group gap="xs" wrap="nowrap">
      <HoldButton held={held} update={update} of={of} size="xs" />
      <CancelButton cancel={cancel} of={of} size="xs" />
    </Group>
  );
}
