import type { RecorderPosition } from '#contracts';

export interface StreamNow {
  readonly created: string;
  readonly firstSequence: number;
  readonly lastSequence: number;
}

export interface Resumption {
  readonly position: RecorderPosition;
  /** Why reading does not simply go on, in a sentence. */
  readonly startedOver?: string;
}

/**
 * Where reading goes on. Where the stream is another one, or an older copy of itself, positions say nothing any more:
 * everything it holds is read from its beginning, which costs time and changes nothing that is recorded already.
 */
export function resume(stored: RecorderPosition | undefined, stream: StreamNow): Resumption {
  const beginning = { streamSequence: Math.max(0, stream.firstSequence - 1), streamCreated: stream.created };
  if (!stored) return { position: beginning };
  if (stored.streamCreated !== stream.created) {
    return { position: beginning, startedOver: 'the RECORDS stream has been made anew' };
  }
  if (stored.streamSequence > stream.lastSequence) {
    return {
      position: beginning,
      startedOver: `the RECORDS stream ends at ${stream.lastSequence}, before our position ${stored.streamSequence}`,
    };
  }
  return { position: stored };
}
