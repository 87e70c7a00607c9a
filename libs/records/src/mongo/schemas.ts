import { Schema, type Connection, type Model, type SchemaDefinition } from 'mongoose';
import { COLLECTIONS, type AnyDocument, type Collection, type RecorderPosition } from '#contracts';

/** A document as it lies in MongoDB: its key is `_id`, too. */
export type Stored<T extends object> = T & { _id: string };

const text = { type: String };
const number = { type: Number };
const flag = { type: Boolean };
const json = { type: Schema.Types.Mixed };
// Without this default mongoose would make an empty list of an absent one.
const texts = { type: [String], default: undefined };
const numbers = { type: [Number], default: undefined };

const versioned = { _id: text, version: number, deletedAt: text };
const origin = { datetime: text, knockemRevision: text, knockemVersion: text };
const stamped = { ...versioned, ...origin, knockemRunmode: text, userEmail: text };

/** Fields and types of the six collections. Names are the given schema's; its unevenness ends here. */
const FIELDS: Readonly<Record<Collection, SchemaDefinition>> = {
  genomes: {
    ...stamped,
    genomeId: text,
    genomeContent: text,
    isEphemeral: flag,
    numSites: number,
    digest: text,
    size: number,
  },
  submissions: {
    ...stamped,
    id: text,
    assayIds: texts,
    assayTypes: texts,
    competitionTimeoutSeconds: number,
    containerEnv: json,
    containerImage: text,
    genomeIdAlpha: text,
    maxCompetitionsActive: number,
    maxCompetitionsFail: number,
    status: text,
    held: flag,
    reason: text,
    counters: json,
    pool: text,
    priority: text,
    summary: json,
    imageDigest: text,
    numSites: number,
    assayParameters: json,
    siteBase: number,
    seed: number,
    maxCompetitionAttempts: number,
    resources: json,
    concludedAt: text,
  },
  assays: {
    ...stamped,
    id: text,
    assayType: text,
    competitionIDs: texts,
    containerEnv: json,
    containerImage: text,
    submissionId: text,
    status: text,
    reason: text,
    dependsOnAssayIds: texts,
    numCompetitions: number,
    rounds: number,
  },
  assayResults: { ...versioned, ...origin, id: text, assayResult: json },
  competitions: {
    ...stamped,
    id: text,
    assayId: text,
    knockoutSites: numbers,
    submissionId: text,
    ordinal: number,
    status: text,
    reason: text,
    genomeIdAlpha: text,
    genomeIdBeta: text,
    numAttempts: number,
    logTail: text,
  },
  competitionResults: {
    ...stamped,
    id: text,
    assayId: text,
    competitionAttemptId: text,
    knockoutSites: numbers,
    numKnockoutSites: number,
    result: json,
    submissionId: text,
    seed: number,
    imageDigest: text,
    executor: text,
    startedAt: text,
    endedAt: text,
    warnings: texts,
  },
};

/**
 * What lists filter and sort by. None is unique: a duplicate-key error must mean one thing only, that a record of this
 * key is there already.
 */
export const INDEXES: Readonly<Record<Collection, readonly Record<string, 1 | -1>[]>> = {
  genomes: [{ userEmail: 1, datetime: -1, _id: -1 }, { datetime: -1, _id: -1 }, { deletedAt: 1 }],
  submissions: [
    { userEmail: 1, datetime: -1, _id: -1 },
    { status: 1, datetime: -1, _id: -1 },
    { datetime: -1, _id: -1 },
    { deletedAt: 1 },
  ],
  assays: [{ submissionId: 1, datetime: 1, _id: 1 }, { deletedAt: 1 }],
  assayResults: [{ deletedAt: 1 }],
  competitions: [{ assayId: 1, ordinal: 1 }, { submissionId: 1, assayId: 1, ordinal: 1 }, { deletedAt: 1 }],
  competitionResults: [{ assayId: 1, _id: 1 }, { deletedAt: 1 }],
};

/**
 * `minimize: false` keeps empty objects; `id: false` because `id` is a field of its own here; no version key, because
 * the guard is ours; nothing is built or buffered behind our back.
 */
const options = {
  strict: true,
  minimize: false,
  id: false,
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} as const;

export type RecordModels = Readonly<Record<Collection, Model<Stored<AnyDocument>>>>;
export type StoredPosition = Stored<RecorderPosition>;

/** The models on a connection, made once per connection whoever asks. */
export function recordModels(connection: Connection): RecordModels {
  const modelOf = (collection: Collection): Model<Stored<AnyDocument>> =>
    modelOn<Stored<AnyDocument>>(connection, collection, FIELDS[collection]);
  return Object.fromEntries(COLLECTIONS.map((c) => [c, modelOf(c)])) as unknown as RecordModels;
}

export const positionModel = (connection: Connection): Model<StoredPosition> =>
  modelOn<StoredPosition>(connection, 'positions', {
    _id: text,
    streamSequence: number,
    streamCreated: text,
  });

function modelOn<T>(connection: Connection, name: string, fields: SchemaDefinition): Model<T> {
  const known = connection.models[name] as Model<T> | undefined;
  return known ?? (connection.model(name, new Schema(fields, options), name) as unknown as Model<T>);
}
