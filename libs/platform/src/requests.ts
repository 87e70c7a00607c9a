import { type ArgumentsHost, Catch, type RpcExceptionFilter } from '@nestjs/common';
import { CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom, type Observable, throwError } from 'rxjs';
import { API_ENDPOINTS, type ApiEndpoint, type MessageOf, readMessage, type SchemaName } from '#contracts';
import { KnockemError, nearestWord } from '#domain';
import { type Messaging, type Stoppable } from '#messaging';
import { type KnockemLogger } from './logging/logger';

/** What a controller method gets by `@Ctx()`. */
export class RequestContext {
  constructor(
    readonly endpoint: ApiEndpoint,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

/** The body of a request as its message class, or KnockemError `invalid` with every problem. */
export function parseRequest<S extends SchemaName>(schema: S, body: Uint8Array): MessageOf<S> {
  const read = readMessage(schema, body);
  if (read.ok) return read.value;
  const first = read.problems.map(({ field, message }) => (field ? `${field}: ${message}` : message));
  throw new KnockemError('invalid', `the request is not valid: ${first.slice(0, 3).join('; ')}`, {
    problems: read.problems,
  });
}

/** Asked of everyone; the one that knows answers, the others return undefined. */
const BROADCAST: readonly ApiEndpoint[] = ['containerlog.follow'];

/**
 * Controllers' `@MessagePattern('<endpoint>')` methods, over libs/messaging. Instances of one service share the
 * requests of an endpoint. Start is refused for two methods of one endpoint (Nest would let the later win silently),
 * an endpoint that is not in API_ENDPOINTS, and `@EventPattern` (streams are read through Messaging).
 */
export class KnockemTransport extends Server implements CustomTransportStrategy {
  private responders: Stoppable[] = [];

  constructor(
    private readonly messaging: Messaging,
    private readonly log: KnockemLogger,
  ) {
    super();
  }

  override addHandler(
    ...[pattern, callback, isEventHandler, extras]: Parameters<Server['addHandler']>
  ): void {
    const endpoint = this.normalizePattern(pattern as string);
    if (isEventHandler) {
      throw new KnockemError('misconfigured', `@EventPattern('${endpoint}') is not served: read the stream`);
    }
    if (!Object.hasOwn(API_ENDPOINTS, endpoint)) {
      const near = nearestWord(endpoint, Object.keys(API_ENDPOINTS));
      const hint = near ? `did you mean ${near}?` : 'add it to API_ENDPOINTS';
      throw new KnockemError('misconfigured', `@MessagePattern('${endpoint}') is no endpoint`, { hint });
    }
    if (this.messageHandlers.has(endpoint)) {
      throw new KnockemError('misconfigured', `two methods answer @MessagePattern('${endpoint}')`);
    }
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  listen(callback: (error?: unknown) => void): void {
    for (const [pattern, answer] of this.messageHandlers) {
      const endpoint = pattern as ApiEndpoint;
      const queue = BROADCAST.includes(endpoint) ? undefined : API_ENDPOINTS[endpoint];
      const respond = async (body: Uint8Array, { headers }: { headers: Record<string, string> }) => {
        const result: unknown = await answer(body, new RequestContext(endpoint, headers));
        return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
      };
      const onError = (error: Error): void => this.log.error({ err: error, endpoint }, `${endpoint} failed`);
      this.responders.push(this.messaging.respond(endpoint, respond, { queue, onError }));
    }
    callback();
  }

  /** Takes no new requests; resolves when those under way are answered. */
  async close(): Promise<void> {
    await Promise.all(this.responders.splice(0).map((responder) => responder.stop()));
  }

  on(): never {
    throw new Error('the transport has no events');
  }

  unwrap<T>(): T {
    return this.messaging as T;
  }
}

/** Lets every error through as it is: Nest's own filter would replace its code, hint and problems. */
@Catch()
export class UnchangedErrors implements RpcExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}
