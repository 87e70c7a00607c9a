import { Code, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { ProblemAlert } from '../shell/problem-alert';
import { useLetter } from './dead-letters-api';

/** The message itself, fetched when somebody opens the letter. It may be anything: it is shown as text alone. */
export function LetterText({ sequence }: { readonly sequence: number }): ReactElement {
  const { data, error, refetch } = useLetter(sequence);
  if (error) {
    return <ProblemAlert error={error} what="The letter could not be read" onRetry={() => void refetch()} />;
  }
  if (!data) return <Skeleton height={80} />;
  return (
    <Stack gap="xs">
      {data.isWhole || <Text size="sm">Only its beginning was kept:</Text>}
      <Code block tabIndex={0} aria-label="Text of the message" mah={320} className="scrolls">
        {pretty(data.text)}
      </Code>
    </Stack>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
