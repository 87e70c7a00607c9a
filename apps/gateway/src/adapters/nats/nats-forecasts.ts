import type { AssayForecast, AssayForecasts, SubmissionCreate } from '#contracts';
import type { Messaging } from '#messaging';
import type { Forecasts } from '../../application/forecast-submission';
import { answering } from '../answering';

/** The planner reckons for a moment; it may be at a large plan. */
const TIMEOUT_MS = 5000;

/** What the planner says, by request and reply. */
export class NatsForecasts implements Forecasts {
  constructor(private readonly messaging: Messaging) {}

  async forecast(submission: SubmissionCreate, numSites?: number): Promise<readonly AssayForecast[]> {
    const body = { submission, ...(numSites === undefined ? {} : { numSites }) };
    const asked = this.messaging.request<AssayForecasts>('submission.forecast', body, {
      timeoutMs: TIMEOUT_MS,
    });
    return (await answering('planner', asked)).assays;
  }
}
