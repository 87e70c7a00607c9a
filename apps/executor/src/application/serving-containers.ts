import { randomUUID } from 'node:crypto';
import type { Log } from './ports';
import type { ServingContainer } from './serving-container';

/** How long a container waits for the next bundle of its template, in ms: a turn and more. */
const IDLE_MS = 1000;

interface Idle {
  readonly container: ServingContainer;
  readonly over: NodeJS.Timeout;
}

/**
 * Containers that serve, between two bundles: kept for a moment, since a start costs as much as dozens of short
 * competitions. At most one waits for each free slot; another template's bundle sends those that wait away.
 */
export class ServingContainers {
  private readonly idle = new Map<string, Idle[]>();
  private readonly inUse = new Set<ServingContainer>();
  private readonly opening = new Set<Promise<ServingContainer>>();
  private readonly closing = new Set<Promise<void>>();
  /** Containers from before their start until they are gone, or could not be removed. */
  private readonly known = new Set<string>();
  private closed = false;

  constructor(private readonly log: Log) {}

  /** From now on nothing is asked any more: what a container has not answered is granted again. */
  get isClosed(): boolean {
    return this.closed;
  }

  /** Whether this process looks after the container; nobody else does when it does not. */
  holds(containerId: string): boolean {
    return this.known.has(containerId);
  }

  /** `open` starts a container of this name, and leaves nothing of it when it rejects. */
  async take(
    key: string,
    open: (containerId: string) => Promise<ServingContainer>,
  ): Promise<ServingContainer> {
    if (this.closed) throw new Error('no container is opened any more: the executor is shutting down');
    for (const [other, waiting] of this.idle) if (other !== key) this.send(other, waiting);
    const container = this.takeIdle(key);
    if (!container) return this.open(open);
    this.inUse.add(container);
    return container;
  }

  giveBack(key: string, container: ServingContainer): void {
    if (!container.isUsable || this.closed) return this.close(container);
    this.inUse.delete(container);
    const idle: Idle = { container, over: setTimeout(() => this.leave(key, idle), IDLE_MS) };
    this.idle.set(key, [...(this.idle.get(key) ?? []), idle]);
  }

  /** In the background: the next competition does not wait for the last one's container. */
  close(container: ServingContainer): void {
    this.inUse.delete(container);
    const closing = container
      .close()
      .catch((error: Error) => {
        const fields = { containerId: container.id, error: error.message };
        this.log.warn(fields, 'a container that served could not be removed; it is tried again');
      })
      .finally(() => {
        this.closing.delete(closing);
        this.known.delete(container.id);
      });
    this.closing.add(closing);
  }

  /** Resolves when nothing of them is left, also of those that are being opened. */
  async closeAll(): Promise<void> {
    this.closed = true;
    for (const [key, waiting] of this.idle) this.send(key, waiting);
    for (const container of [...this.inUse]) this.close(container);
    await Promise.allSettled(this.opening);
    await Promise.all(this.closing);
  }

  private async open(open: (containerId: string) => Promise<ServingContainer>): Promise<ServingContainer> {
    const containerId = randomUUID();
    this.known.add(containerId);
    const opening = open(containerId).then((container) => {
      this.inUse.add(container);
      if (this.closed) this.close(container);
      return container;
    });
    this.opening.add(opening);
    try {
      return await opening;
    } catch (error) {
      this.known.delete(containerId);
      throw error;
    } finally {
      this.opening.delete(opening);
    }
  }

  private takeIdle(key: string): ServingContainer | undefined {
    const waiting = this.idle.get(key) ?? [];
    for (let idle = waiting.pop(); idle; idle = waiting.pop()) {
      clearTimeout(idle.over);
      if (idle.container.isUsable) return idle.container;
      this.close(idle.container);
    }
    this.idle.delete(key);
    return undefined;
  }

  private leave(key: string, idle: Idle): void {
    const others = (this.idle.get(key) ?? []).filter((other) => other !== idle);
    if (others.length > 0) this.idle.set(key, others);
    else this.idle.delete(key);
    this.close(idle.container);
  }

  private send(key: string, waiting: readonly Idle[]): void {
    this.idle.delete(key);
    for (const { container, over } of waiting) {
      clearTimeout(over);
      this.close(container);
    }
  }
}
