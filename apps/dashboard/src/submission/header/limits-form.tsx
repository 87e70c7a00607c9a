import { Button, Group, NativeSelect, NumberInput, Stack } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { Schemas } from '#client';
import { ProblemAlert } from '../../shell/problem-alert';
import type { SubmissionActions } from '../../shell/use-submission-actions';

interface LimitsFormProps {
  readonly submission: Schemas['Submission'];
  readonly update: SubmissionActions['update'];
  readonly onDone: () => void;
}

const NUMBERS = [
  { name: 'maxCompetitionsActive', label: 'Active at a time', min: 1, description: 'competitions' },
  { name: 'maxCompetitionsFail', label: 'Failures allowed', min: 0, description: 'one more stops it' },
  {
    name: 'competitionTimeoutSeconds',
    label: 'Time-out',
    min: 1,
    description: 'seconds, for runs from now on',
  },
] as const;

/** New limits of a live submission; the API judges them, and its words are shown here. */
export function LimitsForm({ submission, update, onDone }: LimitsFormProps): ReactElement {
  const { maxCompetitionsActive, maxCompetitionsFail, competitionTimeoutSeconds } = submission;
  const [numbers, setNumbers] = useState({
    maxCompetitionsActive,
    maxCompetitionsFail,
    competitionTimeoutSeconds,
  });
  const [priority, setPriority] = useState(submission.priority);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    update.mutate({ ...numbers, priority: priority as 'low' | 'normal' | 'high' }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        {NUMBERS.map(({ name, ...input }) => (
          <NumberInput
            key={name}
            {...input}
            allowDecimal={false}
            allowNegative={false}
            required
            value={numbers[name]}
            onChange={(value) => setNumbers({ ...numbers, [name]: Number(value) })}
          />
        ))}
        <NativeSelect
          label="Priority"
          description="against other submissions"
          data={['low', 'normal', 'high']}
          value={priority}
          onChange={(event) => setPriority(event.currentTarget.value)}
        />
        {update.error && <ProblemAlert error={update.error} what="The limits stay as they were" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Leave them
          </Button>
          <Button type="submit" loading={update.isPending}>
            Set the limits
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
