import type { Messaging, StoredMessage, StreamKey } from '#messaging';

/** Sequences in the first window; the next ones are twice as long each. */
const WINDOW = 1024;

/**
 * The newest `most` messages on subjects of `filter`, oldest first; `isCut` when there are older ones. The bus is read
 * forwards only: so one window before the other, from the stream's end back, each no further than `most` messages.
 */
export async function newestMessages(
  bus: Pick<Messaging, 'streamState' | 'firstFrom'>,
  stream: StreamKey,
  filter: string,
  most: number,
): Promise<{ readonly messages: readonly StoredMessage[]; readonly isCut: boolean }> {
  const { firstSequence, lastSequence } = await bus.streamState(stream);
  const enough = most + 1;
  let found: StoredMessage[] = [];
  let end = lastSequence + 1;
  for (let size = WINDOW; end > firstSequence && found.length < enough;) {
    const start = Math.max(firstSequence, end - size);
    const window = await messagesBetween(start, end);
    // Those at its end may be missing: a shorter window holds them.
    const isDense = window.length === enough && end - start > enough;
    size = isDense ? Math.ceil((end - start) / 2) : size * 2;
    if (isDense) continue;
    found = [...window, ...found];
    end = start;
  }
  return { messages: found.slice(-most), isCut: found.length > most };

  async function messagesBetween(start: number, beyond: number): Promise<StoredMessage[]> {
    const between: StoredMessage[] = [];
    for (let sequence = start; sequence < beyond && between.length < enough;) {
      const message = await bus.firstFrom(stream, sequence, filter);
      if (!message || message.sequence >= beyond) break;
      between.push(message);
      sequence = message.sequence + 1;
    }
    return between;
  }
}
