import type { Msg, Subscription } from '@nats-io/transport-node';
import { API_ENDPOINTS, type ApiEndpoint, type ApiReply, SCHEMA_HEADER, type Subjects } from '#contracts';
import { type ErrorCode, KnockemError } from '#domain';
import type { Link } from './connection';
import { explain, isNoResponders } from './errors';
import { encode, natsHeaders, refuseTooLarge } from './publisher';
import { plainHeaders } from './stored-message';
import type { Messaging, Stoppable } from './types';

/** Request and reply over core NATS: nothing is stored, and "nobody is there" is known at once. */
export class Requests {
  constructor(
    private readonly link: Link,
    private readonly subjects: Subjects,
  ) {}

  async ask(
    endpoint: ApiEndpoint,
    body: unknown,
    options: { timeoutMs: number; schema?: string },
  ): Promise<ApiReply<unknown>> {
    const payload = encode(body);
    const subject = this.subjects.api(endpoint);
    refuseTooLarge(this.link, subject, payload);
    const deadline = performance.now() + options.timeoutMs;
    await this.link.whenConnected(options.timeoutMs);
    const timeout = Math.max(1, deadline - performance.now());
    const headers = natsHeaders(options.schema ? { [SCHEMA_HEADER]: options.schema } : {});
    try {
      const reply = await this.link.whileConnected(
        this.link.connection.request(subject, payload, { timeout, headers }),
      );
      return reply.json<ApiReply<unknown>>();
    } catch (error) {
      if (isNoResponders(error)) throw nobodyAnswers(endpoint);
      throw explain(error, `asking ${API_ENDPOINTS[endpoint]} for ${endpoint}`);
    }
  }

  respond(
    endpoint: ApiEndpoint,
    answer: (body: Uint8Array, context: { headers: Record<string, string> }) => unknown,
    options: { readonly queue?: string; readonly onError?: (error: Error) => void } = {},
  ): Stoppable {
    const underWay = new Set<Promise<void>>();
    const take = (message: Msg): void => {
      const answered = this.answer(endpoint, message, answer, options.onError).finally(() =>
        underWay.delete(answered),
      );
      underWay.add(answered);
    };
    const subscription = this.link.connection.subscribe(this.subjects.api(endpoint), {
      queue: options.queue,
      callback: (error, message) => (error ? options.onError?.(error) : take(message)),
    });
    return {
      stop: async () => {
        await endSubscription(this.link, subscription);
        await Promise.allSettled([...underWay]);
      },
    };
  }

  subscribe: Messaging['subscribe'] = (subject, onMessage, options = {}) => {
    const subscription = this.link.connection.subscribe(subject, {
      queue: options.queue,
      callback: (error, message) => {
        if (error) return;
        onMessage({
          subject: message.subject,
          headers: plainHeaders(message.headers),
          body: message.data,
        });
      },
    });
    return { stop: () => endSubscription(this.link, subscription) };
  };

  /** Answers once; an answer that cannot be sent is told as an error reply, and a connection that broke is the asker's to notice. */
  private async answer(
    endpoint: ApiEndpoint,
    message: Msg,
    answer: (body: Uint8Array, context: { headers: Record<string, string> }) => unknown,
    onError: (error: Error) => void = () => undefined,
  ): Promise<void> {
    try {
      const value = await answer(message.data, { headers: plainHeaders(message.headers) });
      if (value === undefined) return;
      const payload = encode({ ok: true, value });
      refuseTooLarge(this.link, `the answer of ${endpoint}`, payload);
      message.respond(payload);
    } catch (error) {
      if (!(error instanceof KnockemError)) onError(error as Error);
      this.refuse(endpoint, message, error, onError);
    }
  }

  private refuse(endpoint: ApiEndpoint, message: Msg, error: unknown, onError: (error: Error) => void): void {
    try {
      message.respond(encode({ ok: false, error: errorReply(endpoint, error) }));
    } catch (failure) {
      onError(failure as Error);
    }
  }
}

/** The value of a good answer; an error answer is thrown as the KnockemError that it was on the other side. */
export function valueOf<Reply>(reply: ApiReply<unknown>): Reply {
  if (reply.ok) return reply.value as Reply;
  const { code, message, hint, problems } = reply.error;
  throw new KnockemError(code as ErrorCode, message, { hint, problems });
}

function errorReply(endpoint: ApiEndpoint, error: unknown): Extract<ApiReply<never>, { ok: false }>['error'] {
  if (error instanceof KnockemError) return { code: error.code, message: error.message, ...error.details };
  return { code: 'internal', message: `${endpoint} failed; the log of ${API_ENDPOINTS[endpoint]} says why` };
}

const nobodyAnswers = (endpoint: ApiEndpoint): KnockemError => {
  const service = API_ENDPOINTS[endpoint];
  return new KnockemError('unavailable', `no ${service} is there to answer ${endpoint}`, {
    hint: `is a ${service} running, and connected to the same nats-server with the same KNOCKEM_RUNMODE?`,
  });
};

/** What has arrived is still handed over; then the subscription ends. */
async function endSubscription(link: Link, subscription: Subscription): Promise<void> {
  if (subscription.isClosed() || link.connection.isClosed()) return;
  if (!link.isConnected()) return subscription.unsubscribe();
  await link.whileConnected(subscription.drain()).catch(() => subscription.unsubscribe());
}
