import { Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { readNotifications } from '../../api/client';
import { ProblemAlert } from '../../shell/problem-alert';
import { askAgainIn, toldInWords } from './delivery';
import { NotificationTable } from './notification-table';

/** Whom the submission tells of its start and end, and what became of it; nothing where nobody asked to be told. */
export function NotificationsSection({
  view,
}: {
  readonly view: Schemas['SubmissionView'];
}): ReactElement | null {
  const { id, status } = view.submission;
  const { data, error, refetch } = useQuery({
    queryKey: ['notifications', id, status],
    queryFn: () => readNotifications(id),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => askAgainIn(state.data, view, Date.now()),
  });
  if (!error && !data?.notify && !data?.items.length) return null;
  return (
    <Stack component="section" aria-label="Notifications">
      <Title order={2} size="h4">
        Notifications
      </Title>
      {error && (
        <ProblemAlert
          error={error}
          what="The notifications could not be read"
          onRetry={() => void refetch()}
        />
      )}
      {data?.notify && (
        <Text size="sm" className="breaks-anywhere">
          {toldInWords(data.notify)}
        </Text>
      )}
      {data?.items.length === 0 && <Text size="sm">Nothing has happened yet that is told.</Text>}
      {data && data.items.length > 0 && <NotificationTable notifications={data.items} />}
      {data?.isCut && (
        <Text size="xs" c="dimmed">
          There are older ones, which are not shown.
        </Text>
      )}
    </Stack>
  );
}
