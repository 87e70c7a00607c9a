import type { GenomeDocument } from '#contracts';
import type { StoredGenome } from '../domain/submission-body';
import type { CommandJournal, Journalled, RecordReads } from './ports';

export interface FoundGenome extends StoredGenome {
  readonly userEmail: string;
  readonly datetime: string;
  /** The record, where there is one; it knows more (numSites) but comes a little later. */
  readonly record?: GenomeDocument;
  readonly source: 'journal' | 'records';
}

/**
 * Looks a genome up where it appears first (the journal, which keeps 14 days) and where it stays (the records). Undefined
 * = unknown or deleted. Works while one of the two is away.
 */
export class FindGenome {
  constructor(
    private readonly journal: Pick<CommandJournal, 'genomeCreateOf' | 'genomeDeleteOf'>,
    private readonly records: Pick<RecordReads, 'genome'>,
  ) {}

  async find(genomeId: string): Promise<FoundGenome | undefined> {
    const [created, deleted, record] = await Promise.allSettled([
      this.journal.genomeCreateOf(genomeId),
      this.journal.genomeDeleteOf(genomeId),
      this.records.genome(genomeId),
    ]);
    const create = created.status === 'fulfilled' ? created.value : undefined;
    const known = record.status === 'fulfilled' ? record.value : undefined;
    if (!create?.message && !known) {
      for (const answer of [record, created]) if (answer.status === 'rejected') throw answer.reason;
      return undefined;
    }
    if (isGone(create, deleted.status === 'fulfilled' ? deleted.value : undefined)) return undefined;
    return create?.message ? fromJournal(create, known) : fromRecord(known as GenomeDocument);
  }
}

/** The latest word counts: an upload after a deletion brings the genome back. */
const isGone = (
  created: Journalled<unknown> | undefined,
  deleted: Journalled<unknown> | undefined,
): boolean => deleted !== undefined && (created === undefined || deleted.sequence > created.sequence);

function fromJournal(
  created: Journalled<StoredGenome & { userEmail: string }>,
  record?: GenomeDocument,
): FoundGenome {
  const { genomeId, digest, size, isEphemeral, userEmail } = created.message as StoredGenome & {
    userEmail: string;
  };
  if (record) return fromRecord(record);
  return { genomeId, digest, size, isEphemeral, userEmail, datetime: created.storedAt, source: 'journal' };
}

const fromRecord = (record: GenomeDocument): FoundGenome => ({
  genomeId: record.genomeId,
  digest: record.digest,
  size: record.size,
  isEphemeral: record.isEphemeral,
  userEmail: record.userEmail,
  datetime: record.datetime,
  record,
  source: 'records',
});
