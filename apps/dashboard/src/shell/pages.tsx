import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { CursorPages } from './use-pages';

interface PagesProps {
  readonly pages: CursorPages;
  /** Of the page that is shown; absent on the last one. */
  readonly nextCursor: string | undefined;
}

/** To the page before and the next one. Lists are as long as they are: nobody counts a million rows for a page number. */
export function Pages({ pages, nextCursor }: PagesProps): ReactElement | null {
  if (pages.number === 1 && nextCursor === undefined) return null;
  return (
    <Group component="nav" aria-label="Pages of the list" gap="sm">
      <Button variant="default" size="xs" disabled={pages.number === 1} onClick={pages.back}>
        Previous
      </Button>
      <Text size="sm" aria-live="polite">
        Page {pages.number}
      </Text>
      <Button
        variant="default"
        size="xs"
        disabled={nextCursor === undefined}
        onClick={() => nextCursor !== undefined && pages.next(nextCursor)}
      >
        Next
      </Button>
    </Group>
  );
}
