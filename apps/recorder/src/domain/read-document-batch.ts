import {
  COLLECTIONS,
  decodeSites,
  documentProblems,
  fieldType,
  type AnyDocument,
  type Collection,
  type DocumentBatch,
} from '#contracts';

/** Schema of a message on `doc.*`. */
export const BATCH_SCHEMA = 'doc.batch.v1';
const MAX_DOCUMENTS = 500;
const MAX_PROBLEMS = 20;
/** Characters of a bit set of 100,000 sites, with room. */
const MAX_BIT_SET = 20_000;

export type BatchRead =
  /** `unknownFields`: left out of the documents, because the collection does not have them. */
  | { readonly kind: 'documents'; readonly batch: DocumentBatch; readonly unknownFields: readonly string[] }
  /** A message of another kind that shares the stream. */
  | { readonly kind: 'event' }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

/** Reads one message of the RECORDS stream. Never throws, whatever it holds. */
export function readDocumentBatch(
  root: string,
  subject: string,
  schema: string | undefined,
  body: string,
): BatchRead {
  const [kind, collection, owner, ...rest] = subject.slice(root.length + 1).split('.');
  if (kind === 'event') return { kind: 'event' };
  if (kind !== 'doc' || owner === undefined || rest.length > 0)
    return malformed(`subject ${subject} is not known`);
  if (!isCollection(collection)) return malformed(`"${collection}" is not a collection`);
  if (schema !== undefined && schema !== '' && schema !== BATCH_SCHEMA) {
    return malformed(`schema ${schema.slice(0, 80)} is not known here; expected ${BATCH_SCHEMA}`);
  }
  const value = parse(body);
  if (value === undefined) return malformed('the body is not a JSON object');
  return checked(collection, value);
}

function checked(collection: Collection, value: Record<string, unknown>): BatchRead {
  if (value.collection !== collection)
    return malformed(`the body does not name the collection ${collection}`);
  const documents: unknown = value.documents;
  if (!Array.isArray(documents)) return malformed('"documents" is not a list');
  if (documents.length > MAX_DOCUMENTS) {
    return malformed(`${documents.length} documents in one message; at most ${MAX_DOCUMENTS}`);
  }
  const listed = documents.map(withSitesListed);
  const problems = listed.flatMap((document, i) =>
    documentProblems(collection, document).map((problem) => `documents[${i}] ${problem}`),
  );
  if (problems.length > 0) return malformed(...problems);
  return knownFields(collection, listed as Record<string, unknown>[]);
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The records have sites as a list; on the stream they may be a bit set (≤ 100,000 of them). */
function withSitesListed(document: unknown): unknown {
  const { knockoutSites } = (document ?? {}) as { knockoutSites?: unknown };
  if (typeof knockoutSites !== 'string' || knockoutSites.length > MAX_BIT_SET || !BASE64.test(knockoutSites))
    return document;
  return { ...(document as object), knockoutSites: decodeSites(knockoutSites) };
}

/**
 * A field that only a newer scheduler knows must not cost the document. It is left out of both stores alike (and told),
 * until a recorder that knows it comes.
 */
function knownFields(collection: Collection, documents: readonly Record<string, unknown>[]): BatchRead {
  const unknownFields = new Set<string>();
  const known = documents.map((document) => {
    const strange = Object.keys(document).filter((name) => fieldType(collection, name) === undefined);
    if (strange.length === 0) return document;
    strange.forEach((name) => unknownFields.add(name.slice(0, 64)));
    return Object.fromEntries(Object.entries(document).filter(([name]) => !strange.includes(name)));
  });
  const batch = { collection, documents: known as unknown as AnyDocument[] };
  return { kind: 'documents', batch, unknownFields: [...unknownFields] };
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // told by the caller
  }
  return undefined;
}

const isCollection = (word: string): word is Collection => (COLLECTIONS as readonly string[]).includes(word);

function malformed(...problems: string[]): BatchRead {
  const shown = problems.slice(0, MAX_PROBLEMS);
  if (shown.length < problems.length) shown.push(`and ${problems.length - shown.length} more`);
  return { kind: 'malformed', problems: shown };
}
