import {
  API_ENDPOINTS,
  type ApiEndpoint,
  blobBucket,
  type BusRole,
  inboxOf,
  NOTIFICATION_CONSUMERS,
  PLANNER_CONSUMER,
  streamSpecs,
  Subjects,
} from '#contracts';
import type { Runmode } from '#domain';

/** What nats-server lets one role do. */
export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** Backups, rebuilding and house-keeping: the operator's. */
const KEEPING: readonly ApiEndpoint[] = [
  'scheduler.backup',
  'recorder.backup',
  'records.rebuild',
  'recorder.replay',
  'images.needed',
  'blobs.prune',
  'executor.prune',
];

/** Whose endpoints each role may ask; an executor the one that it lives by, tools the doors for everybody. */
const ASKS: Readonly<Record<BusRole, readonly ApiEndpoint[]>> = {
  gateway: [
    ...answeredBy('scheduler').filter(isForReaders),
    ...answeredBy('planner'),
    ...answeredBy('executor').filter(isForReaders),
  ],
  planner: ['assay.results'],
  scheduler: ['recorder.position', 'records.named'],
  executor: ['executor.turn'],
  recorder: [],
  operator: [...answeredBy('gateway'), 'executor.list', ...KEEPING],
  tool: answeredBy('gateway'),
};

function isForReaders(name: ApiEndpoint): boolean {
  return name !== 'executor.turn' && !KEEPING.includes(name);
}

function answeredBy(role: BusRole): ApiEndpoint[] {
  const names = Object.keys(API_ENDPOINTS) as ApiEndpoint[];
  return names.filter((name) => API_ENDPOINTS[name] === role);
}

type Streams = ReturnType<typeof streamSpecs>;
type StreamName = keyof Streams;

/** JetStream's own subjects, which are permissions on streams. */
class JetStreamSubjects {
  private readonly streams: Streams;
  private readonly bucket: string;

  constructor(runmode: Runmode) {
    this.streams = streamSpecs(runmode);
    this.bucket = blobBucket(runmode);
  }

  /** Whether there is JetStream, and each stream as it must be. */
  look(): string[] {
    return ['$JS.API.INFO', ...this.all().map((name) => `$JS.API.STREAM.INFO.${name}`)];
  }

  /** A stream that is there cannot be changed in this way. */
  create(): string[] {
    return this.all().map((name) => `$JS.API.STREAM.CREATE.${name}`);
  }

  message(stream: StreamName): string {
    return `$JS.API.STREAM.MSG.GET.${this.streams[stream].name}`;
  }

  discard(stream: StreamName): string {
    return `$JS.API.STREAM.MSG.DELETE.${this.streams[stream].name}`;
  }

  /** Cursors of one's own. Whoever has this can have the stream's messages sent on any subject. */
  read(stream: StreamName): string[] {
    const { name } = this.streams[stream];
    const verbs = ['CREATE', 'MSG.NEXT', 'DELETE'];
    return [`$JS.API.CONSUMER.CREATE.${name}`, ...verbs.map((verb) => `$JS.API.CONSUMER.${verb}.${name}.>`)];
  }

  work(stream: StreamName, consumer: string): string[] {
    const { name } = this.streams[stream];
    const verbs = ['CREATE', 'MSG.NEXT', 'DELETE'];
    const own = verbs.flatMap((verb) => [
      `$JS.API.CONSUMER.${verb}.${name}.${consumer}`,
      `$JS.API.CONSUMER.${verb}.${name}.${consumer}.>`,
    ]);
    return [...own, `$JS.ACK.${name}.${consumer}.>`];
  }

  readBlobs(): string[] {
    return [`$JS.API.STREAM.MSG.GET.OBJ_${this.bucket}`];
  }

  putBlobs(): string[] {
    return [`$O.${this.bucket}.C.*`, `$O.${this.bucket}.M.*`];
  }

  clearBlobs(): string[] {
    return [`$O.${this.bucket}.M.*`, `$JS.API.STREAM.PURGE.OBJ_${this.bucket}`];
  }

  private all(): string[] {
    return [...Object.values(this.streams).map(({ name }) => name), `OBJ_${this.bucket}`];
  }
}

/**
 * What each role may publish and hear, and no more. Services may answer anybody: below `_INBOX` there is nothing but
 * replies. `allow_responses` is not used, since the asker chooses the subject of the reply: a service that may answer
 * on any could be made to answer on a plan's.
 */
export function permissionsOf(role: BusRole, runmode: Runmode): Permissions {
  const subjects = new Subjects(runmode);
  const js = new JetStreamSubjects(runmode);
  const common = [...js.look(), ...ASKS[role].map(subjects.api)];
  const answers = answeredBy(role).map(subjects.api);
  const inbox = `${inboxOf(role)}.>`;
  const more = OF_ROLE[role](subjects, js);
  return {
    publish: [...new Set([...more.publish, ...common])],
    subscribe: [inbox, ...answers, ...(more.subscribe ?? [])],
  };
}

type More = { readonly publish: readonly string[]; readonly subscribe?: readonly string[] };

const ANYBODY = '_INBOX.>';

const OF_ROLE: Readonly<Record<BusRole, (subjects: Subjects, js: JetStreamSubjects) => More>> = {
  gateway: ({ root, all }, js) => ({
    publish: [
      `${root}.command.submission.*.*`,
      `${root}.command.genome.*.*`,
      all.logs('gateway'),
      ANYBODY,
      ...js.create(),
      js.message('journal'),
      js.message('dead'),
      js.discard('dead'),
      `${root}.notification.*.*.*`,
      js.message('notifications'),
      js.discard('notifications'),
      ...js.work('records', NOTIFICATION_CONSUMERS.events),
      ...js.work('notifications', NOTIFICATION_CONSUMERS.due),
      ...js.work('journal', NOTIFICATION_CONSUMERS.deletions),
      ...js.read('records'),
      ...js.readBlobs(),
      ...js.putBlobs(),
      ...js.clearBlobs(),
    ],
    subscribe: [`${root}.event.progress.*.*`, `${root}.containerlog.*.*`],
  }),
  planner: ({ root, all }, js) => ({
    publish: [
      `${root}.plan.*.*`,
      `${root}.command.genome.create.*`,
      `${root}.dead.planner.*`,
      all.logs('planner'),
      `${inboxOf('gateway')}.>`,
      ...js.create(),
      ...js.work('journal', PLANNER_CONSUMER),
      ...js.readBlobs(),
      ...js.putBlobs(),
      ...js.clearBlobs(),
    ],
  }),
  scheduler: ({ root, all }, js) => ({
    publish: [
      `${root}.command.plan.*.*`,
      `${root}.doc.*.*`,
      `${root}.event.*.*.*`,
      `${root}.dead.scheduler.*`,
      all.logs('scheduler'),
      ANYBODY,
      ...js.create(),
      js.message('journal'),
      js.message('records'),
      ...js.read('journal'),
      ...js.read('records'),
      ...js.readBlobs(),
      ...js.putBlobs(),
      ...js.clearBlobs(),
    ],
  }),
  recorder: ({ root, all }, js) => ({
    publish: [
      `${root}.dead.recorder.*`,
      all.logs('recorder'),
      `${inboxOf('scheduler')}.>`,
      `${inboxOf('operator')}.>`,
      ...js.create(),
      js.message('records'),
      ...js.read('records'),
      ...js.readBlobs(),
    ],
  }),
  executor: ({ root, all }, js) => ({
    publish: [
      `${root}.containerlog.*.*`,
      all.logs('executor'),
      `${inboxOf('gateway')}.>`,
      `${inboxOf('operator')}.>`,
      ...js.readBlobs(),
      ...js.putBlobs(),
    ],
  }),
  operator: ({ all }, js) => ({
    publish: [
      js.message('records'),
      ...js.read('log'),
      ...js.read('records'),
      ...js.readBlobs(),
      ...js.putBlobs(),
    ],
    subscribe: [all.logs()],
  }),
  tool: ({ root, all }, js) => ({
    publish: [
      `${root}.command.submission.*.*`,
      `${root}.command.genome.*.*`,
      js.message('records'),
      ...js.read('records'),
      ...js.read('log'),
    ],
    subscribe: [all.documents(), `${root}.event.>`, all.logs(), all.dead()],
  }),
};
