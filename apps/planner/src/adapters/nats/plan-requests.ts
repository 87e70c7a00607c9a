import {
  MAX_PLAN_DELIVERIES,
  PLANNER_CONSUMER,
  readMessage,
  SCHEMA_HEADER,
  schemaProblem,
  type Plan,
  type PlanRequest,
} from '#contracts';
import { KnockemError } from '#domain';
import type { ConsumeOptions, Delivery, Messaging, Stoppable } from '#messaging';
import type { AnswerPlanRequest } from '../../application/answer-plan-request';
import { buryRequest } from './dead-letter';

const ACK_WAIT_MS = 30_000;
/** Requests answered side by side: planning is quick work of one thread; paging and laborious steps wait for others. */
const MAX_IN_FLIGHT = 16;
const MAX_RETRY_MS = 15_000;

export interface PlanRequestsOptions {
  readonly now: () => number;
  /** Told of each request that was answered, given up, or could not be read. */
  readonly onOutcome?: (outcome: 'answered' | 'given-up' | 'malformed', delivery: Delivery) => void;
  readonly onError?: (error: Error, delivery: Delivery) => void;
  /** Wait before what is away (scheduler, server) is tried again, in ms; for tests. */
  readonly awayRetryMs?: number;
  /** Wait before a failed request is delivered again; doubles with each delivery; for tests. */
  readonly firstRetryMs?: number;
}

/**
 * Takes plan requests off the journal and publishes their answers.
 *
 * At least once: a request is acknowledged when all its parts are in the journal; a planner that dies before leaves it
 * to the next delivery, which gives the same parts. A request that failed MAX_PLAN_DELIVERIES times (by an error, or
 * by taking the planner down with it) is answered with a failed conclusion. While the scheduler or the server is away a
 * request is held, not failed. One that cannot be read goes to the dead letters.
 */
export class PlanRequests {
  private consumer?: Stoppable;
  private readonly stopping = new AbortController();

  constructor(
    private readonly messaging: Messaging,
    private readonly planner: Pick<AnswerPlanRequest, 'answer' | 'giveUp'>,
    private readonly options: PlanRequestsOptions,
  ) {}

  async start(): Promise<void> {
    this.consumer = await this.messaging.consume(consumerOf(this.messaging), (delivery) =>
      this.take(delivery),
    );
  }

  /** Takes no more; what is under way is finished, what waits for others is given back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.consumer?.stop();
  }

  private async take(delivery: Delivery): Promise<void> {
    const stillAtIt = setInterval(() => delivery.working(), ACK_WAIT_MS / 3);
    try {
      await this.settle(delivery);
    } finally {
      clearInterval(stillAtIt);
    }
  }

  private async settle(delivery: Delivery): Promise<void> {
    const request = this.read(delivery);
    if ('problems' in request) {
      await buryRequest(
        this.messaging,
        delivery,
        request.problems,
        new Date(this.options.now()).toISOString(),
      );
      await delivery.ack();
      this.options.onOutcome?.('malformed', delivery);
      return;
    }
    if (delivery.delivery > MAX_PLAN_DELIVERIES) {
      return this.giveUp(request, delivery, 'the planner ended each time before it had answered');
    }
    try {
      await this.whileAway(async () => this.publish(await this.planner.answer(request), delivery), delivery);
      await delivery.ack();
      this.options.onOutcome?.('answered', delivery);
    } catch (error) {
      if (this.stopping.signal.aborted) return delivery.retryLater(1_000);
      this.options.onError?.(error as Error, delivery);
      if (delivery.delivery >= MAX_PLAN_DELIVERIES) {
        return this.giveUp(request, delivery, (error as Error).message);
      }
      delivery.retryLater(this.retryMs(delivery));
    }
  }

  private retryMs({ delivery }: Delivery): number {
    return Math.min(MAX_RETRY_MS, (this.options.firstRetryMs ?? 1_000) * 2 ** (delivery - 1));
  }

  private async giveUp(request: PlanRequest, delivery: Delivery, reason: string): Promise<void> {
    const sentence = `planning failed ${MAX_PLAN_DELIVERIES} times: ${reason}`.slice(0, 4000);
    await this.whileAway(() => this.publish(this.planner.giveUp(request, sentence), delivery), delivery);
    await delivery.ack();
    this.options.onOutcome?.('given-up', delivery);
  }

  private read(delivery: Delivery): PlanRequest | { readonly problems: readonly string[] } {
    const header = delivery.headers[SCHEMA_HEADER];
    const wrongSchema = schemaProblem('plan.request.v1', header);
    if (wrongSchema) return { problems: [wrongSchema] };
    const read = readMessage('plan.request.v1', delivery.body, header);
    if (!read.ok) return { problems: read.problems.map((p) => `${p.field}: ${p.message}`) };
    const { submissionId, assayId } = read.value;
    if (this.messaging.subjects.planRequest(submissionId, assayId) !== delivery.subject) {
      return { problems: [`the subject does not name submission ${submissionId}, assay ${assayId ?? '-'}`] };
    }
    return read.value;
  }

  /** The broker drops what a redelivery repeats; a new request for the same round always gets its own answer. */
  private async publish(parts: readonly Plan[], { sequence }: Delivery): Promise<void> {
    for (const part of parts) {
      const { submissionId, assayId, planDigest } = part;
      await this.messaging.publish(this.messaging.subjects.plan(submissionId, assayId), part, {
        schema: 'plan.v1',
        messageId: `plan-${sequence}-${part.part}-${planDigest.slice(0, 16)}`,
      });
    }
  }

  /** Repeats what failed because somebody is away, until it works or this planner stops. */
  private async whileAway(attempt: () => Promise<void>, delivery: Delivery): Promise<void> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof KnockemError && error.code === 'unavailable')) throw error;
        if (this.stopping.signal.aborted) throw error;
        this.options.onError?.(error, delivery);
        delivery.working();
        await pause(this.options.awayRetryMs ?? 2_000, this.stopping.signal);
      }
    }
  }
}

/** The planners' one durable cursor over the journal. */
export const consumerOf = ({ subjects }: Messaging): ConsumeOptions => ({
  stream: 'journal',
  durable: PLANNER_CONSUMER,
  filter: subjects.all.planRequests(),
  ackWaitMs: ACK_WAIT_MS,
  // The last deliveries are ours to count: each is needed to say that the request was given up.
  maxDeliver: -1,
  maxInFlight: MAX_IN_FLIGHT,
});

/** Resolves after a while, or at once when told to stop. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
