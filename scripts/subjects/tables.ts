import { type ApiEndpoint, type SchemaName, SUBMISSION_VERBS, Subjects } from '#contracts';

const { event, ...subjects } = new Subjects('production');

export interface SubjectRow {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  /** Key of streamSpecs, or none. */
  readonly stream: 'JOURNAL' | 'RECORDS' | 'LOG' | 'DEAD' | 'NOTIFICATIONS' | '–';
  /** A schema that receivers check, or the name of an interface. */
  readonly body: SchemaName | (string & {});
}

const SUB = '<submission>';
const commands = SUBMISSION_VERBS.map((verb): SubjectRow => ({
  subject: subjects.submissionCommand(verb, SUB),
  from: 'gateway, other tools',
  to: 'scheduler',
  stream: 'JOURNAL',
  body: `submission.${verb}.v1`,
}));
const genomeCommands = (['create', 'delete'] as const).map((verb): SubjectRow => ({
  subject: subjects.genomeCommand(verb, '<genome>'),
  from: 'gateway, other tools',
  to: 'scheduler',
  stream: 'JOURNAL',
  body: `genome.${verb}.v1`,
}));

/** Every subject outside request/reply. A `-` stands in place of an id that there is not. */
export const SUBJECT_ROWS: readonly SubjectRow[] = [
  ...commands,
  ...genomeCommands,
  {
    subject: subjects.planRequest(SUB, '<assay\\|->'),
    from: 'scheduler',
    to: 'planner',
    stream: 'JOURNAL',
    body: 'plan.request.v1',
  },
  {
    subject: subjects.plan(SUB, '<assay\\|->'),
    from: 'planner',
    to: 'scheduler',
    stream: 'JOURNAL',
    body: 'plan.v1',
  },
  {
    subject: subjects.documents('<collection>' as never, '<submission\\|->'),
    from: 'scheduler',
    to: 'recorder, other tools',
    stream: 'RECORDS',
    body: 'DocumentBatch',
  },
  {
    subject: event('submission', SUB),
    from: 'scheduler',
    to: 'gateway, other tools',
    stream: 'RECORDS',
    body: 'SubmissionEvent',
  },
  {
    subject: event('assay', SUB, '<assay>'),
    from: 'scheduler',
    to: 'gateway, other tools',
    stream: 'RECORDS',
    body: 'AssayEvent',
  },
  {
    subject: event('progress', SUB),
    from: 'scheduler',
    to: 'gateway, other tools',
    stream: '–',
    body: 'ProgressEvent',
  },
  {
    subject: subjects.log('<service>', '<level>'),
    from: 'all services',
    to: 'people, other tools',
    stream: 'LOG',
    body: 'LogLine',
  },
  {
    subject: subjects.containerLog(SUB, '<competition>'),
    from: 'executor, while somebody asked',
    to: 'gateway, other tools',
    stream: '–',
    body: 'ContainerLogChunk',
  },
  {
    subject: subjects.dead('<service>', '<reason>'),
    from: 'all services',
    to: 'people, other tools',
    stream: 'DEAD',
    body: 'DeadLetter',
  },
  ...(
    [
      ['settings', '<settings>', 'NotificationSettings'],
      ['state', undefined, 'NotificationState'],
      ['due', '<notification>', 'NotificationDue'],
      ['tried', '<notification>', 'NotificationTried'],
    ] as const
  ).map(([kind, id, body]): SubjectRow => ({
    subject: subjects.notification(kind, SUB, id),
    from: 'gateway',
    to: 'gateway alone: settings hold a secret',
    stream: 'NOTIFICATIONS',
    body,
  })),
];

/** What an endpoint is asked with and what it answers in `value`. */
export const ENDPOINT_ROWS: Readonly<
  Record<ApiEndpoint, { readonly body?: SchemaName; readonly answer: string; readonly says: string }>
> = {
  'genome.create': {
    body: 'api.genome.upload.v1',
    answer: '{genomeId, digest, size}',
    says: 'store a genome of at most 256 kB (larger ones by REST)',
  },
  'submission.create': {
    body: 'api.submission.request.v1',
    answer: 'CommandAccepted',
    says: 'submit; defaults are filled in',
  },
  'submission.cancel': { body: 'submission.cancel.v1', answer: 'CommandAccepted', says: 'cancel' },
  'submission.update': {
    body: 'submission.update.v1',
    answer: 'CommandAccepted',
    says: 'new limits, hold or release',
  },
  'submission.retry': {
    body: 'submission.retry.v1',
    answer: 'CommandAccepted',
    says: 'run failed competitions again',
  },
  'submission.delete': {
    body: 'submission.delete.v1',
    answer: 'CommandAccepted',
    says: 'delete a submission that has ended, and its records',
  },
  'submission.get': {
    body: 'api.submission.id.v1',
    answer: 'SubmissionView',
    says: 'one submission, live or finished',
  },
  'submission.forecast': {
    body: 'api.submission.forecast.v1',
    answer: 'AssayForecasts',
    says: 'what a submission would run: assays and numbers of competitions; nothing is created',
  },
  'submission.status': {
    body: 'api.submission.id.v1',
    answer: 'LiveSubmission',
    says: 'one live submission, from the source',
  },
  'submission.live': {
    body: 'api.submission.live.v1',
    answer: 'LiveSubmissionList',
    says: 'live submissions, newest first; `{}` asks for all that one answer holds',
  },
  'genome.users': {
    body: 'api.genome.id.v1',
    answer: 'GenomeUsers',
    says: 'live submissions that use a genome',
  },
  'user.usage': {
    body: 'api.user.usage.v1',
    answer: 'UserUsage',
    says: "what counts against a user's quotas",
  },
  'competition.explain': {
    body: 'api.competition.explain.v1',
    answer: 'Explanation',
    says: 'why a competition is not running',
  },
  'competition.run': {
    body: 'api.competition.run.v1',
    answer: 'RecordedRun',
    says: 'what one run of a competition was given, and what it reported',
  },
  'competition.attempts': {
    body: 'api.competition.attempts.v1',
    answer: 'CompetitionAttempts',
    says: 'every attempt at a competition, and how it went',
  },
  'assay.results': {
    body: 'api.assay.results.v1',
    answer: 'AssayResultsPage',
    says: 'results of an assay in ordinal order',
  },
  'executor.turn': {
    body: 'turn.request.v1',
    answer: 'turn.reply.v1',
    says: "an executor's whole conversation (executors only)",
  },
  'executor.list': { answer: 'ExecutorList', says: 'executors and what they do' },
  'containerlog.follow': {
    body: 'api.containerlog.follow.v1',
    answer: 'ContainerLogReply',
    says: "a container's output so far; more follows on the containerlog subject",
  },
  'scheduler.backup': {
    answer: 'SchedulerBackup',
    says: "makes a checked copy of the scheduler's database, on its host, while everything goes on",
  },
  'recorder.backup': {
    answer: 'RecorderBackup',
    says: 'makes a copy of the embedded record store, on its host; of a record server nothing',
  },
  'records.rebuild': {
    answer: 'RecordsToldAgain',
    says: 'tells the records everything that the scheduler holds again',
  },
  'recorder.replay': { answer: 'RecordsReplayed', says: 'reads RECORDS again from its beginning' },
  'images.needed': { answer: 'NeededImages', says: 'images that live submissions run' },
  'blobs.prune': {
    body: 'api.blobs.prune.v1',
    answer: 'BlobsPruned',
    says: 'counts, or takes away, blobs that nobody names',
  },
  'records.named': {
    body: 'api.records.named.v1',
    answer: 'NamedBlobs',
    says: 'which blobs the records name',
  },
  'executor.prune': {
    body: 'api.executor.prune.v1',
    answer: 'ExecutorPruned',
    says: 'counts, or takes away, what an executor keeps and nothing uses; all hear it, the one that is meant answers',
  },
  'recorder.position': {
    answer: 'RecorderPosition',
    says: 'how far the records have taken in the RECORDS stream',
  },
};
