import { connectMessaging, type Messaging } from '#messaging';
import type { BenchStack } from './bench-stack';

/** Works on a connection of its own to the stack's bus. */
export async function onBus<T>(stack: BenchStack, work: (messaging: Messaging) => Promise<T>): Promise<T> {
  const messaging = await connectMessaging({ servers: stack.natsUrl, name: 'bench', runmode: 'production' });
  try {
    return await work(messaging);
  } finally {
    await messaging.close();
  }
}
