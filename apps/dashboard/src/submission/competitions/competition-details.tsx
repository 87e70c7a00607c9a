import { Alert, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { type CompetitionName, readCompetition } from '../../api/client';
import { ProblemAlert } from '../../shell/problem-alert';
import { StateBadge } from '../../shell/state-badge';
import { hasEnded } from '../../shell/states';
import { CompetitionAttempts } from './competition-attempts';
import { CompetitionFacts } from './competition-facts';
import { CompetitionLog } from './competition-log';

const REFRESH_MS = 2000;

/** Its state, why it waits, what it measured, how often it was tried, and its output. */
export function CompetitionDetails({ competition }: { readonly competition: CompetitionName }): ReactElement {
  const { data, error, refetch } = useQuery({
    queryKey: ['competition', competition],
    queryFn: () => readCompetition(competition),
    refetchInterval: ({ state }) => (hasEnded(state.data?.competition?.status ?? '') ? false : REFRESH_MS),
  });
  if (error && !data) {
    return (
      <ProblemAlert error={error} what="The competition could not be read" onRetry={() => void refetch()} />
    );
  }
  if (!data) return <Loader aria-label="Reading the competition" />;
  const { explanation, competition: record, result } = data;
  const status = explanation?.status ?? record?.status ?? 'pending';
  return (
    <Stack gap="md">
      <Group gap="xs">
        <StateBadge state={status} size="lg" />
      </Group>
      {explanation && !hasEnded(status) && (
        <Alert variant="light" color="blue" title={status === 'active' ? 'What it does' : 'Why it waits'}>
          <Text size="sm">{explanation.detail}</Text>
        </Alert>
      )}
      {record?.reason !== undefined && (
        <Alert variant="light" color="red" title={`Why it has ${status}`}>
          <Text size="sm" className="breaks-anywhere">
            {record.reason}
          </Text>
        </Alert>
      )}
      <CompetitionFacts record={record} result={result} />
      <AttemptsAndOutput competition={competition} status={status} />
    </Stack>
  );
}

interface AttemptsAndOutputProps {
  readonly competition: CompetitionName;
  readonly status: string;
}

/** How often it was tried, and what was said: by the attempt that was chosen. */
function AttemptsAndOutput({ competition, status }: AttemptsAndOutputProps): ReactElement {
  const [attempt, setAttempt] = useState<number>();
  return (
    <>
      <CompetitionAttempts competition={competition} status={status} shown={attempt} onShow={setAttempt} />
      <Title order={3} size="h5">
        {attempt === undefined ? 'Output of its container' : `Output of attempt ${attempt}`}
      </Title>
      <CompetitionLog
        competition={competition}
        key={`${status} ${attempt}`}
        isEnded={hasEnded(status)}
        attempt={attempt}
      />
    </>
  );
}
