import { isRefused, keepReading, type ReadingOptions } from '../../api/keep-reading';
import type { ApiProblem } from '../../api/problem';

export interface LogFollower {
  /** The gateway answers; what comes follows. */
  open(): void;
  /** `isFirst`: from the beginning of what is kept; it takes the place of all that came before. */
  piece(text: string, isFirst: boolean): void;
  /** Why there is no more; with `waitMs` it is asked for again after so long. */
  trouble(problem: Error, waitMs?: number): void;
}

/** Reads the output from its beginning to its end, or what is there of it; rejects before `onOpen` where there is none. */
export type ReadLog = (onOpen: () => void, onPiece: (text: string) => void) => Promise<void>;

/**
 * Reads the output of a container, and goes on by itself after a break. The gateway tells no place in it, so that each
 * reading begins at the beginning: nothing stands there twice, and nothing is lost that is kept.
 *
 * While the run is followed, also an end and a refusal for want of output are passed by: a gateway that shuts down ends
 * its answers in order, and an attempt that is made ready has written nothing yet. Whoever follows leaves (`signal`) when
 * the competition has ended; one that says nothing new is asked less and less often.
 */
export async function followLog(
  read: ReadLog,
  isFollowed: boolean,
  follower: LogFollower,
  signal: AbortSignal,
  options: Pick<ReadingOptions, 'pause' | 'random'> = {},
): Promise<void> {
  let longest = 0;
  const readOnce = async (onNews: () => void): Promise<boolean> => {
    let length = 0;
    const onPiece = (text: string): void => {
      if (signal.aborted || text === '') return;
      follower.piece(text, length === 0);
      length += text.length;
      if (length > longest) onNews();
      longest = Math.max(longest, length);
    };
    await read(() => signal.aborted || follower.open(), onPiece);
    return !isFollowed;
  };
  const told = {
    refused: (problem: Error) => follower.trouble(problem),
    broken: (waitMs: number, reason: unknown) => {
      if (reason !== undefined) follower.trouble(reason as Error, waitMs);
    },
  };
  const isRefusal = (error: unknown): boolean =>
    isRefused(error) && !(isFollowed && (error as ApiProblem).status === 404);
  await keepReading(readOnce, told, signal, { ...options, isRefusal });
}
