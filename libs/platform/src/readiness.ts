import { Inject, Injectable } from '@nestjs/common';
import { type Messaging } from '#messaging';
import { MESSAGING } from './tokens';

/** Why this part cannot work now, in a sentence; undefined when it can. */
export type ReadinessCheck = () => string | undefined | Promise<string | undefined>;

/** A check that does not answer within this counts as not ready. */
const CHECK_MS = 2_000;

/**
 * What /readyz asks. Not ready = send no new requests; it never means "restart me" (that is /livez, which only says
 * that the event loop turns).
 */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();
  private draining = false;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.add('nats', () => (messaging.isConnected() ? undefined : 'nats-server is away; reconnecting'));
    this.add('service', () => (this.draining ? 'shutting down' : undefined));
  }

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  drain(): void {
    this.draining = true;
  }

  names(): string[] {
    return [...this.checks.keys()];
  }

  async whyNot(name: string): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`no answer within ${CHECK_MS} ms`), CHECK_MS);
    });
    try {
      return await Promise.race([this.checks.get(name)?.(), late]);
    } catch (error) {
      return (error as Error).message;
    } finally {
      clearTimeout(timer);
    }
  }
}
