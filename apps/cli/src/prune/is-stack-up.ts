import { accepts } from '../stack/recipes';
import { isAlive, readStackFile } from '../stack/stack-file';

/** Whether it is worth asking there: what the data directory tells of a stack holds for that stack's address alone. */
export async function isStackUp(dataDir: string, natsUrl: string): Promise<boolean> {
  const stack = readStackFile(dataDir);
  const { host, hostname, port } = new URL(natsUrl);
  if (stack && new URL(stack.natsUrl).host === host) return isAlive(stack.supervisor);
  return hostname !== '127.0.0.1' || accepts(Number(port));
}
