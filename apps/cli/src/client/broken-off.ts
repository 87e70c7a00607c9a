import { KnockemError } from '#domain';

/** A download whose server goes away says so in words, with `hint`: what became of its first part, and what to do. */
export async function* brokenOffInWords(
  stream: AsyncIterable<Uint8Array>,
  hint: string,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of stream) {
      received += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new KnockemError('unavailable', `the download broke off after ${received} bytes`, { hint });
  }
}
