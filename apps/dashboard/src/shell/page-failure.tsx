import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useRouteError } from 'react-router';

/** In place of a page that broke: it says so, and what to do. A page that was built anew has other parts: reload. */
export function PageFailure(): ReactElement {
  const error = useRouteError();
  const sentence = error instanceof Error ? error.message : 'An unknown fault';
  return (
    <Alert color="red" title="This page could not be shown" m="md" role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{sentence}</Text>
        <Button onClick={() => window.location.reload()}>Reload the page</Button>
      </Stack>
    </Alert>
  );
}
