import { Alert, Anchor } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';

/** In place of a submission that was deleted while its page was open. */
export function DeletedNote(): ReactElement {
  return (
    <Alert color="yellow" variant="light" title="This submission was deleted" role="alert">
      Its competitions, results and logs are gone.{' '}
      <Anchor component={Link} to="/submissions" underline="always" inherit>
        All submissions
      </Anchor>
    </Alert>
  );
}
