import { KnockemError } from '#domain';

/** Far above what a batch takes, low enough to be noticed. */
const ANSWER_MS = 20_000;

/**
 * Bounds the wait for the record server. The driver has no bound of its own for it: a command whose connection closes
 * just as it is taken waits for ever. The command may still arrive, so only what may be repeated or come late goes through here:
 * guarded upserts, reads, and a position (an older one that comes late makes a later start repeat, never skip).
 */
export async function answered<T>(operation: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noAnswer()), ANSWER_MS);
  });
  try {
    return await Promise.race([operation, late]);
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer = (): KnockemError =>
  new KnockemError('unavailable', `the record server has not answered within ${ANSWER_MS / 1000} s`);
