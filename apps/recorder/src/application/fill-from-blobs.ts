import type { AssayResultDocument, GenomeDocument } from '#contracts';

export interface BlobSource {
  get(digest: string): Promise<Buffer | undefined>;
}

export interface StoredGenomes {
  storedGenome(genomeId: string): Promise<GenomeDocument | undefined>;
}

/** A document holds 16 MB at most in MongoDB; a larger result stays a blob. */
const MAX_RESULT_BYTES = 15_000_000;

/** Puts into documents what travelled beside them as a blob. */
export class FillFromBlobs {
  constructor(
    private readonly blobs: BlobSource,
    private readonly records: StoredGenomes,
    private readonly onMissing: (what: 'genome' | 'assay result', id: string, digest: string) => void,
  ) {}

  /**
   * A deleted genome gets no content, and an ephemeral one none once its blob has gone. Where the blob of a lasting
   * genome has gone, the content that was recorded with an older version stays.
   */
  async genome(genome: GenomeDocument): Promise<GenomeDocument> {
    const { genomeContent: _untrusted, ...bare } = genome;
    if (genome.deletedAt !== undefined) return bare;
    const blob = await this.blobs.get(genome.digest);
    const genomeContent = blob?.toString('utf8') ?? (await this.recordedContent(genome));
    return genomeContent === undefined ? bare : { ...bare, genomeContent };
  }

  /** A result that cannot be put in keeps its digest, so that a reader can still ask for the blob. */
  async assayResult(document: AssayResultDocument): Promise<AssayResultDocument> {
    const { resultDigest, ...bare } = document;
    if (resultDigest === undefined || document.deletedAt !== undefined) return bare;
    const blob = await this.blobs.get(resultDigest);
    const result = blob && blob.length <= MAX_RESULT_BYTES ? parseObject(blob) : undefined;
    if (result) return { ...bare, assayResult: { ...result, ...bare.assayResult } };
    this.onMissing('assay result', document.id, resultDigest);
    return document;
  }

  private async recordedContent(genome: GenomeDocument): Promise<string | undefined> {
    if (genome.isEphemeral) return undefined;
    const stored = await this.records.storedGenome(genome.genomeId);
    if (stored?.genomeContent !== undefined && stored.digest === genome.digest) return stored.genomeContent;
    this.onMissing('genome', genome.genomeId, genome.digest);
    return undefined;
  }
}

function parseObject(blob: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(blob.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
