// Reads server-sent events from any fetch, where the browser's EventSource could not show a token.
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { request } from './request';

/** Reads one stream of events to its end. */
export async function readEvents(
  address: string,
  init: RequestInit,
  onEvent: (event: EventSourceMessage) => void,
): Promise<void> {
  const response = await request(address, init);
  const parser = createParser({ onEvent });
  await readPieces(response, (piece) => parser.feed(piece));
}

/** Hands an answer over as text, piece by piece as it comes. */
export async function readPieces({ body }: Response, onPiece: (piece: string) => void): Promise<void> {
  const reader = (body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) onPiece(next.value);
}
