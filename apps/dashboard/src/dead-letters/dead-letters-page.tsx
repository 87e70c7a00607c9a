import { Alert, Button, Skeleton, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { mayUse, useCaller } from '../api/caller';
import { Page } from '../shell/page';
import { ProblemAlert } from '../shell/problem-alert';
import { useLetters } from './dead-letters-api';
import { LetterList } from './letter-list';

/** Messages that a service has given up: read, replay or discard them. Whoever may not is told why. */
export function DeadLettersPage(): ReactElement {
  const { data: caller, error, refetch } = useCaller();
  return (
    <Page title="Dead letters">
      <Text c="dimmed" size="sm">
        Messages that a service has given up, each with its reason, kept for a person to look at.
      </Text>
      {error && (
        <ProblemAlert error={error} what="Who asks could not be told" onRetry={() => void refetch()} />
      )}
      {caller && !mayUse(caller, 'administer') && (
        <Alert title="Not with this token" variant="light">
          Dead letters are everybody’s messages, and need the scope administer; your token has{' '}
          {caller.scopes.join(', ')}. Ask the operator for a token with that scope.
        </Alert>
      )}
      {caller && mayUse(caller, 'administer') && <Letters />}
    </Page>
  );
}

function Letters(): ReactElement {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLetters();
  const letters = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {error && (
        <ProblemAlert
          error={error}
          what="The dead letters could not be read"
          onRetry={() => void refetch()}
        />
      )}
      {isPending && !error && <Skeleton height={120} />}
      {data && letters.length === 0 && <Text>There is none: nothing was given up.</Text>}
      <LetterList letters={letters} />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
