import type { PlanMessage } from '../../domain/plan-parts';

/** Parts on their way to the journal at a time: enough to hide the wait for each one's PubAck, at most 4 MB. */
export const WINDOW = 8;

/**
 * Publishes the parts of an answer while they are made, several ahead of their acknowledgements. The first is in the
 * journal before any other, since it brings the run template. `publish` repeats its part as long as that may help, so
 * that an answer goes on where it was held up; when it rejects, no further part is begun, and this rejects with the first
 * error once nothing is under way any more.
 */
export async function publishAnswer(
  messages: AsyncIterable<PlanMessage>,
  publish: (message: PlanMessage) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | undefined;
  for await (const message of messages) {
    const sent: Promise<void> = publish(message)
      .catch((error: unknown) => void (failed ??= { error }))
      .finally(() => underWay.delete(sent));
    underWay.add(sent);
    if (message.part === 1 || underWay.size === WINDOW) await Promise.race(underWay);
    if (failed) break;
  }
  await Promise.all(underWay);
  if (failed) throw failed.error;
}
