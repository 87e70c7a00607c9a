import { randomUUID } from 'node:crypto';
import type { AssayResultDocument, GenomeDocument } from '#contracts';
import { FillFromBlobs } from './fill-from-blobs';

const stamp = { datetime: '2026-03-01T00:00:00.000Z', knockemRevision: 'abc1234', knockemVersion: '0.1.0' };
const genome = (given: Partial<GenomeDocument> = {}): GenomeDocument => ({
  ...stamp,
  version: 2,
  genomeId: randomUUID(),
  isEphemeral: false,
  digest: 'there',
  size: 3,
  knockemRunmode: 'testing',
  userEmail: 'someone@example.org',
  ...given,
});
const result = (given: Partial<AssayResultDocument> = {}): AssayResultDocument => ({
  ...stamp,
  version: 1,
  id: randomUUID(),
  assayResult: {},
  ...given,
});

function filler(
  blobs: Record<string, string>,
  stored?: GenomeDocument,
): { fill: FillFromBlobs; missing: string[] } {
  const missing: string[] = [];
  const source = { get: async (digest: string) => (blobs[digest] ? Buffer.from(blobs[digest]) : undefined) };
  const records = { storedGenome: async () => stored };
  return { fill: new FillFromBlobs(source, records, (what, id) => missing.push(`${what} ${id}`)), missing };
}

describe('FillFromBlobs', () => {
  it('puts the content into a genome', async () => {
    const { fill } = filler({ there: 'Ωab' });
    const document = genome();
    expect(await fill.genome(document)).toEqual({ ...document, genomeContent: 'Ωab' });
  });

  it('leaves a deleted genome, and an ephemeral one whose blob has gone, without', async () => {
    const { fill, missing } = filler({ there: 'abc' });
    const deleted = genome({ deletedAt: stamp.datetime, genomeContent: 'smuggled in' });
    expect(await fill.genome(deleted)).not.toHaveProperty('genomeContent');
    expect(await fill.genome(genome({ isEphemeral: true, digest: 'gone' }))).not.toHaveProperty(
      'genomeContent',
    );
    expect(missing).toEqual([]);
  });

  it('keeps the recorded content of a lasting genome whose blob has gone, if it is the same genome', async () => {
    const document = genome({ digest: 'gone' });
    const same = filler({}, { ...document, genomeContent: 'abc' });
    expect(await same.fill.genome(document)).toEqual({ ...document, genomeContent: 'abc' });
    const other = filler({}, { ...document, digest: 'other', genomeContent: 'xyz' });
    expect(await other.fill.genome(document)).toEqual(document);
    expect(other.missing).toEqual([`genome ${document.genomeId}`]);
  });

  it('puts a large result into its document and drops the digest', async () => {
    const { fill } = filler({ big: '{"scores":[1,2]}' });
    const document = result({ resultDigest: 'big', assayResult: { warnings: ['w'] } });
    const filled = await fill.assayResult(document);
    expect(filled.assayResult).toEqual({ scores: [1, 2], warnings: ['w'] });
    expect(filled).not.toHaveProperty('resultDigest');
    const small = result({ assayResult: { n: 1 } });
    expect(await fill.assayResult(small)).toEqual(small);
  });

  it('leaves the digest of a result that is nowhere, no JSON object, or too large, and tells', async () => {
    const { fill, missing } = filler({ broken: '{', large: `{"a":"${'x'.repeat(15_000_000)}"}` });
    for (const resultDigest of ['gone', 'broken', 'large']) {
      const document = result({ resultDigest });
      expect(await fill.assayResult(document)).toEqual(document);
    }
    expect(missing).toHaveLength(3);
  });
});
