import { KnockemError } from '#domain';

/** Turns whatever a driver throws while a part is away into an `unavailable` that names the part. */
export async function answering<T>(part: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof KnockemError) throw error;
    throw new KnockemError('unavailable', `The ${part} does not answer: ${(error as Error).message}.`, {
      hint: 'Nothing was lost; send the same request again in a moment.',
    });
  }
}

/** `not-found` is an answer: undefined. */
export const orUndefined = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof KnockemError && error.code === 'not-found') return undefined;
    throw error;
  });
