import { type BlobFacts, PruneBlobs, type PruneBlobsParts } from './prune-blobs';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2030-01-10T00:00:00.000Z');
const digestOf = (letter: string): string => letter.repeat(64);

interface World {
  /** Letter of the digest -> hours since it was stored. */
  readonly stored: Readonly<Record<string, number>>;
  readonly named?: string;
  readonly inRecords?: string;
  readonly oldestRunHours?: number;
  readonly behind?: string;
  readonly storedAgain?: string;
}

function pruneIn({ stored, named = '', inRecords = '', oldestRunHours, behind, storedAgain = '' }: World) {
  const gone: string[] = [];
  const ago = (hours: number): string => new Date(NOW - hours * HOUR_MS).toISOString();
  const facts = (letter: string): BlobFacts => ({
    ...{ digest: digestOf(letter), size: 10, revision: 1 },
    storedAt: ago(stored[letter]),
  });
  const parts: PruneBlobsParts = {
    blobs: {
      list: async () => Object.keys(stored).map(digestOf),
      look: async (digest) => facts(digest[0]),
      deleteIfUnchanged: async ({ digest }) => {
        if (storedAgain.includes(digest[0])) return false;
        gone.push(digest[0]);
        return true;
      },
    },
    names: {
      listBlobs: () => [...named].map(digestOf),
      oldestLiveRun: () => (oldestRunHours === undefined ? undefined : ago(oldestRunHours)),
    },
    whyBehind: async () => behind,
    namedInRecords: async (digests) => digests.filter((digest) => inRecords.includes(digest[0])),
    wallMs: () => NOW,
  };
  return { prune: new PruneBlobs(parts), gone };
}

const OLD = { a: 30, b: 30, c: 30, d: 30 };
const asked = (hours: number, remove = true) => ({ olderThanMs: hours * HOUR_MS, remove });

it('takes what neither the scheduler nor a record names', async () => {
  const { prune, gone } = pruneIn({ stored: OLD, named: 'a', inRecords: 'c' });
  expect(await prune.prune(asked(24))).toEqual({ count: 2, bytes: 20 });
  expect(gone.sort()).toEqual(['b', 'd']);
});

it('only tells, where that is asked', async () => {
  const { prune, gone } = pruneIn({ stored: OLD });
  expect(await prune.prune(asked(24, false))).toEqual({ count: 4, bytes: 40 });
  expect(gone).toEqual([]);
});

it('leaves what was stored lately, and never takes what is not an hour old', async () => {
  const { prune, gone } = pruneIn({ stored: { a: 23, b: 25, c: 0.5 } });
  await prune.prune(asked(24));
  expect(gone).toEqual(['b']);
  await prune.prune(asked(0));
  expect(gone).not.toContain('c');
});

it('leaves what a run that goes on may have stored', async () => {
  const { prune, gone } = pruneIn({ stored: { a: 49, b: 90 }, oldestRunHours: 50 });
  await prune.prune(asked(24));
  expect(gone).toEqual(['b']);
});

it('does not count what was stored again when it was about to go', async () => {
  const { prune } = pruneIn({ stored: OLD, storedAgain: 'ab' });
  expect(await prune.prune(asked(24))).toEqual({ count: 2, bytes: 20 });
});

it('says nothing while names may be missing', async () => {
  const { prune, gone } = pruneIn({ stored: OLD, behind: 'it has applied 3 of 9 messages' });
  await expect(prune.prune(asked(24))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('3 of 9') as string,
  });
  expect(gone).toEqual([]);
});
