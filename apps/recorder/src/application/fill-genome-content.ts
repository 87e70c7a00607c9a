import type { GenomeDocument } from '#contracts';

export interface BlobSource {
  get(digest: string): Promise<Buffer | undefined>;
}

export interface StoredGenomes {
  storedGenome(genomeId: string): Promise<GenomeDocument | undefined>;
}

/**
 * Gives a genome's document its content, which travels by blob. A deleted genome gets none, and an ephemeral one none
 * once its blob has gone. Where the blob of a lasting genome has gone, what was recorded with an older version stays.
 */
export class FillGenomeContent {
  constructor(
    private readonly blobs: BlobSource,
    private readonly records: StoredGenomes,
    private readonly onMissing: (genome: GenomeDocument) => void,
  ) {}

  async fill(genome: GenomeDocument): Promise<GenomeDocument> {
    const { genomeContent: _untrusted, ...bare } = genome;
    if (genome.deletedAt !== undefined) return bare;
    const genomeContent =
      (await this.blobs.get(genome.digest))?.toString('utf8') ?? (await this.recorded(genome));
    return genomeContent === undefined ? bare : { ...bare, genomeContent };
  }

  private async recorded(genome: GenomeDocument): Promise<string | undefined> {
    if (genome.isEphemeral) return undefined;
    const stored = await this.records.storedGenome(genome.genomeId);
    if (stored?.genomeContent !== undefined && stored.digest === genome.digest) return stored.genomeContent;
    this.onMissing(genome);
    return undefined;
  }
}
