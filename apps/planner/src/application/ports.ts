import type { AssayResultsPage, AssayResultsRequest, GenomeCreate } from '#contracts';
import type { AssayContext, Step } from '../domain/assays/assay-type';

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

/** What `AssayType.next` is asked, of a type of ASSAY_REGISTRY. */
export interface StepQuestion {
  readonly assayType: string;
  readonly state: unknown;
  readonly context: AssayContext;
  readonly nextOrdinal: number;
}

/** Steps that reckon for seconds, away from the thread that answers everybody. */
export interface LaboriousSteps {
  step(question: StepQuestion): Promise<Step<unknown>>;
}
