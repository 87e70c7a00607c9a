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
/** Requests under way at once: no assay waits for the PubAck of another's. */
const SENT_AT_A_TIME = 16;

/**
 * Sends every open plan request, once per run of the program and again when the journal was set back. At least once:
 * the planner's answers are harmless when repeated.
 */
export class PublishPlanRequests {
  private readonly sent = new Map<string, { at: number; times: number }>();

  constructor(
    private readonly requests: OpenPlanRequests,
    private readonly publisher: PlanRequestPublisher,
    private readonly nowMs: () => number,
  ) {}

  async round(): Promise<void> {
    const open = this.requests.open();
    const ids = new Set(open.map((request) => request.messageId));
    for (const id of this.sent.keys()) if (!ids.has(id)) this.sent.delete(id);
    for (let first = 0; first < open.length; first += SENT_AT_A_TIME) {
      const sending = open.slice(first, first + SENT_AT_A_TIME).map((request) => this.send(request));
      const failed = (await Promise.allSettled(sending)).find(({ status }) => status === 'rejected');
      if (failed) throw (failed as PromiseRejectedResult).reason;
    }
  }

  /** All open requests are sent again by the next round. */
  forget(): void {
    this.sent.clear();
  }

  private async send(request: OpenPlanRequest): Promise<void> {
    const sent = this.sent.get(request.messageId);
    if (sent && this.nowMs() - sent.at < REPEAT_AFTER_MS) return;
    const times = (sent?.times ?? 0) + 1;
    const messageId = times === 1 ? request.messageId : `${request.messageId}:${times}`;
    await this.publisher.publish(request, await request.body(), messageId);
    this.sent.set(request.messageId, { at: this.nowMs(), times });
  }
}
