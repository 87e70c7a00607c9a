import type { GenomeDocument } from '#contracts';
import type { InputRow } from '../sqlite/rows';
import { present, type Stamp } from './stamp';

/** The `genomes` document, without content: the recorder fills that in from the blob while there is one. */
export const genomeDocument = (row: InputRow, stamp: Stamp): GenomeDocument => ({
  genomeId: row.inputId,
  version: row.version,
  datetime: row.createdAt,
  userEmail: row.userEmail,
  ...stamp,
  isEphemeral: row.isEphemeral === 1,
  ...present('numSites', row.numSites),
  digest: row.digest,
  size: row.size,
  ...present('deletedAt', row.deletedAt),
});
