import { resolve } from 'node:path';
import { readStackFile } from './stack/stack-file';

/** What every command needs to know; flags win over the environment, the environment over a running stack's file. */
export interface Settings {
  readonly gatewayUrl: string;
  /** The gateway was named, or a stack runs in the data directory: `gatewayUrl` is not just the usual place. */
  readonly gatewayIsNamed: boolean;
  readonly natsUrl: string;
  readonly dataDir: string;
  readonly json: boolean;
  readonly userEmail?: string;
}

export interface GlobalFlags {
  readonly url?: string;
  readonly natsUrl?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

export function settingsOf(flags: GlobalFlags, environment: NodeJS.ProcessEnv = process.env): Settings {
  const dataDir = resolve(flags.dataDir ?? environment.KNOCKEM_DATA_DIR ?? 'var');
  const stack = readStackFile(dataDir);
  const named = flags.url ?? environment.KNOCKEM_URL ?? stack?.gatewayUrl;
  return {
    dataDir,
    gatewayUrl: trimSlash(named ?? 'http://127.0.0.1:8080'),
    gatewayIsNamed: named !== undefined,
    natsUrl: flags.natsUrl ?? environment.KNOCKEM_NATS_URL ?? stack?.natsUrl ?? 'nats://127.0.0.1:4222',
    json: flags.json ?? false,
    userEmail: environment.KNOCKEM_USER_EMAIL,
  };
}

const trimSlash = (url: string): string => url.replace(/\/+$/, '');
