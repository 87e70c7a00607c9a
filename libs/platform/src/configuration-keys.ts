import { availableParallelism } from 'node:os';

/** One environment variable: enough to read it, to refuse a bad value with a sentence, and to write its documentation. */
export interface KeySpec {
  readonly type: 'text' | 'path' | 'whole number' | 'yes or no' | 'word';
  readonly description: string;
  /** As it would stand in the environment; absent = unset. */
  readonly default?: string;
  /** The default in words, where it depends on the machine or on another key. */
  readonly defaultMeans?: string;
  readonly unit?: string;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Never shown. */
  readonly secret?: boolean;
  readonly usedBy:
    'all' | 'gateway' | 'scheduler' | 'executor' | 'images' | 'records' | 'command line' | 'build';
}

const port = { type: 'whole number', unit: 'TCP port', min: 0, max: 65_535 } as const;
const count = { type: 'whole number', min: 0, max: Number.MAX_SAFE_INTEGER } as const;

/** Every key there is. An unknown KNOCKEM_* key refuses the start (KNOCKEM_TEST_* belongs to the tests). */
export const CONFIGURATION_KEYS = {
  KNOCKEM_NATS_URL: {
    type: 'text',
    default: 'nats://127.0.0.1:4222',
    description: 'where nats-server is; several, separated by commas, for a cluster',
    usedBy: 'all',
  },
  KNOCKEM_NATS_USER: { type: 'text', description: 'user at nats-server', usedBy: 'all' },
  KNOCKEM_NATS_PASSWORD: {
    type: 'text',
    description: 'password at nats-server',
    secret: true,
    usedBy: 'all',
  },
  KNOCKEM_NATS_TOKEN: { type: 'text', description: 'token for nats-server', secret: true, usedBy: 'all' },
  KNOCKEM_NATS_CREDS: {
    type: 'path',
    description:
      'credentials for nats-server: an nkey seed, a .creds file, or a directory with `<service>.nk` for each',
    usedBy: 'all',
  },
  KNOCKEM_RUNMODE: {
    type: 'word',
    choices: ['production', 'testing'],
    default: 'production',
    description: 'decides the names of subjects, streams and databases, never logic',
    usedBy: 'all',
  },
  KNOCKEM_DATA_DIR: {
    type: 'path',
    default: './var',
    description: 'directory of all files that services keep',
    usedBy: 'all',
  },
  KNOCKEM_LOG_LEVEL: {
    type: 'word',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
    default: 'info',
    description: 'least level that is logged',
    usedBy: 'all',
  },
  KNOCKEM_LOG_FORMAT: {
    type: 'word',
    choices: ['auto', 'json', 'pretty'],
    default: 'auto',
    description:
      'lines on stdout: JSON for machines, pretty for people; auto: pretty on a terminal, JSON elsewhere',
    usedBy: 'all',
  },
  KNOCKEM_OPS_PORT: {
    ...port,
    defaultMeans: 'no port (the gateway serves them on its own)',
    description: 'serves /livez, /readyz and /metrics',
    usedBy: 'all',
  },
  KNOCKEM_OPS_HOST: {
    type: 'text',
    default: '127.0.0.1',
    description: 'address that KNOCKEM_OPS_PORT listens on',
    usedBy: 'all',
  },
  KNOCKEM_OTLP_ENDPOINT: {
    type: 'text',
    defaultMeans: '`OTEL_EXPORTER_OTLP_ENDPOINT`; without either nothing is traced',
    description: 'where OpenTelemetry traces go by OTLP over HTTP, such as http://collector:4318',
    usedBy: 'all',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    type: 'text',
    description: 'the same, as other programs call it',
    usedBy: 'all',
  },
  KNOCKEM_TRACED_PERCENT: {
    type: 'whole number',
    unit: 'percent of the submissions',
    min: 0,
    max: 100,
    default: '100',
    description: 'how many submissions are traced, each wholly or not at all',
    usedBy: 'all',
  },
  KNOCKEM_GATEWAY_HOST: {
    type: 'text',
    default: '127.0.0.1',
    description: 'address that the REST door listens on',
    usedBy: 'gateway',
  },
  KNOCKEM_GATEWAY_PORT: {
    ...port,
    default: '8080',
    description: 'port of the REST door',
    usedBy: 'gateway',
  },
  KNOCKEM_TOKENS_REQUIRED: {
    type: 'yes or no',
    default: 'false',
    description: 'answer only those who show a token (docs/security.md); needed on any address but loopback',
    usedBy: 'gateway',
  },
  KNOCKEM_TOKEN_FILE: {
    type: 'path',
    defaultMeans: '`<data>/gateway/tokens.json`',
    description: 'the tokens that the gateway knows, written by `knockem token`',
    usedBy: 'gateway',
  },
  KNOCKEM_READS_PER_MINUTE: {
    ...count,
    unit: 'requests per minute',
    default: '6000',
    description: 'reading requests of one user (of one address, without tokens); 0 = as many as they like',
    usedBy: 'gateway',
  },
  KNOCKEM_WRITES_PER_MINUTE: {
    ...count,
    unit: 'requests per minute',
    default: '1200',
    description:
      'submissions, uploads and changes of one user (of one address, without tokens); 0 = no limit',
    usedBy: 'gateway',
  },
  KNOCKEM_STREAMS_PER_USER: {
    ...count,
    unit: 'streams',
    default: '100',
    description:
      'streams of events, followed output and tables that one user (one address, without tokens) may have open; 0 = no limit',
    usedBy: 'gateway',
  },
  KNOCKEM_QUOTA_SUBMISSIONS: {
    ...count,
    unit: 'submissions',
    default: '1000',
    description: 'live submissions that one user may have; 0 = no limit',
    usedBy: 'gateway',
  },
  KNOCKEM_QUOTA_COMPETITIONS: {
    ...count,
    unit: 'competitions',
    default: '10000000',
    description:
      'competitions waiting or running in the live submissions of one user, beyond which no submission of his is taken; 0 = no limit',
    usedBy: 'gateway',
  },
  KNOCKEM_QUOTA_GENOME_BYTES: {
    ...count,
    unit: 'bytes',
    default: '10000000000',
    description: 'genomes of one user, together; 0 = no limit',
    usedBy: 'gateway',
  },
  KNOCKEM_WEBHOOK_ADDRESSES: {
    type: 'text',
    defaultMeans: 'public addresses alone',
    description:
      'ranges of addresses, separated by commas, such as `127.0.0.0/8,10.1.0.0/16`, that webhooks may go to beside public ones',
    usedBy: 'gateway',
  },
  KNOCKEM_WEBHOOK_TIMEOUT_MS: {
    type: 'whole number',
    unit: 'ms',
    min: 100,
    max: 60_000,
    default: '10000',
    description: 'longest time for a webhook to be taken, from the look-up of its name on',
    usedBy: 'gateway',
  },
  KNOCKEM_NOTIFICATION_RETRY_SECONDS: {
    type: 'text',
    unit: 'seconds',
    default: '5,30,120,600,1800,7200,18000,36000',
    description: 'waits between the tries of a notification; after the last it is given up',
    usedBy: 'gateway',
  },
  KNOCKEM_SMTP_URL: {
    type: 'text',
    defaultMeans: 'no e-mail is sent',
    description: 'mail server for notifications: smtp://user:password@host:587, or smtps://',
    secret: true,
    usedBy: 'gateway',
  },
  KNOCKEM_MAIL_FROM: {
    type: 'text',
    description: 'sender of notifications by e-mail; needed with KNOCKEM_SMTP_URL',
    usedBy: 'gateway',
  },
  KNOCKEM_RECORDS_URL: {
    type: 'text',
    defaultMeans: 'the embedded store, `<data>/records/records.sqlite`',
    description: 'mongodb:// address of the record store',
    secret: true,
    usedBy: 'records',
  },
  KNOCKEM_SCHEDULER_DB: {
    type: 'path',
    defaultMeans: '`<data>/scheduler/scheduler.sqlite`',
    description: "the scheduler's database file",
    usedBy: 'scheduler',
  },
  KNOCKEM_TURN_PERIOD_MS: {
    type: 'whole number',
    unit: 'ms',
    min: 50,
    max: 60_000,
    default: '5000',
    description: 'longest wait of an executor for an answer; a lease lasts three of them',
    usedBy: 'scheduler',
  },
  KNOCKEM_EXECUTOR_SLOTS: {
    type: 'whole number',
    unit: 'runs at a time',
    min: 0,
    max: 10_000,
    default: String(availableParallelism()),
    defaultMeans: 'number of CPUs',
    description: 'containers that this executor runs at the same time',
    usedBy: 'executor',
  },
  KNOCKEM_EXECUTOR_RUNTIME: {
    type: 'word',
    choices: ['auto', 'docker', 'crun'],
    default: 'auto',
    description: 'container runtime; auto is docker where its socket answers, else crun',
    usedBy: 'executor',
  },
  KNOCKEM_EXECUTOR_DIR: {
    type: 'path',
    defaultMeans: '`<data>/executor`',
    description: "the executor's identity, cache and run directories",
    usedBy: 'executor',
  },
  KNOCKEM_EXECUTOR_POOL: {
    type: 'text',
    description: 'label by which submissions can pick executors',
    usedBy: 'executor',
  },
  KNOCKEM_EXECUTOR_ALLOW_UNLIMITED: {
    type: 'yes or no',
    default: 'false',
    description: 'run containers also where memory, process and CPU limits cannot be held',
    usedBy: 'executor',
  },
  KNOCKEM_BUSYBOX: {
    type: 'path',
    defaultMeans: 'looked for: `/bin/busybox`, `/usr/bin/busybox`, `~/.cache/knockem/busybox/bin/busybox`',
    description: 'a static busybox on this host: the shell that containers are given',
    usedBy: 'executor',
  },
  KNOCKEM_IMAGES_DIR: {
    type: 'path',
    defaultMeans: '`<data>/images`',
    description: '"docker save" archives that are available as images',
    usedBy: 'executor',
  },
  KNOCKEM_REGISTRY_AUTH_FILE: {
    type: 'path',
    defaultMeans: 'none: public images alone, whoever is logged in on the machine',
    description:
      'credentials for private registries, as `skopeo login --authfile` and `docker login` write them; read again for each pull',
    usedBy: 'executor',
  },
  KNOCKEM_IMAGES_ALLOWED: {
    type: 'text',
    defaultMeans: 'all images',
    description:
      'patterns of images that may run, separated by commas, such as `lab/*,registry.example/model:2.*`; ' +
      'executors hold it, the gateway says so early',
    usedBy: 'images',
  },
  KNOCKEM_CACHE_BYTES: {
    type: 'whole number',
    unit: 'bytes',
    min: 1_000_000,
    max: Number.MAX_SAFE_INTEGER,
    default: '1000000000',
    description: "size of the executor's cache of input files",
    usedBy: 'executor',
  },
  DOCKER_HOST: {
    type: 'text',
    defaultMeans: "Docker's own default socket",
    description: 'where the Docker daemon is',
    usedBy: 'executor',
  },
  KNOCKEM_REVISION: {
    type: 'text',
    defaultMeans: 'asked of git',
    description: 'source revision that records carry; set when an image is built',
    usedBy: 'build',
  },
  KNOCKEM_URL: {
    type: 'text',
    defaultMeans: 'the stack of the data directory, else `http://127.0.0.1:8080`',
    description: 'REST door that the knockem command talks to',
    usedBy: 'command line',
  },
  KNOCKEM_USER_EMAIL: {
    type: 'text',
    description: 'who submits, where --user is not given',
    usedBy: 'command line',
  },
  KNOCKEM_TOKEN: {
    type: 'text',
    defaultMeans: 'the content of `~/.config/knockem/token`, where that file is',
    description: 'token that the knockem command shows to the gateway',
    secret: true,
    usedBy: 'command line',
  },
  KNOCKEM_WEBHOOK_SECRET: {
    type: 'text',
    description: 'signs the webhooks of `knockem submit --webhook`: `whsec_` and 24 to 64 bytes in base64',
    secret: true,
    usedBy: 'command line',
  },
} as const satisfies Record<string, KeySpec>;

export type ConfigurationKey = keyof typeof CONFIGURATION_KEYS;
