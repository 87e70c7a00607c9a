import { Alert, Button, List, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { ApiProblem } from '../api/problem';

interface ProblemAlertProps {
  readonly error: Error;
  /** What did not work, in a few words: «The list could not be read». */
  readonly what: string;
  readonly onRetry?: () => void;
}

/** What the API said about a failed request: its detail, each field's problem, and a way to try again. */
export function ProblemAlert({ error, what, onRetry }: ProblemAlertProps): ReactElement {
  const problems = error instanceof ApiProblem ? error.problems : [];
  return (
    <Alert color="red" title={what} role="alert" variant="light">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" className="breaks-anywhere">
          {error.message}
        </Text>
        {problems.length > 1 && (
          <List size="sm">
            {problems.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>
                {field}: {message}
              </List.Item>
            ))}
          </List>
        )}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
