import { addressOf } from '#client';
import type { CompetitionName } from './client';
import { readPieces } from './read-events';
import { request } from './request';

interface LogReader {
  /** There is output, or there may come some. */
  readonly onOpen: () => void;
  readonly onPiece: (piece: string) => void;
}

/** Which output: of one attempt, or of what runs, else of the one that counts; with `follow` until the run has ended. */
export interface Wanted {
  readonly attempt?: number;
  readonly follow?: boolean;
}

/** Reads output piece by piece. Rejects where none is kept, or when `signal` aborts. */
export async function readLog(
  { submissionId, assayId, ordinal }: CompetitionName,
  { attempt, follow }: Wanted,
  { onOpen, onPiece }: LogReader,
  signal: AbortSignal,
): Promise<void> {
  const address = addressOf('/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/log', {
    path: { submissionId, assayId, ordinal },
    query: { ...(follow ? { follow } : {}), ...(attempt === undefined ? {} : { attempt }) },
  });
  const response = await request(address, { signal });
  onOpen();
  await readPieces(response, onPiece);
}
