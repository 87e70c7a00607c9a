import { keyField, type Collection } from '#contracts';
import { isUuid } from '#domain';

type FieldType = 'text' | 'uuid' | 'number' | 'whole' | 'flag' | 'texts' | 'numbers' | 'object';
type Fields = Readonly<Record<string, FieldType | `${FieldType}?`>>;

const VERSIONED: Fields = { version: 'whole', deletedAt: 'text?' };
const ORIGIN: Fields = { datetime: 'text', knockemRevision: 'text', knockemVersion: 'text' };
const STAMPED: Fields = { ...VERSIONED, ...ORIGIN, knockemRunmode: 'text', userEmail: 'text' };

/** The six collections as the record schema has them; `?` marks a field that may be absent. */
const FIELDS: Readonly<Record<Collection, Fields>> = {
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
  },
  assayResults: { ...VERSIONED, ...ORIGIN, id: 'uuid', assayResult: 'object' },
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

/**
 * What keeps a value from being a document of the collection, in sentences. A deletion needs its key and version only.
 * Fields that the schema does not know are a newer writer's: named, so that nothing is dropped in silence.
 */
export function documentProblems(collection: Collection, value: unknown): string[] {
  if (!CHECKS.object(value)) return ['is not an object'];
  const document = value as Record<string, unknown>;
  const fields = FIELDS[collection];
  const unknown = Object.keys(document).filter((name) => !Object.hasOwn(fields, name));
  const wrong = Object.entries(fields).filter(([name, type]) => !fits(document, collection, name, type));
  return [
    ...unknown.map((name) => `has the unknown field "${name.slice(0, 64)}"`),
    ...wrong.map(([name, type]) => `"${name}" is not ${ARTICLE[type.replace('?', '') as FieldType]}`),
  ];
}

function fits(
  document: Record<string, unknown>,
  collection: Collection,
  name: string,
  type: string,
): boolean {
  const value = document[name];
  const needed = name === 'version' || name === keyField(collection);
  const absentIsFine = type.endsWith('?') || (document.deletedAt !== undefined && !needed);
  return value === undefined ? absentIsFine : CHECKS[type.replace('?', '') as FieldType](value);
}

const ARTICLE: Readonly<Record<FieldType, string>> = {
  text: 'text',
  uuid: 'a UUID',
  number: 'a number',
  whole: 'a whole number from 0 on',
  flag: 'true or false',
  texts: 'a list of texts',
  numbers: 'a list of numbers',
  object: 'an object',
};
