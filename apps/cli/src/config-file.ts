import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
// As in study files: the format people write by hand.
import { parseDocument } from 'yaml';
import { KnockemError, nearestWord } from '#domain';

export interface CliKey {
  readonly flag: string;
  readonly environment: string;
  /** All are text; what the text is. */
  readonly value: 'URL' | 'path' | 'e-mail address';
  readonly default: string;
  readonly description: string;
}

/** Everything that the command's own file may say. A token is a secret and has a file of its own. */
export const CLI_KEYS = {
  url: {
    flag: '--url',
    environment: 'KNOCKEM_URL',
    value: 'URL',
    default: 'the stack of the data directory, else `http://127.0.0.1:8080`',
    description: 'gateway',
  },
  natsUrl: {
    flag: '--nats-url',
    environment: 'KNOCKEM_NATS_URL',
    value: 'URL',
    default: 'the stack of the data directory, else `nats://127.0.0.1:4222`',
    description: 'nats-server, for logs and backups',
  },
  dataDir: {
    flag: '--data-dir',
    environment: 'KNOCKEM_DATA_DIR',
    value: 'path',
    default: '`./var`',
    description: 'where a stack of this machine keeps its data; in the file relative to the file',
  },
  registryAuthFile: {
    flag: '--registry-auth',
    environment: 'KNOCKEM_REGISTRY_AUTH_FILE',
    value: 'path',
    default: 'none: public images alone',
    description:
      'credentials for private registries, for the executors of `up`; in the file relative to the file',
  },
  userEmail: {
    flag: '--user',
    environment: 'KNOCKEM_USER_EMAIL',
    value: 'e-mail address',
    default: 'asked for',
    description: 'whose submissions they are',
  },
} as const satisfies Record<string, CliKey>;

export type CliFile = { readonly [Key in keyof typeof CLI_KEYS]?: string };

/** `$XDG_CONFIG_HOME/knockem/config.yaml`, usually `~/.config/knockem/config.yaml`. */
export const configPath = ({ XDG_CONFIG_HOME, HOME }: NodeJS.ProcessEnv): string =>
  join(XDG_CONFIG_HOME || join(HOME || homedir(), '.config'), 'knockem', 'config.yaml');

/** No file says nothing. One that is not understood is refused with the line, or with the key that was meant. */
export function readConfigFile(environment: NodeJS.ProcessEnv): CliFile {
  const path = configPath(environment);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    throw new KnockemError('invalid', `${path} cannot be read: ${message}`);
  }
  return configOf(text, path);
}

export function configOf(text: string, path: string): CliFile {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new KnockemError('invalid', `${path} is not YAML: ${error.message.trimEnd()}`);
  const value: unknown = document.toJS() ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new KnockemError('invalid', `${path} holds no keys with values`, { hint: KNOWN });
  for (const [key, setting] of Object.entries(value)) refuseUnlessKnown(key, setting, path);
  const { dataDir, registryAuthFile, ...rest } = value as CliFile;
  const beside = (file: string): string => resolve(dirname(path), file);
  return {
    ...rest,
    ...(dataDir === undefined ? {} : { dataDir: beside(dataDir) }),
    ...(registryAuthFile === undefined ? {} : { registryAuthFile: beside(registryAuthFile) }),
  };
}

const NAMES = Object.keys(CLI_KEYS);
const KNOWN = `keys: ${NAMES.join(', ')}`;

function refuseUnlessKnown(key: string, setting: unknown, path: string): void {
  if (!NAMES.includes(key)) {
    const near = nearestWord(key, NAMES);
    const hint = near ? `did you mean "${near}"?` : KNOWN;
    throw new KnockemError('invalid', `${path}: unknown key "${key}"`, { hint });
  }
  if (typeof setting !== 'string' || setting === '')
    throw new KnockemError('invalid', `${path}: ${key} must be text`);
}
