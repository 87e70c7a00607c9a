import { deadLetter } from '#contracts';
import type { Delivery, Messaging } from '#messaging';

/** Copies a request that cannot be read to the dead letters, with its reason, for a person to see. */
export async function buryRequest(
  messaging: Messaging,
  delivery: Delivery,
  problems: readonly string[],
  at: string,
): Promise<void> {
  const letter = deadLetter(delivery, { service: 'planner', reason: 'malformed', problems, at });
  await messaging.publish(messaging.subjects.dead('planner', 'malformed'), letter, {
    messageId: `dead-planner-${delivery.sequence}`,
  });
}
