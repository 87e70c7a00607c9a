import { KnockemError } from '#domain';

const POLL_MS = 25;

/** Polls until the condition holds; after `timeoutMs` fails with the sentence `otherwise`. */
export async function waitUntil(
  condition: () => boolean,
  timeoutMs: number,
  otherwise: string,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new KnockemError('unavailable', otherwise);
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
}
