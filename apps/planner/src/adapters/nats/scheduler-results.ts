import type { AssayResultsPage, AssayResultsRequest } from '#contracts';
import type { Messaging } from '#messaging';
import type { AssayResults } from '../../application/ports';

/** A page of 5,000 results is a fraction of a second's work; after ten seconds nobody is there. */
const TIMEOUT_MS = 10_000;

/** Asks the scheduler for settled competitions. */
export class SchedulerResults implements AssayResults {
  constructor(private readonly messaging: Messaging) {}

  page(request: AssayResultsRequest): Promise<AssayResultsPage> {
    return this.messaging.request<AssayResultsPage>('assay.results', request, {
      timeoutMs: TIMEOUT_MS,
      schema: 'api.assay.results.v1',
    });
  }
}
