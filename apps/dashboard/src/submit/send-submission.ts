import { answerOf } from '#client';
import { client } from '../api/client';
import { ApiProblem } from '../api/problem';
import { request as send } from '../api/request';
import type { FormValues, SubmissionRequest } from './form-values';

/** The field at which complaints about the genome are shown. */
export const genomeField = ({ genomeSource }: Pick<FormValues, 'genomeSource'>): keyof FormValues =>
  (({ text: 'genomeText', file: 'genomeFile', id: 'genomeIdAlpha' }) as const)[genomeSource];

/**
 * Stores the genome, then submits: what the knockem command does. The same user and content are the same genome, and the
 * same key the same submission, so that pressing the button again after a failure makes nothing twice.
 */
export async function sendSubmission(
  values: FormValues,
  asked: Omit<SubmissionRequest, 'genomeContent'>,
  key: string,
): Promise<string> {
  const genomeIdAlpha = await storedGenome(values, asked.userEmail);
  const accepted = await answerOf(
    client.POST('/api/v1/submissions', {
      params: { header: { 'Idempotency-Key': key } },
      body: { ...asked, genomeIdAlpha },
    }),
  );
  return accepted.submissionId;
}

async function storedGenome(values: FormValues, userEmail: string): Promise<string> {
  const { genomeSource, genomeText, genomeFile, genomeIdAlpha } = values;
  if (genomeSource === 'id') return genomeIdAlpha.trim();
  const query = new URLSearchParams({ userEmail });
  const response = await send(`/api/v1/genomes?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: genomeSource === 'file' ? genomeFile : genomeText,
  }).catch((error: unknown) => {
    throw atGenome(error, genomeField(values));
  });
  return ((await response.json()) as { genomeId: string }).genomeId;
}

/** A complaint about the body of the upload is one about the genome's field. */
function atGenome(error: unknown, field: string): unknown {
  if (!(error instanceof ApiProblem) || ![400, 413].includes(error.status) || error.problems.length > 0)
    return error;
  return new ApiProblem(error.status, error.code, error.message, [{ field, message: error.message }]);
}
