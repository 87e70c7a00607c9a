import type { Tracing } from '#platform';
import type { Meter } from '../../application/ports';

/** The span of each run, as part of its competition; nothing where nobody traces. */
export function runTraces(tracing: Tracing, executorId: string): Pick<Meter, 'runTraced'> {
  if (!tracing.isOn) return {};
  return {
    runTraced: (submissionId, { attemptId, competitionId, outcome, reason, startedAt, durationMs }) => {
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
        ...(outcome === 'succeeded' ? {} : { failure: reason ?? outcome }),
      });
    },
  };
}
