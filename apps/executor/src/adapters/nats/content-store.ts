import { setTimeout as delay } from 'node:timers/promises';
import type { Messaging } from '#messaging';
import { patiently } from '../../application/patiently';
import type { ContentStore } from '../../application/ports';

/** While connected, a put that fails is tried this often; while the bus is away it waits for as long as that takes. */
const TRIES = 5;
const LOOK_MS = 250;

export const contentStore = (messaging: Messaging): ContentStore => ({
  put: (content) => {
    let failedWhileConnected = 0;
    return patiently(
      async () => {
        while (!messaging.isConnected()) await delay(LOOK_MS, undefined, { ref: false });
        return messaging.blobs.put(content);
      },
      () => {
        if (messaging.isConnected()) failedWhileConnected += 1;
        return failedWhileConnected < TRIES;
      },
    );
  },
});
