import { Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { StateBadge } from '../shell/state-badge';
import { hasEnded } from '../shell/states';

/** Its state, and that it is held: a held one that has ended is only ended. */
export function SubmissionStates({
  submission,
}: {
  readonly submission: Schemas['Submission'];
}): ReactElement {
  const { status, held } = submission;
  return (
    <Stack gap={4} align="flex-start">
      <StateBadge state={status} />
      {held && !hasEnded(status) && <StateBadge state="held" />}
    </Stack>
  );
}
