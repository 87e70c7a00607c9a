import { Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { AnswersSection } from './answers/answers-section';
import { FiguresSection } from './plots/figures-section';

interface ResultsTabProps {
  readonly submissionId: string;
  readonly view: Schemas['SubmissionView'];
}

/** What was found so far: the five answers, then every figure. */
export function ResultsTab({ submissionId, view }: ResultsTabProps): ReactElement {
  return (
    <Stack gap="xl">
      <AnswersSection submissionId={submissionId} view={view} />
      <FiguresSection submissionId={submissionId} view={view} />
    </Stack>
  );
}
