import type { PlanRequest } from '#contracts';

export interface OpenPlanRequest {
  /** Names assay, round and the version that opened it: the same as long as it is the same request. */
  readonly messageId: string;
  readonly submissionId: string;
  readonly assayId?: string;
  /** Rendered when it is sent. */
  readonly body: () => Promise<PlanRequest>;
}

export interface OpenPlanRequests {
  open(): readonly OpenPlanRequest[];
}

export interface PlanRequestPublisher {
  publish(request: OpenPlanRequest, body: PlanRequest, messageId: string): Promise<void>;
}

/** A request that was not answered for so long is sent once more: its message, or its answer, may have been lost. */
const REPEAT_AFTER_MS = 600_000;
/** Requests under way at once. */
const SENT_AT_A_TIME = 16;

/**
 * Sends every open plan request, once per run of the program and again when the journal was set back. At least once:
 * the planner's answers are harmless when repeated. A round begins to send and does not wait for the PubAcks: another
 * assay's request would wait for them, too.
 */
export class PublishPlanRequests {
  private sent = new Map<string, { at: number; times: number }>();
  private readonly underWay = new Map<string, Promise<void>>();
  private failure: Error | undefined;
  private onFailed: () => void = () => undefined;

  constructor(
    private readonly requests: OpenPlanRequests,
    private readonly publisher: PlanRequestPublisher,
    private readonly nowMs: () => number,
  ) {}

  /** The listener sees to it that a round comes, which rejects with the failure, and another, which sends it again. */
  afterFailure(listener: () => void): void {
    this.onFailed = listener;
  }

  /** Rejects with what has failed since the last round. */
  async round(): Promise<void> {
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure;
    const open = this.requests.open();
    const ids = new Set(open.map((request) => request.messageId));
    for (const id of this.sent.keys()) if (!ids.has(id)) this.sent.delete(id);
    for (const request of open.filter(({ messageId }) => this.isDue(messageId))) {
      while (this.underWay.size >= SENT_AT_A_TIME) await Promise.race(this.underWay.values());
      this.begin(request);
    }
  }

  /** All open requests are sent again by the next round. */
  forget(): void {
    // What is under way notes its end in the former one.
    this.sent = new Map();
  }

  /** Resolves when nothing is under way any more. */
  async landed(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay.values());
  }

  private isDue(messageId: string): boolean {
    const sent = this.sent.get(messageId);
    return !this.underWay.has(messageId) && !(sent && this.nowMs() - sent.at < REPEAT_AFTER_MS);
  }

  private begin(request: OpenPlanRequest): void {
    const { messageId } = request;
    const sending = this.send(request)
      .catch((error: Error) => {
        this.failure = error;
        this.onFailed();
      })
      .finally(() => this.underWay.delete(messageId));
    this.underWay.set(messageId, sending);
  }

  private async send(request: OpenPlanRequest): Promise<void> {
    const { sent } = this;
    const times = (sent.get(request.messageId)?.times ?? 0) + 1;
    const messageId = times === 1 ? request.messageId : `${request.messageId}:${times}`;
    await this.publisher.publish(request, await request.body(), messageId);
    sent.set(request.messageId, { at: this.nowMs(), times });
  }
}
