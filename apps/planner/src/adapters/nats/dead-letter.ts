import type { DeadLetter } from '#contracts';
import type { Delivery, Messaging } from '#messaging';

/** Bytes of a refused body that are kept. */
const KEPT_BYTES = 256_000;

/** Copies a request that cannot be read to the dead letters, with its reason, for a person to see. */
export async function buryRequest(
  messaging: Messaging,
  delivery: Delivery,
  problems: readonly string[],
  at: string,
): Promise<void> {
  const letter: DeadLetter = {
    service: 'planner',
    reason: 'malformed',
    problems,
    subject: delivery.subject,
    streamSequence: delivery.sequence,
    headers: { ...delivery.headers },
    body: Buffer.from(delivery.body.subarray(0, KEPT_BYTES)).toString('base64'),
    at,
  };
  await messaging.publish(messaging.subjects.dead('planner', 'malformed'), letter, {
    messageId: `dead-planner-${delivery.sequence}`,
  });
}
