import { Counter, Histogram, type Registry } from 'prom-client';
import { parseJournalSubject, type PlanRequest } from '#contracts';
import type { KnockemLogger, Tracing } from '#platform';
import type { PlanRequestsOptions } from './nats/plan-requests';

export interface RequestObservers {
  readonly logger: KnockemLogger;
  readonly metrics: Registry;
  readonly tracing: Tracing;
  readonly now: () => number;
  /** First token of all subjects. */
  readonly root: string;
}

type Observed = Required<Pick<PlanRequestsOptions, 'onOutcome' | 'onPlanned' | 'onError'>>;

/** What people see of requests to plan: lines with the ids in fields of their own, numbers, and spans where somebody traces. */
export function observeRequests({ logger, metrics, tracing, now, root }: RequestObservers): Observed {
  const answers = new Counter({
    name: 'knockem_planner_requests_total',
    help: 'Plan requests by how they ended',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  const seconds = new Histogram({
    name: 'knockem_planner_plan_seconds',
    help: 'From the arrival of a request to plan to the last part of its answer.',
    buckets: [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100],
    registers: [metrics],
  });
  const fields = (subject: string, delivery: number): object => ({
    ...idsIn(root, subject),
    subject,
    delivery,
  });
  return {
    onOutcome: (outcome, { subject, delivery }) => {
      answers.inc({ outcome });
      const level = outcome === 'answered' ? 'debug' : 'warn';
      logger[level](fields(subject, delivery), `plan request ${outcome}`);
    },
    onPlanned: (taken, request) => {
      seconds.observe(taken);
      if (tracing.isOn) trace(tracing, request, now(), taken);
    },
    onError: (error, { subject, delivery }) =>
      logger.warn(fields(subject, delivery), `plan request not answered yet: ${error.message}`),
  };
}

function idsIn(root: string, subject: string): { submissionId?: string; assayId?: string } {
  const parsed = parseJournalSubject(root, subject);
  return parsed?.kind === 'planRequest' ? { submissionId: parsed.submissionId, assayId: parsed.assayId } : {};
}

function trace(
  tracing: Tracing,
  { submissionId, assayId, round }: PlanRequest,
  endMs: number,
  seconds: number,
): void {
  const times = { startMs: endMs - seconds * 1000, endMs };
  const attributes = { 'knockem.round': round };
  tracing.record({ name: 'plan', submissionId, parentId: assayId, ...times, attributes });
}
