import { ResultChecker } from '../../../application/check-result';
import type { Collected, RunEnd } from '../../../application/container-runtime';
import { classifyRunEnd, type Verdict } from '../../../domain/classify-run-end';
import { type Order, script, type Suite } from '../suite.conformance';

export interface Attack {
  /** What the scheduler would hear. */
  readonly verdict: Verdict;
  readonly end: RunEnd;
  readonly collected: Collected;
}

/** A competition's result, as an honest program would leave it. */
export const RESULT = '{"numAlpha": 1, "numBeta": 2}';
export const LEAVE_RESULT = `echo '${RESULT}' >/knockem/work/result.json`;

const SCHEMA = {
  type: 'object',
  required: ['numAlpha', 'numBeta'],
  properties: { numAlpha: { type: 'integer' }, numBeta: { type: 'integer' } },
};

/**
 * Runs a hostile script to its end, judges it as the executor does, removes it, and expects that nothing of it is left:
 * no process, no cgroup, no mount, no file, no container, no volume.
 */
export async function attack(suite: Suite, text: string, order: Order = {}): Promise<Attack> {
  const { end, collected, attemptId } = await suite.runToEnd(script(text, order));
  await suite.runtime.remove(attemptId);
  expect(await suite.harness.leftovers([attemptId])).toEqual([]);
  const result =
    collected.result === undefined
      ? ({ kind: 'none' } as const)
      : new ResultChecker().check(collected.result, SCHEMA);
  const limits = {
    timeoutSeconds: order.timeoutSeconds ?? 60,
    memoryMb: order.template?.resources?.memoryMb ?? 128,
  };
  return { end, collected, verdict: classifyRunEnd({ end, result, reason: collected.reason, ...limits }) };
}
