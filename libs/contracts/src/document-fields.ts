import { isUuid } from '#domain';
import { COLLECTIONS, keyField, type Collection, type DocumentOf } from './documents';

/** What a field of a document holds. */
export type FieldType = 'text' | 'uuid' | 'number' | 'whole' | 'flag' | 'texts' | 'numbers' | 'object';

/** Every field of a document type, and no other; `?` where the field may be absent. */
type FieldsOf<D> = { readonly [K in keyof D]-?: undefined extends D[K] ? `${FieldType}?` : FieldType };

const VERSIONED = { version: 'whole', deletedAt: 'text?' } as const;
const ORIGIN = { datetime: 'text', knockemRevision: 'text', knockemVersion: 'text' } as const;
const STAMPED = { ...VERSIONED, ...ORIGIN, knockemRunmode: 'text', userEmail: 'text' } as const;

/**
 * The fields of the six collections at run time: checked by the recorder, and the MongoDB schemas are made of it. The
 * compiler holds it to the document types, so a field that is added there must be added here.
 */
export const DOCUMENT_FIELDS: { readonly [C in Collection]: FieldsOf<DocumentOf[C]> } = {
  genomes: {
    ...STAMPED,
    genomeId: 'uuid',
    genomeContent: 'text?',
    isEphemeral: 'flag',
    numSites: 'whole?',
    digest: 'text',
    size: 'whole',
  },
  submissions: {
    ...STAMPED,
    id: 'uuid',
    assayIds: 'texts',
    assayTypes: 'texts',
    competitionTimeoutSeconds: 'number',
    containerEnv: 'object',
    containerImage: 'text',
    genomeIdAlpha: 'uuid',
    maxCompetitionsActive: 'whole',
    maxCompetitionsFail: 'whole',
    status: 'text',
    held: 'flag',
    reason: 'text?',
    counters: 'object',
    pool: 'text?',
    priority: 'text',
    summary: 'object?',
    imageDigest: 'text?',
    numSites: 'whole?',
    assayParameters: 'object',
    siteBase: 'whole',
    seed: 'number',
    maxCompetitionAttempts: 'whole',
    resources: 'object',
    concludedAt: 'text?',
  },
  assays: {
    ...STAMPED,
    id: 'uuid',
    assayType: 'text',
    competitionIDs: 'texts?',
    containerEnv: 'object',
    containerImage: 'text',
    submissionId: 'uuid',
    status: 'text',
    reason: 'text?',
    dependsOnAssayIds: 'texts',
    numCompetitions: 'whole',
    rounds: 'whole',
    reusedFrom: 'object?',
  },
  assayResults: {
    ...VERSIONED,
    ...ORIGIN,
    id: 'uuid',
    assayResult: 'object',
    resultDigest: 'text?',
  },
  competitions: {
    ...STAMPED,
    id: 'uuid',
    assayId: 'uuid',
    knockoutSites: 'numbers',
    submissionId: 'uuid',
    ordinal: 'whole',
    status: 'text',
    reason: 'text?',
    genomeIdAlpha: 'uuid',
    genomeIdBeta: 'uuid',
    numAttempts: 'whole',
    logTail: 'text?',
    logDigest: 'text?',
  },
  competitionResults: {
    ...STAMPED,
    id: 'uuid',
    assayId: 'uuid',
    competitionAttemptId: 'uuid',
    knockoutSites: 'numbers',
    numKnockoutSites: 'whole',
    result: 'object',
    submissionId: 'uuid',
    seed: 'number',
    imageDigest: 'text?',
    executor: 'text',
    startedAt: 'text',
    endedAt: 'text',
    warnings: 'texts',
  },
};

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

const CHECKS: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  text: isText,
  uuid: (value) => isUuid(value),
  number: isNumber,
  whole: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  flag: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every(isText),
  numbers: (value) => Array.isArray(value) && value.every(isNumber),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

const IN_WORDS: Readonly<Record<FieldType, string>> = {
  text: 'text',
  uuid: 'a UUID',
  number: 'a number',
  whole: 'a whole number from 0 on',
  flag: 'true or false',
  texts: 'a list of texts',
  numbers: 'a list of numbers',
  object: 'an object',
};

interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly mayBeAbsent: boolean;
  /** A deletion has it, too. */
  readonly isNeeded: boolean;
  readonly fits: (value: unknown) => boolean;
}

const fieldsOf = (collection: Collection): Field[] =>
  Object.entries<string>(DOCUMENT_FIELDS[collection]).map(([name, marked]) => {
    const type = marked.replace('?', '') as FieldType;
    const isNeeded = name === 'version' || name === keyField(collection);
    return { name, type, mayBeAbsent: marked.endsWith('?'), isNeeded, fits: CHECKS[type] };
  });

/** Taken apart once: every document of every batch is held against them. */
const FIELDS = new Map<string, readonly Field[]>(COLLECTIONS.map((c) => [c, fieldsOf(c)]));
const TYPES = new Map<string, ReadonlyMap<string, FieldType>>(
  COLLECTIONS.map((c) => [c, new Map(fieldsOf(c).map(({ name, type }) => [name, type]))]),
);

/** The type of a field, without the mark of what may be absent; undefined for a field the collection does not have. */
export const fieldType = (collection: Collection, name: string): FieldType | undefined =>
  TYPES.get(collection)?.get(name);

/**
 * What keeps a value from being a document of the collection, in sentences. A deletion needs its key and version only.
 * Fields that the collection does not have are no problem here: they are a newer writer's.
 */
export function documentProblems(collection: Collection, value: unknown): string[] {
  if (!CHECKS.object(value)) return ['is not an object'];
  const document = value as Record<string, unknown>;
  const isDeletion = document.deletedAt !== undefined;
  return FIELDS.get(collection)!
    .filter(({ name, mayBeAbsent, isNeeded, fits }) =>
      document[name] === undefined ? !mayBeAbsent && (!isDeletion || isNeeded) : !fits(document[name]),
    )
    .map(({ name, type }) => `"${name}" is not ${IN_WORDS[type]}`);
}
