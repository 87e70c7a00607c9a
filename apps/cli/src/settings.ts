import { resolve } from 'node:path';
import { readConfigFile } from './config-file';
import { readStackFile } from './stack/stack-file';

/**
 * What every command needs to know: flags, else the environment, else the user's file, else a running stack's. An empty
 * variable counts as unset, as for services.
 */
export interface Settings {
  readonly gatewayUrl: string;
  /** The gateway was named, or a stack runs in the data directory: `gatewayUrl` is not just the usual place. */
  readonly gatewayIsNamed: boolean;
  readonly natsUrl: string;
  readonly dataDir: string;
  readonly json: boolean;
  readonly userEmail?: string;
  /** Credentials for private registries, for executors that this command starts; absolute. */
  readonly registryAuthFile?: string;
}

export interface GlobalFlags {
  readonly url?: string;
  readonly natsUrl?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
  /** Of the commands that start executors. */
  readonly registryAuth?: string;
}

export function settingsOf(flags: GlobalFlags, environment: NodeJS.ProcessEnv = process.env): Settings {
  const file = readConfigFile(environment);
  const dataDir = resolve(flags.dataDir ?? (environment.KNOCKEM_DATA_DIR || file.dataDir || 'var'));
  const stack = readStackFile(dataDir);
  const registryAuthFile =
    flags.registryAuth ?? (environment.KNOCKEM_REGISTRY_AUTH_FILE || file.registryAuthFile);
  const named = flags.url ?? (environment.KNOCKEM_URL || file.url || stack?.gatewayUrl);
  return {
    dataDir,
    gatewayUrl: trimSlash(named ?? 'http://127.0.0.1:8080'),
    gatewayIsNamed: named !== undefined,
    natsUrl:
      flags.natsUrl ??
      (environment.KNOCKEM_NATS_URL || file.natsUrl || stack?.natsUrl || 'nats://127.0.0.1:4222'),
    json: flags.json ?? false,
    userEmail: environment.KNOCKEM_USER_EMAIL || file.userEmail,
    ...(registryAuthFile === undefined ? {} : { registryAuthFile: resolve(registryAuthFile) }),
  };
}

const trimSlash = (url: string): string => url.replace(/\/+$/, '');
