import type { DependencyResult } from '#contracts';
import type { ContentStore } from './ports';

type Result = Readonly<Record<string, unknown>>;

/** Results that stay in memory; each has passed once for every assay that depends on it, tens of thousands of rounds. */
const REMEMBERED = 50;

/**
 * The results of the assays that another depends on: from its first request, from memory, or, in a planner that has not
 * seen them, from the blob store.
 */
export class DependencyContents {
  private readonly remembered = new Map<string, Result>();

  constructor(private readonly content: Pick<ContentStore, 'get'>) {}

  async of(
    results: Readonly<Record<string, DependencyResult>>,
  ): Promise<Readonly<Record<string, Record<string, unknown>>>> {
    const read: Record<string, Record<string, unknown>> = {};
    for (const [name, { result, resultDigest }] of Object.entries(results)) {
      if (result && resultDigest) this.remember(resultDigest, result);
      read[name] = result ?? (await this.byDigest(name, resultDigest));
    }
    return read;
  }

  private async byDigest(name: string, digest = 'absent'): Promise<Result> {
    const known = this.remembered.get(digest);
    if (known) return known;
    const content = await this.content.get(digest);
    if (!content) throw new Error(`the result of ${name} (blob ${digest}) is not in the blob store`);
    const result = JSON.parse(content.toString('utf8')) as Result;
    this.remember(digest, result);
    return result;
  }

  private remember(digest: string, result: Result): void {
    this.remembered.set(digest, result);
    if (this.remembered.size > REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
  }
}
