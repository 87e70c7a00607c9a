import { addressOf } from '#client';
import type { CompetitionName } from './client';
import { request } from './request';

/** Reads output piece by piece; with `follow` until the run has ended. Rejects where none is kept, or when `signal` aborts. */
export async function readLog(
  { submissionId, assayId, ordinal }: CompetitionName,
  follow: boolean,
  onPiece: (piece: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const address = addressOf('/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/log', {
    path: { submissionId, assayId, ordinal },
    query: follow ? { follow } : {},
  });
  const { body } = await request(address, { signal });
  const reader = (body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) onPiece(next.value);
}
