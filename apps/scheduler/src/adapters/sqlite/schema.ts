/**
 * The orchestration database, as an ordered list of migrations: entry k leads from `user_version` k to k + 1. Written
 * entries are never edited; a change is a new entry.
 *
 * Words: `row` is a short local number that joins tables; ids are UUIDs that the world sees. `version` is the
 * document's version (epoch · 2^40 + counter). Times ending in `Ms` are of the monotonic clock of the running process
 * and mean nothing after a restart (startup.ts renews them); times ending in `At` are ISO-8601 wall time, for records.
 * Counters move in the transaction of the rows they count; a CHECK keeps them from going below zero.
 */
const INITIAL = `
CREATE TABLE meta (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  stackId TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  counter INTEGER NOT NULL DEFAULT 0,
  journalSequence INTEGER NOT NULL DEFAULT 0,
  journalCreated TEXT,
  recordsSequence INTEGER NOT NULL DEFAULT 0,
  recordsCreated TEXT,
  virtualClock REAL NOT NULL DEFAULT 0
);

CREATE TABLE inputs (
  row INTEGER PRIMARY KEY,
  inputId TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  size INTEGER NOT NULL,
  isEphemeral INTEGER NOT NULL,
  userEmail TEXT NOT NULL,
  numSites INTEGER,
  createdAt TEXT NOT NULL,
  deletedAt TEXT,
  contentGoneAt TEXT,
  version INTEGER NOT NULL
);

CREATE TABLE submissions (
  row INTEGER PRIMARY KEY,
  submissionId TEXT NOT NULL UNIQUE,
  createCommand TEXT NOT NULL,
  inputRow INTEGER NOT NULL REFERENCES inputs(row),
  userEmail TEXT NOT NULL,
  status TEXT NOT NULL,
  stoppingTo TEXT CHECK (stoppingTo IN ('cancelled', 'failed')),
  held INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  firstError TEXT,
  priority TEXT NOT NULL,
  virtualTime REAL NOT NULL,
  pool TEXT,
  cpus REAL NOT NULL,
  memoryMb INTEGER NOT NULL,
  competitionTimeoutSeconds INTEGER NOT NULL,
  maxCompetitionsActive INTEGER NOT NULL,
  maxCompetitionsFail INTEGER NOT NULL,
  maxCompetitionAttempts INTEGER NOT NULL,
  facts TEXT,
  planOpen INTEGER NOT NULL DEFAULT 0,
  numPending INTEGER NOT NULL DEFAULT 0 CHECK (numPending >= 0),
  numActive INTEGER NOT NULL DEFAULT 0 CHECK (numActive >= 0),
  numCompleted INTEGER NOT NULL DEFAULT 0 CHECK (numCompleted >= 0),
  numFailed INTEGER NOT NULL DEFAULT 0 CHECK (numFailed >= 0),
  numCancelled INTEGER NOT NULL DEFAULT 0 CHECK (numCancelled >= 0),
  numFailures INTEGER NOT NULL DEFAULT 0 CHECK (numFailures >= 0),
  failuresSince INTEGER NOT NULL DEFAULT 0,
  places INTEGER NOT NULL DEFAULT 0 CHECK (places >= 0),
  version INTEGER NOT NULL,
  createdAt TEXT NOT NULL,
  changedAt TEXT NOT NULL,
  concludedAt TEXT
);
CREATE INDEX submissionsWithPending ON submissions (virtualTime)
  WHERE status IN ('pending', 'active') AND held = 0 AND numPending > 0;
CREATE INDEX submissionsLive ON submissions (row) WHERE status IN ('pending', 'active', 'stopping');
CREATE INDEX submissionsByInput ON submissions (inputRow);

CREATE TABLE templates (
  row INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
);

CREATE TABLE assays (
  row INTEGER PRIMARY KEY,
  assayId TEXT NOT NULL UNIQUE,
  submissionRow INTEGER NOT NULL REFERENCES submissions(row),
  assayType TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('internal', 'asked', 'needed')),
  parameters TEXT NOT NULL,
  rememberAs TEXT,
  remembered INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL,
  reason TEXT,
  stopped INTEGER NOT NULL DEFAULT 0,
  round INTEGER NOT NULL DEFAULT 0,
  planOpen INTEGER NOT NULL DEFAULT 0,
  parts INTEGER NOT NULL DEFAULT 0,
  partsTaken INTEGER NOT NULL DEFAULT 0,
  planDigest TEXT,
  wake TEXT CHECK (wake IN ('any', 'all')),
  watermark INTEGER NOT NULL DEFAULT 0,
  openWatermark INTEGER NOT NULL DEFAULT 0,
  lastSettled INTEGER NOT NULL DEFAULT 0,
  templateRow INTEGER REFERENCES templates(row),
  nextOrdinal INTEGER NOT NULL DEFAULT 0,
  numPending INTEGER NOT NULL DEFAULT 0 CHECK (numPending >= 0),
  numActive INTEGER NOT NULL DEFAULT 0 CHECK (numActive >= 0),
  numCompleted INTEGER NOT NULL DEFAULT 0 CHECK (numCompleted >= 0),
  numFailed INTEGER NOT NULL DEFAULT 0 CHECK (numFailed >= 0),
  numCancelled INTEGER NOT NULL DEFAULT 0 CHECK (numCancelled >= 0),
  result TEXT,
  resultDigest TEXT,
  warnings TEXT,
  plannerVersion TEXT,
  version INTEGER NOT NULL,
  createdAt TEXT NOT NULL,
  changedAt TEXT NOT NULL,
  concludedAt TEXT
);
CREATE INDEX assaysBySubmission ON assays (submissionRow);
CREATE INDEX assaysWithOpenPlan ON assays (row) WHERE planOpen = 1;
CREATE INDEX assaysToSweep ON assays (row)
  WHERE status IN ('completed', 'failed', 'cancelled') AND (numPending > 0 OR numActive > 0);

CREATE TABLE planRounds (
  assayRow INTEGER NOT NULL REFERENCES assays(row),
  round INTEGER NOT NULL,
  watermark INTEGER NOT NULL,
  firstOrdinal INTEGER NOT NULL,
  PRIMARY KEY (assayRow, round)
) WITHOUT ROWID;

CREATE TABLE planParts (
  assayRow INTEGER NOT NULL REFERENCES assays(row),
  part INTEGER NOT NULL,
  PRIMARY KEY (assayRow, part)
) WITHOUT ROWID;

CREATE TABLE dependencies (
  assayRow INTEGER NOT NULL REFERENCES assays(row),
  dependsOnRow INTEGER NOT NULL REFERENCES assays(row),
  PRIMARY KEY (assayRow, dependsOnRow)
) WITHOUT ROWID;
CREATE INDEX dependenciesByDependsOn ON dependencies (dependsOnRow);

CREATE TABLE competitions (
  assayRow INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  sitesOutAlpha TEXT NOT NULL,
  sitesOutBeta TEXT NOT NULL,
  args TEXT NOT NULL,
  env TEXT NOT NULL,
  seed INTEGER NOT NULL,
  status TEXT NOT NULL,
  notBeforeMs INTEGER NOT NULL DEFAULT 0,
  attempt INTEGER NOT NULL DEFAULT 0,
  systemErrors INTEGER NOT NULL DEFAULT 0,
  failure TEXT CHECK (failure IN ('container', 'system')),
  stopped INTEGER NOT NULL DEFAULT 0,
  value TEXT,
  blobDigest TEXT,
  reason TEXT,
  logTail TEXT,
  settledAttempt INTEGER,
  settledVersion INTEGER,
  plannedAt TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (assayRow, ordinal)
) WITHOUT ROWID;
CREATE INDEX competitionsReady ON competitions (assayRow, notBeforeMs, ordinal) WHERE status = 'pending';

CREATE TABLE executors (
  row INTEGER PRIMARY KEY,
  executorId TEXT NOT NULL UNIQUE,
  bootId TEXT NOT NULL,
  turn INTEGER NOT NULL,
  state TEXT NOT NULL,
  host TEXT NOT NULL,
  pool TEXT,
  runtime TEXT NOT NULL,
  arch TEXT NOT NULL,
  slots INTEGER NOT NULL,
  cpus REAL NOT NULL,
  memoryMb INTEGER NOT NULL,
  executorVersion TEXT NOT NULL,
  leaseUntilMs INTEGER NOT NULL,
  lastTurnAt TEXT NOT NULL
);

CREATE TABLE knownTemplates (
  executorRow INTEGER NOT NULL REFERENCES executors(row) ON DELETE CASCADE,
  templateRow INTEGER NOT NULL,
  PRIMARY KEY (executorRow, templateRow)
) WITHOUT ROWID;

CREATE TABLE attempts (
  assayRow INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  attemptId TEXT NOT NULL,
  token INTEGER NOT NULL,
  executorRow INTEGER NOT NULL,
  executorId TEXT NOT NULL,
  state TEXT NOT NULL,
  named INTEGER NOT NULL DEFAULT 0,
  timeoutSeconds INTEGER NOT NULL,
  deadlineMs INTEGER,
  grantedAt TEXT NOT NULL,
  startedAt TEXT,
  durationMs REAL,
  exitCode INTEGER,
  outOfMemory INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  reasonCode TEXT,
  warnings TEXT,
  logDigest TEXT,
  imageChainId TEXT,
  imageDigest TEXT,
  PRIMARY KEY (assayRow, ordinal, attempt)
) WITHOUT ROWID;
CREATE UNIQUE INDEX attemptsLive ON attempts (attemptId) WHERE state IN ('leased', 'running', 'lost');
CREATE INDEX attemptsLiveByExecutor ON attempts (executorRow, state)
  WHERE state IN ('leased', 'running', 'lost');
CREATE INDEX attemptsLiveByAssay ON attempts (assayRow, ordinal, attempt)
  WHERE state IN ('leased', 'running', 'lost');
CREATE INDEX attemptsLost ON attempts (deadlineMs) WHERE state = 'lost';

CREATE TABLE marks (
  collection TEXT NOT NULL,
  owner INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  version INTEGER NOT NULL,
  publishedSequence INTEGER,
  publishedMs INTEGER,
  PRIMARY KEY (collection, owner, first, last)
) WITHOUT ROWID;
CREATE INDEX marksToPublish ON marks (version) WHERE publishedSequence IS NULL;
CREATE INDEX marksPublished ON marks (publishedSequence) WHERE publishedSequence IS NOT NULL;

CREATE TABLE tombstones (
  submissionId TEXT PRIMARY KEY,
  by TEXT NOT NULL,
  reason TEXT,
  storedAt TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE memos (
  digest TEXT PRIMARY KEY,
  result TEXT,
  resultDigest TEXT,
  warnings TEXT NOT NULL,
  facts TEXT,
  rememberedAt TEXT NOT NULL
) WITHOUT ROWID;
`;

/** What an executor's runtime cannot hold (JSON list of limits), so that people can be told. */
const LIMITS_NOT_HELD = `ALTER TABLE executors ADD COLUMN limitsNotHeld TEXT;`;

/** The executor's turn (of its present boot) that was last answered with this grant; 0 = of an earlier boot. */
const GRANTED_TURN = `ALTER TABLE attempts ADD COLUMN grantedTurn INTEGER NOT NULL DEFAULT 0;`;

/**
 * What an adaptive assay asks tens of thousands of times: which results a round tells, and which round told a result.
 * toldAnew counts the times that results told before were withdrawn or replaced: a digest over them is void then.
 */
const MANY_ROUNDS = `
CREATE INDEX competitionsSettled ON competitions (assayRow, settledVersion) WHERE settledVersion IS NOT NULL;
CREATE INDEX planRoundsByWatermark ON planRounds (assayRow, watermark);
ALTER TABLE assays ADD COLUMN toldAnew INTEGER NOT NULL DEFAULT 0;
`;

/**
 * Submissions that are to go: their rows stay until the eraser has removed them and their blobs, this row until the
 * records have the deletion. The indexes answer whether a blob is used elsewhere.
 */
const DELETIONS = `
CREATE TABLE deletions (
  row INTEGER PRIMARY KEY,
  submissionId TEXT NOT NULL UNIQUE,
  by TEXT NOT NULL,
  deletedAt TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX attemptsByLog ON attempts (logDigest) WHERE logDigest IS NOT NULL;
CREATE INDEX competitionsByBlob ON competitions (blobDigest) WHERE blobDigest IS NOT NULL;
CREATE INDEX inputsByUser ON inputs (userEmail, deletedAt, contentGoneAt);
`;

/**
 * Going on with an older copy of the bus's store, or of this file. journalTrail: which messages were applied, by
 * sequence and time of storing. laterDocuments: what RECORDS knows and this file, restored, does not yet; the journal is
 * read again up to recoverUntil. askedBefore: how the round that is open now was asked for before this file was restored.
 */
const RECOVERY = `
CREATE TABLE journalTrail (sequence INTEGER PRIMARY KEY, storedAt TEXT NOT NULL);
CREATE TABLE laterDocuments (
  collection TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  storedAt TEXT NOT NULL,
  submissionId TEXT,
  assayId TEXT,
  document TEXT NOT NULL,
  PRIMARY KEY (collection, key)
) WITHOUT ROWID;
CREATE INDEX laterDocumentsByAssay ON laterDocuments (assayId) WHERE assayId IS NOT NULL;
ALTER TABLE meta ADD COLUMN recoverUntil INTEGER;
ALTER TABLE meta ADD COLUMN restoredAt TEXT;
ALTER TABLE assays ADD COLUMN askedBefore INTEGER;
`;

/**
 * What was settled is marked by versions (collection 'settled'), which a scheduler before this one could not render.
 * Submissions that wait for their assays are found without looking at all that were ever made.
 */
const SETTLED_MARKS = `CREATE INDEX submissionsWithOpenPlan ON submissions (row) WHERE planOpen = 1;`;

/** Which assays would find the same, which may take that over, and from which one did (JSON of {submissionId, assayId}). */
const REUSE = `
ALTER TABLE assays ADD COLUMN identity TEXT;
ALTER TABLE assays ADD COLUMN reuse INTEGER NOT NULL DEFAULT 0;
ALTER TABLE assays ADD COLUMN reusedFrom TEXT;
CREATE INDEX assaysCompletedByIdentity ON assays (identity) WHERE identity IS NOT NULL AND status = 'completed';
`;

export const MIGRATIONS: readonly string[] = [
  INITIAL,
  LIMITS_NOT_HELD,
  GRANTED_TURN,
  MANY_ROUNDS,
  DELETIONS,
  RECOVERY,
  SETTLED_MARKS,
  REUSE,
];
