import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { SubmissionActions } from './use-submission-actions';

interface HoldButtonProps {
  readonly held: boolean;
  readonly update: SubmissionActions['update'];
  readonly of?: string;
  readonly size?: 'xs' | 'sm';
}

/** Holds (nothing new starts), or releases. */
export function HoldButton({ held, update, of, size = 'sm' }: HoldButtonProps): ReactElement {
  const word = held ? 'Release' : 'Hold';
  return (
    <Button
      variant="default"
      size={size}
      onClick={() => update.mutate({ held: !held })}
      loading={update.isPending}
      aria-label={of && `${word} ${of}`}
    >
      {word}
    </Button>
  );
}
