import { type AssayForecasts } from '#contracts';
import { KnockemError } from '#domain';
import type { Messaging, Stoppable } from '#messaging';
import { parseRequest } from '#platform';
import { sha256 } from '../../application/sha256';
import type { Registry } from '../../domain/assays/registry';
import { forecastSubmission } from '../../domain/forecast';

/** Answers what a submission would run. Nothing is stored, and any planner of the queue may answer. */
export const answerForecasts = (
  messaging: Messaging,
  { registry, build }: { readonly registry: Registry; readonly build: string },
  onError?: (error: Error) => void,
): Stoppable =>
  messaging.respond<AssayForecasts>(
    'submission.forecast',
    (body) => {
      const { submission, numSites } = parseRequest('api.submission.forecast.v1', body);
      const forecast = forecastSubmission(submission, registry, { sha256, build }, numSites);
      if ('assays' in forecast) return forecast;
      throw new KnockemError('refused', `The study cannot work: ${forecast.refusal}.`);
    },
    { queue: 'planner', ...(onError ? { onError } : {}) },
  );
