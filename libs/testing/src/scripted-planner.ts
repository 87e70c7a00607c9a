import { createHash } from 'node:crypto';
import {
  MAX_CHUNK,
  MAX_PLAN_DELIVERIES,
  type Plan,
  type PlannedAssay,
  type PlannedCompetition,
  PLANNER_CONSUMER,
  type PlanRequest,
  readMessage,
  type RunTemplate,
} from '#contracts';
import { assayIdOf } from '#domain';
import type { Messaging } from '#messaging';

const IMAGE = `sha256:${'1'.repeat(64)}`;

export interface ScriptedPlanner {
  /** Every request that came, in order. */
  readonly requests: readonly PlanRequest[];
  stop(): Promise<void>;
}

/**
 * A planner with a script, over the real bus: an inspection of one run, then one assay of `competitions` runs in one
 * round, then its conclusion. Deterministic, so that a repeated request gets the same answer.
 */
export async function startScriptedPlanner(
  messaging: Messaging,
  script: { readonly competitions: number } = { competitions: 3 },
): Promise<ScriptedPlanner> {
  const requests: PlanRequest[] = [];
  const consumer = await messaging.consume(
    {
      stream: 'journal',
      durable: PLANNER_CONSUMER,
      filter: messaging.subjects.all.planRequests(),
      ackWaitMs: 10_000,
      maxDeliver: MAX_PLAN_DELIVERIES,
      maxInFlight: 1,
    },
    async (delivery) => {
      const read = readMessage('plan.request.v1', delivery.body);
      if (!read.ok) throw new Error(`not a plan request: ${JSON.stringify(read.problems)}`);
      requests.push(read.value);
      const subject = messaging.subjects.plan(read.value.submissionId, read.value.assayId);
      for (const part of partsOf(read.value, script.competitions))
        await messaging.publish(subject, part, { schema: 'plan.v1' });
      await delivery.ack();
    },
  );
  return { requests, stop: () => consumer.stop() };
}

function partsOf(request: PlanRequest, competitions: number): Plan[] {
  const content = contentOf(request, competitions);
  const all = content.competitions ?? [];
  const parts = Math.max(1, Math.ceil(all.length / MAX_CHUNK));
  return Array.from({ length: parts }, (_, k) => ({
    submissionId: request.submissionId,
    ...(request.assayId === undefined ? {} : { assayId: request.assayId }),
    round: request.round,
    part: k + 1,
    parts,
    planDigest: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    plannerVersion: 'scripted',
    ...content,
    ...(content.competitions ? { competitions: all.slice(k * MAX_CHUNK, (k + 1) * MAX_CHUNK) } : {}),
  }));
}

function contentOf(request: PlanRequest, competitions: number): Partial<Plan> {
  if (request.assayId === undefined) return { assays: assaysOf(request.submissionId) };
  const isInspection = request.assayType === 'inspection';
  if (request.round === 1)
    return {
      template: templateOf(request),
      competitions: Array.from({ length: isInspection ? 1 : competitions }, (_, k) => competitionOf(k)),
      wake: 'all',
    };
  if (isInspection) {
    const facts = { numSites: 8, imageChainId: IMAGE };
    return { conclusion: { status: 'completed', result: facts, warnings: [], facts } };
  }
  const result = { numMeasured: request.resultsTotal, summary: { measured: request.resultsTotal } };
  return { conclusion: { status: 'completed', result, warnings: [] } };
}

function assaysOf(submissionId: string): PlannedAssay[] {
  const inspection = assayIdOf(submissionId, 'inspection');
  return [
    { assayId: inspection, assayType: 'inspection', dependsOn: [], parameters: {}, origin: 'internal' },
    {
      assayId: assayIdOf(submissionId, 'nulldist'),
      assayType: 'nulldist',
      dependsOn: [inspection],
      parameters: { replicates: 3 },
      origin: 'asked',
    },
  ];
}

const competitionOf = (ordinal: number): PlannedCompetition => ({
  ordinal,
  sitesOutAlpha: [],
  sitesOutBeta: ordinal === 0 ? [] : [ordinal],
  seed: 1000 + ordinal,
  args: [String(ordinal)],
  env: {},
});

const templateOf = ({ submission, assayType }: PlanRequest): RunTemplate => ({
  imageRef: submission.containerImage,
  entry: ['sh', '-c', assayType ?? ''],
  env: {},
  inputs: [],
  resources: submission.resources,
  network: 'none',
  timeoutSeconds: submission.competitionTimeoutSeconds,
  stdoutCapBytes: 1_000_000,
  collect: { kind: 'json', resultFile: '/knockem/work/result.json' },
});
