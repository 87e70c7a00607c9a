import { setTimeout } from 'node:timers/promises';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Schemas } from '#client';
import type { AssayProgress, Counters, ProgressEvent, SubmissionEvent } from '#contracts';
import { isTerminalSubmission, KnockemError, type SubmissionState } from '#domain';
import type { GatewayClient } from './gateway-client';

/** A submission's state as far as the events have told it. */
export interface Snapshot {
  readonly submissionId: string;
  readonly status: SubmissionState;
  readonly held: boolean;
  readonly reason?: string;
  readonly counters: Counters;
  readonly assays: readonly AssayProgress[];
}

const RECONNECT_MS = 1000;

export interface FollowOptions {
  readonly signal?: AbortSignal;
  /** Called once for each time the gateway is away. */
  readonly onBreak?: () => void;
}

/**
 * Follows a submission by server-sent events until it has ended; a broken stream is opened again from the last event
 * id. Yields a snapshot per event. Throws when there is no such submission, or when `signal` aborts.
 */
export async function* followSubmission(
  gateway: GatewayClient,
  submissionId: string,
  { signal, onBreak }: FollowOptions = {},
): AsyncGenerator<Snapshot> {
  let lastEventId: string | undefined;
  let away = false;
  let snapshot = snapshotOf(await gateway.submission(submissionId));
  yield snapshot;
  while (!isTerminalSubmission(snapshot.status)) {
    try {
      for await (const event of events(gateway, submissionId, lastEventId, signal)) {
        away = false;
        lastEventId = event.id ?? lastEventId;
        snapshot = applyEvent(snapshot, event);
        yield snapshot;
      }
    } catch (error) {
      if (signal?.aborted || isNotFound(error)) throw error;
      if (!away) onBreak?.();
      away = true;
    }
    if (isTerminalSubmission(snapshot.status)) break;
    await setTimeout(RECONNECT_MS, undefined, { signal });
    snapshot = await gateway.submission(submissionId).then(snapshotOf, () => snapshot);
  }
  yield await gateway.submission(submissionId).then(snapshotOf, () => snapshot);
}

const isNotFound = (error: unknown): boolean => error instanceof KnockemError && error.code === 'not-found';

async function* events(
  gateway: GatewayClient,
  submissionId: string,
  lastEventId: string | undefined,
  signal?: AbortSignal,
): AsyncGenerator<EventSourceMessage> {
  const headers: Record<string, string> = lastEventId ? { 'last-event-id': lastEventId } : {};
  const stream = await gateway.open(`/api/v1/submissions/${encodeURIComponent(submissionId)}/events`, {
    headers,
    signal,
  });
  const ready: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => ready.push(event) });
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* ready.splice(0);
  }
}

function applyEvent(before: Snapshot, event: EventSourceMessage): Snapshot {
  const body = JSON.parse(event.data) as unknown;
  if (event.event === 'state') return snapshotOf(body as Schemas['SubmissionView']);
  if (event.event === 'progress') {
    const { status, held, counters, assays } = body as ProgressEvent;
    return { ...before, status, held, counters, assays };
  }
  if (event.event === 'submission') {
    const { status, held, counters, reason } = body as SubmissionEvent;
    return { ...before, status, held, counters, reason };
  }
  if (event.event === 'end') return { ...before, status: (body as { status: SubmissionState }).status };
  return before;
}

function snapshotOf(answer: Schemas['SubmissionView']): Snapshot {
  const { submission, progress, assays } = answer;
  return {
    submissionId: submission.id,
    status: submission.status,
    held: submission.held,
    reason: submission.reason,
    counters: submission.counters,
    assays:
      progress ??
      assays.flatMap((assay) =>
        assay.counters
          ? [
              {
                assayId: assay.id,
                assayType: assay.assayType,
                status: assay.status,
                round: assay.rounds,
                counters: assay.counters,
              },
            ]
          : [],
      ),
  };
}
