import { Schema, type Connection, type Model, type SchemaDefinition } from 'mongoose';
import {
  COLLECTIONS,
  DOCUMENT_FIELDS,
  fieldType,
  type AnyDocument,
  type Collection,
  type FieldType,
  type RecorderPosition,
} from '#contracts';

/** A document as it lies in MongoDB: its key is `_id`, too. */
export type Stored<T extends object> = T & { _id: string };

/** How a field lies in MongoDB. Without the default, mongoose would make an empty list of an absent one. */
const SCHEMA_TYPES: Readonly<Record<FieldType, SchemaDefinition[string]>> = {
  text: { type: String },
  uuid: { type: String },
  number: { type: Number },
  whole: { type: Number },
  flag: { type: Boolean },
  texts: { type: [String], default: undefined },
  numbers: { type: [Number], default: undefined },
  object: { type: Schema.Types.Mixed },
};

/** Names and types are the given schema's, as the contracts have them. */
function fieldsOf(collection: Collection): SchemaDefinition {
  const names = Object.keys(DOCUMENT_FIELDS[collection]);
  const fields = names.map((name) => [name, SCHEMA_TYPES[fieldType(collection, name)!]] as const);
  return { _id: { type: String }, ...Object.fromEntries(fields) };
}

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
  competitions: [
    { assayId: 1, ordinal: 1 },
    { submissionId: 1, assayId: 1, ordinal: 1 },
    // A state is found without a look at all others: the failed ones among a million.
    { submissionId: 1, status: 1, assayId: 1, ordinal: 1 },
    { deletedAt: 1 },
  ],
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
    modelOn<Stored<AnyDocument>>(connection, collection, fieldsOf(collection));
  return Object.fromEntries(COLLECTIONS.map((c) => [c, modelOf(c)])) as unknown as RecordModels;
}

export const positionModel = (connection: Connection): Model<StoredPosition> =>
  modelOn<StoredPosition>(connection, 'positions', {
    _id: { type: String },
    streamSequence: { type: Number },
    streamCreated: { type: String },
    storedAt: { type: String },
  });

function modelOn<T>(connection: Connection, name: string, fields: SchemaDefinition): Model<T> {
  const known = connection.models[name] as Model<T> | undefined;
  return known ?? (connection.model(name, new Schema(fields, options), name) as unknown as Model<T>);
}
