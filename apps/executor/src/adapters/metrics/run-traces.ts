import type { Tracing } from '#platform';
import type { Meter } from '../../application/ports';

/**
 * The span of each run, as part of its competition; nothing where nobody traces. A failure is told in words of ours alone: the
 * reason may hold what a container wrote, and spans leave the service.
 */
export function runTraces(tracing: Tracing, executorId: string): Pick<Meter, 'runTraced'> {
  if (!tracing.isOn) return {};
  return {
    runTraced: (submissionId, { attemptId, competitionId, outcome, reasonCode, startedAt, durationMs }) => {
      const startMs = Date.parse(startedAt);
      tracing.record({
        name: 'run',
        submissionId,
        id: attemptId,
        parentId: competitionId,
        startMs,
        endMs: startMs + durationMs,
        attributes: {
          'knockem.competition_id': competitionId,
          'knockem.attempt_id': attemptId,
          'knockem.outcome': outcome,
          'knockem.executor_id': executorId,
        },
        ...(outcome === 'succeeded' ? {} : { failure: reasonCode ? `${outcome}: ${reasonCode}` : outcome }),
      });
    },
  };
}
