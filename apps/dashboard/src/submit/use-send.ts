import { notifications } from '@mantine/notifications';
import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { ApiProblem } from '../api/problem';
import type { FormValues } from './form-values';
import { requestOf } from './request-of';
import { genomeField, sendSubmission } from './send-submission';
import { rememberUser, RESOURCE_DEFAULTS, shownAt, type SubmitForm } from './use-submit-form';

/** Sends the form; what the API says against a field is shown at it. Then on to the submission's own page. */
export function useSend(form: SubmitForm): UseMutationResult<string, Error, FormValues> {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keyOf = useStableKey();
  return useMutation({
    mutationFn: (values: FormValues) => {
      const request = requestOf(values, RESOURCE_DEFAULTS);
      return sendSubmission(values, request, keyOf(JSON.stringify([request, genomeKey(values)])));
    },
    onSuccess: async (submissionId, values) => {
      rememberUser(values.userEmail.trim());
      notifications.show({ message: 'Accepted: it is journalled, and not lost from now on.' });
      await queries.invalidateQueries({ queryKey: ['submissions'] });
      await navigate(`/submissions/${submissionId}`);
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      form.setErrors(
        Object.fromEntries(
          error.problems.map(({ field, message }) => [fieldFor(field, form.values), message]),
        ),
      );
    },
  });
}

const GENOME_NAMES = ['genomeIdAlpha', 'genomeContent'];
const fieldFor = (field: string, values: FormValues): string =>
  GENOME_NAMES.includes(field) ? genomeField(values) : shownAt(field);

const genomeKey = ({ genomeSource, genomeText, genomeFile }: FormValues): unknown[] => [
  genomeSource,
  genomeSource === 'text' ? genomeText : [genomeFile?.name, genomeFile?.size, genomeFile?.lastModified],
];

/** The same key for the same request, another for another: of an answer that was lost, a repetition makes nothing twice. */
function useStableKey(): (request: string) => string {
  const last = useRef({ request: '', key: '' });
  return (request) => {
    if (last.current.request !== request) last.current = { request, key: randomKey() };
    return last.current.key;
  };
}

/** Not crypto.randomUUID, which browsers have on https and localhost alone. */
const randomKey = (): string =>
  `page-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
