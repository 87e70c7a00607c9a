import { randomUUID } from 'node:crypto';
import type {
  Collected,
  ContainerRuntime,
  ListedRun,
  PreparedImage,
  Pruned,
  Pruning,
  RunEnd,
  RunSpecification,
  RuntimeFacts,
  ServedContainer,
} from '../../application/container-runtime';

/** What a run said and left, seen before its container went. */
export interface Left {
  readonly collected?: Collected;
  readonly output: string;
  readonly served: boolean;
}

/**
 * A runtime under whose containers no other has its name: two replays of one attempt, or a replay beside the attempt
 * itself, never meet. Inside, the run sees the attempt's own id. Remembers what the last run left.
 */
export class ReplayRuntime implements ContainerRuntime {
  private readonly names = new Map<string, string>();
  private last: Left = { output: '', served: false };

  /** `keep`: files of a run stay; its processes do not. */
  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly keep: boolean,
  ) {}

  get name(): string {
    return this.runtime.name;
  }

  get left(): Left {
    return this.last;
  }

  check(): Promise<RuntimeFacts> {
    return this.runtime.check();
  }

  prepare(imageRef: string): Promise<PreparedImage> {
    return this.runtime.prepare(imageRef);
  }

  start(run: RunSpecification): Promise<void> {
    this.last = { output: '', served: false };
    return this.runtime.start({ ...run, attemptId: this.own(run.attemptId) });
  }

  serve(run: RunSpecification): Promise<ServedContainer> {
    this.last = { output: '', served: true };
    return this.runtime.serve({ ...run, attemptId: this.own(run.attemptId) });
  }

  wait(attemptId: string): Promise<RunEnd> {
    return this.runtime.wait(this.own(attemptId));
  }

  stop(attemptId: string): Promise<void> {
    return this.runtime.stop(this.own(attemptId));
  }

  async collect(attemptId: string): Promise<Collected> {
    const collected = await this.runtime.collect(this.own(attemptId));
    this.last = { ...this.last, collected, output: collected.output };
    return collected;
  }

  readOutput(attemptId: string, offset: number): Promise<{ text: string; offset: number }> {
    return this.runtime.readOutput(this.own(attemptId), offset);
  }

  async remove(attemptId: string): Promise<void> {
    if (!this.last.collected) {
      const { text } = await this.readOutput(attemptId, 0).catch(() => ({ text: '' }));
      // Of a container that has gone already nothing is read any more; what it said was.
      if (text !== '') this.last = { ...this.last, output: text };
    }
    const own = this.own(attemptId);
    // A daemon's container is nothing that stands in a directory: it goes in any case.
    if (!this.keep || this.name !== 'crun') return this.runtime.remove(own);
    await this.runtime.stop(own);
    await this.runtime.wait(own);
  }

  list(): Promise<ListedRun[]> {
    return this.runtime.list();
  }

  prune(pruning: Pruning): Promise<Pruned> {
    return this.runtime.prune(pruning);
  }

  close(): Promise<void> {
    return this.runtime.close();
  }

  private own(attemptId: string): string {
    const known = this.names.get(attemptId) ?? randomUUID();
    this.names.set(attemptId, known);
    return known;
  }
}
