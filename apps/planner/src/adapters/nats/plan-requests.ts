import {
  MAX_PLAN_DELIVERIES,
  PLANNER_CONSUMER,
  readMessage,
  SCHEMA_HEADER,
  schemaProblem,
  type PlanRequest,
} from '#contracts';
import { KnockemError } from '#domain';
import type { ConsumeOptions, Delivery, Messaging, Stoppable } from '#messaging';
import type { AnswerPlanRequest, PlanAnswer } from '../../application/answer-plan-request';
import { OneAtATime } from '../../application/one-at-a-time';
import type { PlanMessage } from '../../domain/plan-parts';
import { buryRequest } from './dead-letter';
import { publishAnswer } from './publish-answer';

const ACK_WAIT_MS = 30_000;
/**
 * Requests held at a time. Planning is quick work of one thread; paging, laborious steps and large answers wait for
 * others, and small ones must not wait behind them: a request that waits costs its few kB.
 */
const MAX_IN_FLIGHT = 64;
/** Competitions of an answer that is published alone among its like: above ten parts, a tenth of a second of work. */
const LARGE = 5_000;
const MAX_RETRY_MS = 15_000;

export interface PlanRequestsOptions {
  readonly now: () => number;
  /** Told of each request that was answered, given up, or could not be read. */
  readonly onOutcome?: (outcome: 'answered' | 'given-up' | 'malformed', delivery: Delivery) => void;
  /** Told how long a request took from its arrival to the last part of its answer, in seconds. */
  readonly onPlanned?: (seconds: number, request: PlanRequest) => void;
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
 * to the next delivery, which gives the same parts; a delivery that comes while an earlier one is at work waits for that.
 * Large answers are published one after the other, small ones beside them. A request that failed MAX_PLAN_DELIVERIES times (by an error, or
 * by taking the planner down with it) is answered with a failed conclusion. While the scheduler or the server is away a
 * request is held, not failed. One that cannot be read goes to the dead letters.
 */
export class PlanRequests {
  private consumer?: Stoppable;
  private readonly large = new OneAtATime();
  /** By the request's place in the journal. */
  private readonly underWay = new Map<number, Promise<void>>();
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

  /** Takes no more; what is under way is finished, what waits for others or has parts to come is given back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.consumer?.stop();
  }

  /** The acknowledgement of one delivery is that of all. */
  private take(delivery: Delivery): Promise<void> {
    const { sequence } = delivery;
    const earlier = this.underWay.get(sequence);
    if (earlier) return earlier;
    const stillAtIt = setInterval(() => delivery.working(), ACK_WAIT_MS / 3);
    const settled = this.settle(delivery).finally(() => {
      clearInterval(stillAtIt);
      this.underWay.delete(sequence);
    });
    this.underWay.set(sequence, settled);
    return settled;
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
    const startedAt = performance.now();
    try {
      const answer = await this.whileAway(() => this.planner.answer(request), delivery);
      await this.publish(answer, request, delivery);
      this.options.onPlanned?.((performance.now() - startedAt) / 1000, request);
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
    await this.publish(this.planner.giveUp(request, sentence), request, delivery);
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

  private publish(answer: PlanAnswer, request: PlanRequest, delivery: Delivery): Promise<void> {
    const subject = this.messaging.subjects.plan(request.submissionId, request.assayId);
    const publish = (): Promise<void> =>
      publishAnswer(answer.messages(), (message) => this.publishPart(subject, message, delivery));
    return answer.numCompetitions > LARGE ? this.large.run(publish) : publish();
  }

  /** The broker drops what a redelivery repeats; a new request for the same round always gets its own answer. */
  private async publishPart(subject: string, message: PlanMessage, delivery: Delivery): Promise<void> {
    const { part, planDigest, body } = message;
    if (part > 1 && this.stopping.signal.aborted) throw new Error('this planner stops');
    const messageId = `plan-${delivery.sequence}-${part}-${planDigest.slice(0, 16)}`;
    const bytes = Buffer.from(body);
    await this.whileAway(
      () => this.messaging.publish(subject, bytes, { schema: 'plan.v1', messageId }),
      delivery,
    );
  }

  /** Repeats what failed because somebody is away, until it works or this planner stops. */
  private async whileAway<T>(attempt: () => Promise<T>, delivery: Delivery): Promise<T> {
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
