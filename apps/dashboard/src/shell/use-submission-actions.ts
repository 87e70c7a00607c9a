import { notifications } from '@mantine/notifications';
import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '#client';
import { cancelSubmission, retrySubmission, updateSubmission } from '../api/client';

type Change<T> = UseMutationResult<unknown, Error, T>;

export interface SubmissionActions {
  readonly update: Change<Schemas['SubmissionUpdate']>;
  readonly cancel: Change<void>;
  readonly retry: Change<void>;
}

/** What can be done to a submission. A refusal is shown in the API's words; lists are asked for anew. */
export function useSubmissionActions(submissionId: string): SubmissionActions {
  const queries = useQueryClient();
  const ways = {
    onError: (error: Error): void => {
      notifications.show({ color: 'red', title: 'Refused', message: error.message, autoClose: 15_000 });
    },
    onSuccess: (): void => {
      void queries.invalidateQueries({ queryKey: ['submissions'] });
    },
  };
  const update = useMutation({
    mutationFn: (body: Schemas['SubmissionUpdate']) => updateSubmission(submissionId, body),
    ...ways,
  });
  const cancel = useMutation({ mutationFn: () => cancelSubmission(submissionId), ...ways });
  const retry = useMutation({ mutationFn: () => retrySubmission(submissionId), ...ways });
  return { update, cancel, retry };
}
