import { isDeepStrictEqual } from 'node:util';
import { COLLECTIONS, decodeSites, keyOf, type AnyDocument, type Collection, type SiteSet } from '#contracts';
import type { RecordReader } from '#records';
import { DocumentRenderer } from '../../apps/scheduler/src/adapters/documents/document-renderer';
import type { Stamp } from '../../apps/scheduler/src/adapters/documents/stamp';
import { DocumentRows } from '../../apps/scheduler/src/adapters/sqlite/reading/document-rows';
import type { Violations } from '../violation';
import type { Truth } from './truth';

const AT_ONCE = 200;
type Fields = Record<string, unknown>;

/**
 * The records against the scheduler's truth, document by document and field by field: every row is rendered anew from
 * the database and looked up by its key. `counts` tells how many records each collection holds, so that none is there
 * beside them. Returns how many documents were compared.
 */
export async function checkRecords(
  truth: Truth,
  records: RecordReader,
  counts: Readonly<Record<Collection, number>>,
  violations: Violations,
): Promise<number> {
  let compared = 0;
  for (const collection of COLLECTIONS) {
    const expected = documentsOf(truth, await stampOf(truth, records), collection);
    compared += expected.length;
    for (let from = 0; from < expected.length; from += AT_ONCE)
      await compare(collection, expected.slice(from, from + AT_ONCE), records, violations);
    if (counts[collection] !== expected.length)
      violations.add(
        'records equal the truth',
        `${counts[collection]} ${collection} recorded, ${expected.length} true`,
      );
  }
  return compared;
}

/** As the services stamp their documents: the same in all of a run. */
async function stampOf(truth: Truth, records: RecordReader): Promise<Stamp> {
  const row = truth.prepare('SELECT submissionId FROM submissions LIMIT 1').get() as
    { submissionId: string } | undefined;
  const recorded = row && (await records.get('submissions', row.submissionId));
  const { knockemVersion = '', knockemRevision = '', knockemRunmode = 'production' } = recorded ?? {};
  return { knockemVersion, knockemRevision, knockemRunmode };
}

function documentsOf(truth: Truth, stamp: Stamp, collection: Collection): AnyDocument[] {
  const renderer = new DocumentRenderer(new DocumentRows(truth), stamp);
  const owners = truth.prepare(`SELECT row FROM ${OWNERS[collection]}`).pluck().all() as number[];
  const renderings = owners.flatMap((owner) => [
    ...renderer.render({ collection, owner, first: 0, last: Number.MAX_SAFE_INTEGER }),
  ]);
  return renderings.flatMap(({ documents }) => documents) as AnyDocument[];
}

const OWNERS: Readonly<Record<Collection, string>> = {
  genomes: 'inputs',
  submissions: 'submissions',
  assays: 'assays',
  assayResults: 'assays',
  competitions: 'assays',
  competitionResults: 'assays',
};

async function compare(
  collection: Collection,
  expected: readonly AnyDocument[],
  records: RecordReader,
  violations: Violations,
): Promise<void> {
  const keys = expected.map((document) => keyOf(collection, document));
  const recorded = new Map(
    (await records.getMany(collection, keys)).map((document) => [keyOf(collection, document), document]),
  );
  for (const document of expected) {
    const key = keyOf(collection, document);
    const difference = differenceOf(document, recorded.get(key));
    if (!difference) continue;
    const { submissionId, id } = document as unknown as Fields;
    const owner = (submissionId ?? (collection === 'submissions' ? id : undefined)) as string | undefined;
    violations.add('records equal the truth', `${collection} ${key}: ${difference}`, owner);
  }
}

/** In words; undefined when they say the same. What the recorder fills in from a blob is not in the database. */
export function differenceOf(expected: AnyDocument, recorded: AnyDocument | undefined): string | undefined {
  if (!recorded) return 'not recorded';
  const { genomeContent: _content, ...is } = plain(recorded);
  const { resultDigest, ...should } = plain(expected);
  const fields = [...new Set([...Object.keys(should), ...Object.keys(is)])];
  const different = fields.filter((field) =>
    field === 'assayResult' && resultDigest !== undefined
      ? false
      : !isDeepStrictEqual(should[field], is[field]),
  );
  const [field] = different;
  return (
    field &&
    `${different.join(', ')} differ: ${field} is ${JSON.stringify(is[field])?.slice(0, 200)}, should be ${JSON.stringify(should[field])?.slice(0, 200)}`
  );
}

/** As JSON has it: no class, nothing undefined; sites as a list. */
function plain(document: AnyDocument): Fields {
  const fields = JSON.parse(JSON.stringify(document)) as Fields;
  return fields.knockoutSites === undefined
    ? fields
    : { ...fields, knockoutSites: decodeSites(fields.knockoutSites as SiteSet) };
}
