import { Alert } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Connection } from '../api/use-events';

/** Says when what is shown may be old. */
export function ConnectionNote({ connection }: { readonly connection: Connection }): ReactElement | null {
  if (connection.state !== 'reconnecting') return null;
  const seconds = Math.max(1, Math.round(connection.waitMs / 1000));
  return (
    <Alert color="yellow" variant="light" title="Reconnecting" role="status">
      The gateway does not answer; it is asked again in {seconds} s. Until then this page shows what it knew.
    </Alert>
  );
}
