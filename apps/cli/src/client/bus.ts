import { connectMessaging, type Messaging } from '#messaging';
import type { Settings } from '../settings';

/** The bus for one command, with the credentials that the services take from the environment; closed when it ends. */
export async function onTheBus<T>(
  { natsUrl }: Settings,
  name: string,
  work: (messaging: Messaging) => Promise<T>,
): Promise<T> {
  const { env } = process;
  const messaging = await connectMessaging({
    servers: natsUrl,
    name: `knockem ${name}`,
    runmode: env.KNOCKEM_RUNMODE === 'testing' ? 'testing' : 'production',
    user: env.KNOCKEM_NATS_USER,
    password: env.KNOCKEM_NATS_PASSWORD,
    token: env.KNOCKEM_NATS_TOKEN,
    credentialsFile: env.KNOCKEM_NATS_CREDS,
  });
  try {
    return await work(messaging);
  } finally {
    await messaging.close();
  }
}
