import { genomeComplaint, LIMITS, type SubmissionCreate } from '#contracts';
import { knockoutGenomeIdOf } from '#domain';
import type { KeptGenome } from '../domain/assays/assay-type';
import type { ContentStore, GenomeCommands } from './ports';

/**
 * Makes genomes of what an assay kept, before its conclusion is published: whoever reads the result finds them. Told
 * again after a crash in between, with the same ids, which changes nothing. A content that the blob store has lost, or
 * that is no genome, is no reason to lose the assay: returns a sentence for each.
 */
export async function keepGenomes(
  kept: readonly KeptGenome[],
  submission: SubmissionCreate,
  { content, genomes }: { readonly content: ContentStore; readonly genomes: GenomeCommands },
): Promise<string[]> {
  const warnings: string[] = [];
  const { genomeIdAlpha, userEmail, knockemRunmode } = submission;
  for (const { sitesOut, digest } of kept.filter(({ sitesOut }) => sitesOut.length > 0)) {
    const genomeId = knockoutGenomeIdOf(genomeIdAlpha, sitesOut);
    const bytes = await content.get(digest);
    const complaint = bytes ? complaintOf(bytes) : `its content (blob ${digest}) is not in the blob store`;
    if (!bytes || complaint) {
      warnings.push(`the genome ${genomeId} could not be kept: ${complaint}`);
    } else {
      await genomes.create({
        genomeId,
        digest,
        size: bytes.length,
        isEphemeral: false,
        userEmail,
        knockemRunmode,
      });
    }
  }
  return warnings;
}

/** What is refused of a person's upload is no genome when an image wrote it either. */
const complaintOf = (bytes: Buffer): string | undefined =>
  bytes.length > LIMITS.genomeBytes
    ? `it has ${bytes.length} bytes, more than the ${LIMITS.genomeBytes} of a genome`
    : genomeComplaint(bytes);
