/** Which messages were applied: a run of sequences, each with when its message was stored. */
export interface JournalTrail {
  /** The first and the last sequence that is remembered; undefined = none. */
  ends(): { readonly first: number; readonly last: number } | undefined;
  storedAt(sequence: number): string | undefined;
}

export interface ComparedStream {
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** When the message of that sequence was stored; undefined when the stream does not hold it. */
  storedAt(sequence: number): Promise<string | undefined>;
}

/**
 * The last sequence up to which a stream that was set back to an older copy, and may have grown since, holds what was
 * applied. What stands behind it was stored since by others and has not been applied; what was applied beyond it, the
 * stream has lost. Some twenty messages are read, however long the stream. Of a stream that the trail says nothing
 * about, all counts as applied.
 */
export async function lastAgreed(stream: ComparedStream, trail: JournalTrail): Promise<number> {
  const ends = trail.ends();
  if (!ends || ends.first > stream.lastSequence) return stream.lastSequence;
  const agrees = async (sequence: number): Promise<boolean> => {
    const [applied, stored] = [trail.storedAt(sequence), await stream.storedAt(sequence)];
    return applied === undefined || stored === undefined || applied === stored;
  };
  let agreed = Math.max(stream.firstSequence, ends.first) - 1;
  let doubted = Math.min(stream.lastSequence, ends.last);
  while (agreed < doubted) {
    const middle = Math.ceil((agreed + doubted) / 2);
    if (await agrees(middle)) agreed = middle;
    else doubted = middle - 1;
  }
  return agreed;
}
