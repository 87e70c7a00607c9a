import type { Runmode } from '#domain';
import type { Collection } from './documents';

/** In place of an id that a subject's noun does not have: the number of tokens is fixed per class and noun. */
export const NONE = '-';

/**
 * Every subject of the system, in one place. Tokens are ids and enum words only. A testing stack's subjects begin with
 * `knockem-testing`, so that two stacks can share one nats-server.
 */
export class Subjects {
  readonly root: string;

  constructor(readonly runmode: Runmode) {
    this.root = runmode === 'production' ? 'knockem' : 'knockem-testing';
  }

  submissionCommand = (verb: SubmissionVerb, submissionId: string): string =>
    `${this.root}.command.submission.${verb}.${submissionId}`;

  genomeCommand = (verb: 'create' | 'delete', genomeId: string): string =>
    `${this.root}.command.genome.${verb}.${genomeId}`;

  planRequest = (submissionId: string, assayId: string = NONE): string =>
    `${this.root}.command.plan.${submissionId}.${assayId}`;

  plan = (submissionId: string, assayId: string = NONE): string =>
    `${this.root}.plan.${submissionId}.${assayId}`;

  documents = (collection: Collection, submissionId: string = NONE): string =>
    `${this.root}.doc.${collection}.${submissionId}`;

  event = (kind: EventKind, submissionId: string, assayId: string = NONE): string =>
    `${this.root}.event.${kind}.${submissionId}.${assayId}`;

  log = (service: string, level: string): string => `${this.root}.log.${service}.${level}`;

  containerLog = (submissionId: string, competitionId: string): string =>
    `${this.root}.containerlog.${submissionId}.${competitionId}`;

  dead = (service: string, reason: string): string => `${this.root}.dead.${service}.${reason}`;

  /** `id`: of the settings, or of the notification. */
  notification = (kind: NotificationKind, submissionId: string, id: string = NONE): string =>
    `${this.root}.notification.${kind}.${submissionId}.${id}`;

  api = (endpoint: ApiEndpoint): string => `${this.root}.api.${endpoint}`;

  /** A command that people and other tools may publish; requests to plan are the scheduler's own. */
  isOpenCommand = (subject: string): boolean =>
    ['submission', 'genome'].some((noun) => subject.startsWith(`${this.root}.command.${noun}.`));

  /** Wildcards that consumers filter by. */
  readonly all = {
    commands: (): string => `${this.root}.command.>`,
    planRequests: (): string => `${this.root}.command.plan.>`,
    plans: (): string => `${this.root}.plan.>`,
    documents: (): string => `${this.root}.doc.>`,
    /** All three kinds, for everyone or for one submission. */
    events: (submissionId = '*'): string => `${this.root}.event.*.${submissionId}.*`,
    /** Of everyone, or everything that is kept of one submission. */
    notifications: (kind: NotificationKind | '*' = '*', submissionId = '*'): string =>
      `${this.root}.notification.${kind}.${submissionId}.*`,
    logs: (service = '*', level = '*'): string => `${this.root}.log.${service}.${level}`,
    /** Of everyone, or of one service. */
    dead: (service?: string): string => `${this.root}.dead.${service === undefined ? '' : `${service}.`}>`,
  };
}

export const SUBMISSION_VERBS = ['create', 'cancel', 'update', 'retry', 'delete'] as const;
export type SubmissionVerb = (typeof SUBMISSION_VERBS)[number];
/** Whom to tell, the last state told of, what is due, each try. */
export type NotificationKind = 'settings' | 'state' | 'due' | 'tried';
export type EventKind = 'submission' | 'assay' | 'progress';

/** Request/reply endpoints and who answers them. */
export const API_ENDPOINTS = {
  'genome.create': 'gateway',
  'submission.create': 'gateway',
  'submission.cancel': 'gateway',
  'submission.update': 'gateway',
  'submission.retry': 'gateway',
  'submission.delete': 'gateway',
  'submission.get': 'gateway',
  'submission.forecast': 'planner',
  'submission.status': 'scheduler',
  'submission.live': 'scheduler',
  'genome.users': 'scheduler',
  'user.usage': 'scheduler',
  'competition.explain': 'scheduler',
  'competition.run': 'scheduler',
  'competition.attempts': 'scheduler',
  'assay.results': 'scheduler',
  'executor.turn': 'scheduler',
  'executor.list': 'scheduler',
  'containerlog.follow': 'executor',
  'recorder.position': 'recorder',
  'scheduler.backup': 'scheduler',
  'recorder.backup': 'recorder',
  'records.rebuild': 'scheduler',
  'recorder.replay': 'recorder',
  'images.needed': 'scheduler',
  'blobs.prune': 'scheduler',
  'records.named': 'recorder',
  'executor.prune': 'executor',
} as const;
export type ApiEndpoint = keyof typeof API_ENDPOINTS;

/** Parsed `command.*` or `plan.*` subject; undefined when it is none of ours. */
export type JournalSubject =
  | { readonly kind: 'submission'; readonly verb: SubmissionVerb; readonly submissionId: string }
  | { readonly kind: 'genome'; readonly verb: 'create' | 'delete'; readonly genomeId: string }
  | { readonly kind: 'planRequest'; readonly submissionId: string; readonly assayId?: string }
  | { readonly kind: 'plan'; readonly submissionId: string; readonly assayId?: string };

export function parseJournalSubject(root: string, subject: string): JournalSubject | undefined {
  if (!subject.startsWith(`${root}.`)) return undefined;
  const [kind, ...tokens] = subject.slice(root.length + 1).split('.');
  const optional = (id: string): string | undefined => (id === NONE ? undefined : id);
  if (kind === 'plan' && tokens.length === 2) {
    return { kind: 'plan', submissionId: tokens[0], assayId: optional(tokens[1]) };
  }
  if (kind !== 'command' || tokens.length !== 3) return undefined;
  const [noun, verb, id] = tokens;
  if (noun === 'plan') return { kind: 'planRequest', submissionId: verb, assayId: optional(id) };
  if (noun === 'submission' && (SUBMISSION_VERBS as readonly string[]).includes(verb)) {
    return { kind: 'submission', verb: verb as SubmissionVerb, submissionId: id };
  }
  if (noun === 'genome' && (verb === 'create' || verb === 'delete'))
    return { kind: 'genome', verb, genomeId: id };
  return undefined;
}
