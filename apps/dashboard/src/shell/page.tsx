import { Group, Stack, Title } from '@mantine/core';
import { type PropsWithChildren, type ReactElement, type ReactNode, useEffect } from 'react';

interface PageProps extends PropsWithChildren {
  readonly title: string;
  /** What can be done here: buttons beside the title. */
  readonly actions?: ReactNode;
}

/** The frame of every page: its one heading of the first order, which is the document's title as well. */
export function Page({ title, actions, children }: PageProps): ReactElement {
  useEffect(() => {
    document.title = `${title} · knockem`;
  }, [title]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
