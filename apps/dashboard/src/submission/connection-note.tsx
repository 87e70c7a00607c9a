import { Alert, VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Connection } from '../api/use-events';

/** Says when what is shown may be old. That it is live is said to those who cannot see it move. */
export function ConnectionNote({ connection }: { readonly connection: Connection }): ReactElement {
  return (
    <div role="status">
      {connection.state === 'reconnecting' && (
        <Alert color="yellow" variant="light" title="Reconnecting">
          The gateway does not answer; it is asked again in{' '}
          {Math.max(1, Math.round(connection.waitMs / 1000))} s. Until then this page shows what it knew.
        </Alert>
      )}
      {connection.state === 'live' && <VisuallyHidden>Updates come as they happen.</VisuallyHidden>}
    </div>
  );
}
