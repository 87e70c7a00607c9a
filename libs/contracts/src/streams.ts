import type { Runmode } from '#domain';
import { Subjects } from './subjects';

const DAY_MS = 86_400_000;
const GB = 1_000_000_000;

/** What a stream must be configured as; start-up compares it with the server's echo and refuses drift. */
export interface StreamSpec {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly maxAgeMs: number;
  /** -1 = no limit of its own. */
  readonly maxBytes: number;
  /** `new`: publishers get an error when full (back-pressure). `old`: the oldest goes. */
  readonly discard: 'new' | 'old';
  readonly description: string;
}

type StreamName = 'journal' | 'records' | 'log' | 'dead' | 'notifications';

/** The five streams. Journals all of them (limits retention), so that other tools can tail and a restore can replay. */
export function streamSpecs(runmode: Runmode): Readonly<Record<StreamName, StreamSpec>> {
  const { root } = new Subjects(runmode);
  const prefix = runmode === 'production' ? '' : 'TESTING_';
  return {
    journal: {
      name: `${prefix}JOURNAL`,
      subjects: [`${root}.command.>`, `${root}.plan.>`],
      maxAgeMs: 14 * DAY_MS,
      maxBytes: -1,
      discard: 'new',
      description: 'commands and plans, read in order by the scheduler',
    },
    records: {
      name: `${prefix}RECORDS`,
      subjects: [`${root}.doc.>`, `${root}.event.submission.>`, `${root}.event.assay.>`],
      maxAgeMs: 14 * DAY_MS,
      maxBytes: -1,
      discard: 'new',
      description: 'documents for the record store, and events of submissions and assays',
    },
    log: {
      name: `${prefix}LOG`,
      subjects: [`${root}.log.>`],
      maxAgeMs: DAY_MS,
      maxBytes: GB,
      discard: 'old',
      description: 'log lines of all services',
    },
    dead: {
      name: `${prefix}DEAD`,
      subjects: [`${root}.dead.>`],
      maxAgeMs: 90 * DAY_MS,
      maxBytes: GB,
      discard: 'old',
      description: 'messages given up, with the reason',
    },
    notifications: notificationsStream(root, prefix),
  };
}

const notificationsStream = (root: string, prefix: string): StreamSpec => ({
  name: `${prefix}NOTIFICATIONS`,
  subjects: [`${root}.notification.>`],
  maxAgeMs: 90 * DAY_MS,
  maxBytes: GB,
  discard: 'old',
  description: 'whom to tell of a submission, and what was told; holds secrets of webhooks',
});

/** Object store bucket of genomes, shims and other content, named by SHA-256. */
export const blobBucket = (runmode: Runmode): string =>
  runmode === 'production' ? 'blobs' : 'testing-blobs';

/** Durable consumers, by name. */
export const PLANNER_CONSUMER = 'planner';
export const RECORDER_CONSUMER = 'recorder';
/** Of the gateways, who share them: events that become notifications, notifications that are due, deletions. */
export const NOTIFICATION_CONSUMERS = {
  events: 'notifier-events',
  due: 'notifier-due',
  deletions: 'notifier-deletions',
} as const;
/** Deliveries of one plan request before the assay fails with that sentence. */
export const MAX_PLAN_DELIVERIES = 5;
