import type { PlanRequest } from '#contracts';

export interface OpenPlanRequest {
  /** Names assay, round and asking: the same as long as it is the same request. */
  readonly key: string;
  /** Of the row that it is rendered from: moves with each part that is taken, and when a closed request is opened again. */
  readonly version: number;
  readonly partsTaken: number;
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

/** A request of which no part came for so long is sent once more: its message, or its answer, may have been lost. */
const REPEAT_AFTER_MS = 600_000;
/** Requests under way at once. */
const SENT_AT_A_TIME = 16;

/**
 * Sends every open plan request, once per run of the program and again when the journal was set back, or when it was
 * closed in the middle of its answer and opened again; not while its answer comes in, which for a large one takes
 * seconds. At least once: the planner's answers are harmless when repeated. A round begins to send and does not wait for the PubAcks: another
 * assay's request would wait for them, too.
 */
export class PublishPlanRequests {
  private sent = new Map<string, Sent>();
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
    const keys = new Set(open.map(({ key }) => key));
    for (const key of this.sent.keys()) if (!keys.has(key)) this.sent.delete(key);
    for (const request of open.filter((request) => this.isDue(request))) {
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

  private isDue({ key, version, partsTaken }: OpenPlanRequest): boolean {
    const sent = this.sent.get(key);
    if (this.underWay.has(key)) return false;
    if (!sent) return true;
    if (partsTaken > sent.partsTaken) {
      this.sent.set(key, { ...sent, at: this.nowMs(), version, partsTaken });
      return false;
    }
    return version !== sent.version || this.nowMs() - sent.at >= REPEAT_AFTER_MS;
  }

  private begin(request: OpenPlanRequest): void {
    const { key } = request;
    const sending = this.send(request)
      .catch((error: Error) => {
        this.failure = error;
        this.onFailed();
      })
      .finally(() => this.underWay.delete(key));
    this.underWay.set(key, sending);
  }

  private async send(request: OpenPlanRequest): Promise<void> {
    const { sent } = this;
    const { key, version, partsTaken } = request;
    const times = (sent.get(key)?.times ?? 0) + 1;
    const messageId = times === 1 ? `${key}.${version}` : `${key}.${version}:${times}`;
    await this.publisher.publish(request, await request.body(), messageId);
    sent.set(key, { at: this.nowMs(), times, version, partsTaken });
  }
}

/** What a request was like when it was sent last, and how often; `at`: then, or when its answer was last seen coming in. */
interface Sent {
  readonly at: number;
  readonly times: number;
  readonly version: number;
  readonly partsTaken: number;
}
