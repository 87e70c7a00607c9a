import { isAbsolute, join, resolve } from 'node:path';
import { imagePatternComplaint, KnockemError, nearestWord, type Problem, type Runmode } from '#domain';
import { type NotificationOptions, notificationOptions } from './notification-options';
import { CONFIGURATION_KEYS, type ConfigurationKey, type KeySpec } from './configuration-keys';

export type Environment = Readonly<Record<string, string | undefined>>;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
/** `auto`: pretty on a terminal, JSON elsewhere. */
export type LogFormat = 'auto' | 'json' | 'pretty';

/** What one user (one address, without tokens) may ask of the gateway; 0 = no limit. */
export interface GatewayLimits {
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
  /** Open at once. */
  readonly streams: number;
  readonly submissions: number;
  readonly competitions: number;
  readonly genomeBytes: number;
}

/** All settings of a service, checked and frozen. All paths are absolute. */
export interface Configuration {
  readonly nats: {
    readonly servers: string;
    readonly user?: string;
    readonly password?: string;
    readonly token?: string;
    readonly credentialsFile?: string;
  };
  readonly runmode: Runmode;
  readonly dataDir: string;
  readonly log: { readonly level: LogLevel; readonly format: LogFormat };
  readonly ops: { readonly host: string; readonly port?: number };
  /** No endpoint: nothing is traced. */
  readonly tracing: { readonly endpoint?: string; readonly share: number };
  readonly gateway: {
    readonly host: string;
    readonly port: number;
    readonly tokensRequired: boolean;
    readonly tokenFile: string;
    readonly limits: GatewayLimits;
  };
  readonly notifications: NotificationOptions;
  /** No url: the embedded store at `embeddedFile`. */
  readonly records: { readonly url?: string; readonly embeddedFile: string };
  readonly scheduler: { readonly databaseFile: string };
  readonly turnPeriodMs: number;
  readonly executor: {
    readonly slots: number;
    readonly runtime: 'auto' | 'docker' | 'crun';
    readonly directory: string;
    readonly pool?: string;
    readonly allowUnlimited: boolean;
    /** Absent: the runtime looks in the usual places. */
    readonly busybox?: string;
  };
  readonly imagesDir: string;
  /** Credentials for private registries. Absent: registries are asked without any. */
  readonly registryAuthFile?: string;
  /** Patterns of images that may run; empty = all. */
  readonly imagesAllowed: readonly string[];
  readonly cacheBytes: number;
  readonly dockerHost?: string;
}

/**
 * The one place that reads the environment. Everything that is wrong is told at once; an unknown key is refused,
 * because a mistyped one would silently be a default.
 */
export function readConfiguration(environment: Environment = process.env): Configuration {
  const reader = new KeyReader(environment);
  const dataDir = resolve(reader.text('KNOCKEM_DATA_DIR') ?? '.');
  const below = (key: ConfigurationKey, ...path: string[]): string =>
    reader.path(key) ?? join(dataDir, ...path);
  const configuration: Configuration = {
    nats: natsSettings(reader),
    runmode: reader.word('KNOCKEM_RUNMODE'),
    dataDir,
    log: { level: reader.word('KNOCKEM_LOG_LEVEL'), format: reader.word('KNOCKEM_LOG_FORMAT') },
    ops: { host: reader.text('KNOCKEM_OPS_HOST') ?? '', port: reader.whole('KNOCKEM_OPS_PORT') },
    tracing: tracing(reader),
    gateway: {
      host: reader.text('KNOCKEM_GATEWAY_HOST') ?? '',
      port: reader.whole('KNOCKEM_GATEWAY_PORT') ?? 0,
      tokensRequired: reader.flag('KNOCKEM_TOKENS_REQUIRED'),
      tokenFile: below('KNOCKEM_TOKEN_FILE', 'gateway', 'tokens.json'),
      limits: gatewayLimits(reader),
    },
    notifications: notificationOptions(reader),
    records: { url: recordsUrl(reader), embeddedFile: join(dataDir, 'records', 'records.sqlite') },
    scheduler: { databaseFile: below('KNOCKEM_SCHEDULER_DB', 'scheduler', 'scheduler.sqlite') },
    turnPeriodMs: reader.whole('KNOCKEM_TURN_PERIOD_MS') ?? 0,
    executor: {
      slots: reader.whole('KNOCKEM_EXECUTOR_SLOTS') ?? 0,
      runtime: reader.word('KNOCKEM_EXECUTOR_RUNTIME'),
      directory: below('KNOCKEM_EXECUTOR_DIR', 'executor'),
      pool: pool(reader),
      allowUnlimited: reader.flag('KNOCKEM_EXECUTOR_ALLOW_UNLIMITED'),
      busybox: reader.path('KNOCKEM_BUSYBOX'),
    },
    imagesDir: below('KNOCKEM_IMAGES_DIR', 'images'),
    registryAuthFile: reader.path('KNOCKEM_REGISTRY_AUTH_FILE'),
    imagesAllowed: imagePatterns(reader),
    cacheBytes: reader.whole('KNOCKEM_CACHE_BYTES') ?? 0,
    dockerHost: reader.text('DOCKER_HOST'),
  };
  reader.refuseProblems();
  return deepFreeze(configuration);
}

function tracing(reader: KeyReader): Configuration['tracing'] {
  const key = reader.text('KNOCKEM_OTLP_ENDPOINT') ? 'KNOCKEM_OTLP_ENDPOINT' : 'OTEL_EXPORTER_OTLP_ENDPOINT';
  const endpoint = reader.text(key);
  if (endpoint !== undefined && !(/^https?:\/\//.test(endpoint) && URL.canParse(endpoint))) {
    reader.complain(key, `must look like http://collector:4318, got "${endpoint}"`);
  }
  return { endpoint, share: (reader.whole('KNOCKEM_TRACED_PERCENT') ?? 0) / 100 };
}

const gatewayLimits = (reader: KeyReader): GatewayLimits => ({
  readsPerMinute: reader.whole('KNOCKEM_READS_PER_MINUTE') ?? 0,
  writesPerMinute: reader.whole('KNOCKEM_WRITES_PER_MINUTE') ?? 0,
  streams: reader.whole('KNOCKEM_STREAMS_PER_USER') ?? 0,
  submissions: reader.whole('KNOCKEM_QUOTA_SUBMISSIONS') ?? 0,
  competitions: reader.whole('KNOCKEM_QUOTA_COMPETITIONS') ?? 0,
  genomeBytes: reader.whole('KNOCKEM_QUOTA_GENOME_BYTES') ?? 0,
});

function natsSettings(reader: KeyReader): Configuration['nats'] {
  const servers = reader.text('KNOCKEM_NATS_URL') ?? '';
  for (const server of servers.split(',')) {
    if (server.includes('@')) {
      reader.complain(
        'KNOCKEM_NATS_URL',
        'holds a password; use KNOCKEM_NATS_USER and KNOCKEM_NATS_PASSWORD',
      );
    } else if (!/^(nats|tls|ws|wss):\/\/[^\s/]+\/?$/.test(server.trim())) {
      reader.complain('KNOCKEM_NATS_URL', `must look like nats://host:4222, got "${server.trim()}"`);
    }
  }
  return {
    servers,
    user: reader.text('KNOCKEM_NATS_USER'),
    password: reader.text('KNOCKEM_NATS_PASSWORD'),
    token: reader.text('KNOCKEM_NATS_TOKEN'),
    credentialsFile: reader.path('KNOCKEM_NATS_CREDS'),
  };
}

function recordsUrl(reader: KeyReader): string | undefined {
  const url = reader.text('KNOCKEM_RECORDS_URL');
  if (url !== undefined && !/^mongodb(\+srv)?:\/\//.test(url)) {
    reader.complain('KNOCKEM_RECORDS_URL', 'must begin with mongodb://, or be unset for the embedded store');
  }
  return url;
}

function imagePatterns(reader: KeyReader): string[] {
  const patterns = (reader.text('KNOCKEM_IMAGES_ALLOWED') ?? '').split(',').map((pattern) => pattern.trim());
  const given = patterns.filter((pattern) => pattern !== '');
  for (const complaint of given.map(imagePatternComplaint)) {
    if (complaint) reader.complain('KNOCKEM_IMAGES_ALLOWED', complaint);
  }
  return given;
}

function pool(reader: KeyReader): string | undefined {
  const name = reader.text('KNOCKEM_EXECUTOR_POOL');
  if (name !== undefined && !/^[a-z0-9][a-z0-9_-]{0,62}$/.test(name)) {
    reader.complain('KNOCKEM_EXECUTOR_POOL', 'must be a word of lower-case letters, digits, - and _');
  }
  return name;
}

/** Reads keys by their table and collects what is wrong. An empty value counts as unset (compose files write those). */
class KeyReader {
  private readonly problems: Problem[] = [];

  constructor(private readonly environment: Environment) {
    const known = Object.keys(CONFIGURATION_KEYS);
    for (const key of Object.keys(environment)) {
      if (!key.startsWith('KNOCKEM_') || key.startsWith('KNOCKEM_TEST_') || known.includes(key)) continue;
      const near = nearestWord(key, known);
      this.complain(key, near ? `is not a setting; did you mean ${near}?` : 'is not a setting');
    }
  }

  complain(field: string, message: string): void {
    this.problems.push({ field, message });
  }

  text(key: ConfigurationKey): string | undefined {
    const spec: KeySpec = CONFIGURATION_KEYS[key];
    return this.environment[key]?.trim() || spec.default;
  }

  path(key: ConfigurationKey): string | undefined {
    const path = this.text(key);
    return path === undefined || isAbsolute(path) ? path : resolve(path);
  }

  whole(key: ConfigurationKey): number | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const spec: KeySpec = CONFIGURATION_KEYS[key];
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = spec;
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) {
      this.complain(key, `must be a whole number (${spec.unit}) between ${min} and ${max}, got "${text}"`);
    }
    return value;
  }

  word<Word extends string>(key: ConfigurationKey): Word {
    const spec: KeySpec = CONFIGURATION_KEYS[key];
    const choices = spec.choices ?? [];
    const text = this.text(key) ?? '';
    if (!choices.includes(text)) {
      const near = nearestWord(text, choices);
      const hint = near ? `did you mean ${near}?` : `it is one of ${choices.join(', ')}`;
      this.complain(key, `cannot be "${text}"; ${hint}`);
    }
    return text as Word;
  }

  flag(key: ConfigurationKey): boolean {
    const text = (this.text(key) ?? '').toLowerCase();
    if (!['true', 'false', '1', '0', 'yes', 'no'].includes(text)) {
      this.complain(key, `must be true or false, got "${text}"`);
    }
    return ['true', '1', 'yes'].includes(text);
  }

  refuseProblems(): void {
    if (this.problems.length === 0) return;
    const list = this.problems.map(({ field, message }) => `${field} ${message}`).join('; ');
    throw new KnockemError('misconfigured', list, { problems: this.problems });
  }
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner as object);
  }
  return Object.freeze(value);
}
