import type { SeenContainer } from '#contracts';
import type { ContainerRuntime, ListedRun } from './container-runtime';
import type { HeldRuns } from './held-runs';
import type { Clock, Identity, Log } from './ports';

/** A vanished neighbour is missed after a lease (15 s) at the soonest: looking twice as seldom is enough, in ms. */
const REFRESH_MS = 30_000;
/** Per turn (contract). */
const MAX_SEEN = 1000;

/**
 * Knows the stack's containers on this host that this executor does not hold, so that the scheduler can have those of
 * a vanished neighbour adopted or removed. A picture up to half a minute old: whoever acts on it is idempotent.
 */
export class SurveyContainers {
  private listed: readonly ListedRun[] = [];
  private lookedAt?: number;
  private looking?: Promise<void>;

  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly identity: Identity,
    private readonly held: HeldRuns,
    private readonly clock: Clock,
    private readonly log: Log,
    /** Whether this process looks after a container that serves. */
    private readonly holdsServing: (containerId: string) => boolean,
  ) {}

  /** Looks now; rejects when the runtime cannot be asked. */
  async look(): Promise<readonly ListedRun[]> {
    const stackId = this.identity.stackId();
    if (stackId === undefined) return this.listed;
    const all = await this.runtime.list();
    this.listed = all.filter((run) => run.stackId === stackId);
    this.lookedAt = this.clock.monotonic();
    return this.listed;
  }

  /** Looks in the background when the picture is old; a failing look is told and tried again when the next is due. */
  refresh(): void {
    const fresh = this.lookedAt !== undefined && this.clock.monotonic() - this.lookedAt < REFRESH_MS;
    if (fresh || this.looking) return;
    this.looking = this.look()
      .then((listed) => this.removeForgotten(listed))
      .catch((error: Error) => {
        this.lookedAt = this.clock.monotonic();
        this.log.warn({ error: error.message }, 'the containers of this host could not be listed');
      })
      .finally(() => (this.looking = undefined));
  }

  seen(): SeenContainer[] {
    return this.listed
      .filter((run) => this.held.get(run.attemptId) === undefined && !this.servesHere(run))
      .slice(0, MAX_SEEN)
      .map(({ attemptId, executorId, state, serving }) => ({
        attemptId,
        executorId,
        state: state === 'running' ? 'running' : 'exited',
        ...(serving ? { serving } : {}),
      }));
  }

  /** Of our own that serve, what no part of this process knows: a removal failed, or a start whose answer got lost. */
  private async removeForgotten(listed: readonly ListedRun[]): Promise<void> {
    const forgotten = listed.filter((run) => this.servesHere(run) && !this.holdsServing(run.attemptId));
    for (const { attemptId } of forgotten) {
      try {
        await this.runtime.remove(attemptId);
      } catch (error) {
        const fields = { containerId: attemptId, error: (error as Error).message };
        this.log.warn(fields, 'a container that served could not be removed; it is tried again');
      }
    }
  }

  /** This process looks after its own. */
  private servesHere({ serving, executorId }: ListedRun): boolean {
    return serving === true && executorId === this.identity.executorId;
  }

  find(attemptId: string): ListedRun | undefined {
    return this.listed.find((run) => run.attemptId === attemptId);
  }

  /** It has gone, or is held now. */
  forget(attemptId: string): void {
    this.listed = this.listed.filter((run) => run.attemptId !== attemptId);
  }

  /** Until the look that is under way has come back. */
  async idle(): Promise<void> {
    await this.looking;
  }
}
