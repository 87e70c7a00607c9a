import { addressOf } from '#client';
import type { CompetitionName } from './client';
import { request } from './request';

/** Which output: of one attempt, or of what runs, else of the one that counts; with `follow` until the run has ended. */
export interface Wanted {
  readonly attempt?: number;
  readonly follow?: boolean;
}

/** Reads output piece by piece. Rejects where none is kept, or when `signal` aborts. */
export async function readLog(
  { submissionId, assayId, ordinal }: CompetitionName,
  { attempt, follow }: Wanted,
  onPiece: (piece: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const address = addressOf('/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/log', {
    path: { submissionId, assayId, ordinal },
    query: { ...(follow ? { follow } : {}), ...(attempt === undefined ? {} : { attempt }) },
  });
  const { body } = await request(address, { signal });
  const reader = (body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) onPiece(next.value);
}
