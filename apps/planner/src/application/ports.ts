import type { AssayResultsPage, AssayResultsRequest, GenomeCreate } from '#contracts';

/** Pages of an assay's settled competitions; the scheduler answers. Throws KnockemError `unavailable` while it is away. */
export interface AssayResults {
  page(request: AssayResultsRequest): Promise<AssayResultsPage>;
}

/** Content by SHA-256. A put of what is there already is a no-op. */
export interface ContentStore {
  put(content: Uint8Array): Promise<{ digest: string }>;
  get(digest: string): Promise<Buffer | undefined>;
}

/** Journals commands that make genomes; one that is repeated changes nothing. */
export interface GenomeCommands {
  create(command: GenomeCreate): Promise<void>;
}
