import type { Report } from '#contracts';
import { bundleSize, meanWith } from '../domain/bundles';
import type { Assay } from '../domain/model';
import type { Work } from './store';

/** Assays of which durations, and templates of which kinds, are remembered: the oldest are measured or read again. */
const MAX_REMEMBERED = 10_000;

/** Outcomes that tell how long the image takes. */
const MEASURED: ReadonlySet<string> = new Set(['succeeded', 'container-error', 'timed-out']);

/**
 * How many competitions a run of an assay holds: more than one where its template serves. Memory only: after a restart
 * an assay is measured anew, from a small bundle on.
 */
export class Bundling {
  private readonly meanMs = new Map<string, number>();
  /** By the template's digest. */
  private readonly serves = new Map<string, boolean>();

  measure(
    { assayId }: Pick<Assay, 'assayId'>,
    { outcome, durationMs }: Pick<Report, 'outcome' | 'durationMs'>,
  ): void {
    if (MEASURED.has(outcome)) remember(this.meanMs, assayId, meanWith(this.meanMs.get(assayId), durationMs));
  }

  doesServe({ store }: Work, { templateRow }: Pick<Assay, 'templateRow'>): boolean {
    if (templateRow === null) return false;
    const digest = store.templateDigest(templateRow);
    const known = this.serves.get(digest);
    if (known !== undefined) return known;
    const serves = store.readTemplate(templateRow).serve !== undefined;
    remember(this.serves, digest, serves);
    return serves;
  }

  /** `room`: how many competitions the submission may have active besides; `slots`: of all executors. */
  sizeFor(work: Work, assay: Assay, room: number, slots: () => number): number {
    if (!this.doesServe(work, assay)) return 1;
    const meanMs = this.meanMs.get(assay.assayId);
    return bundleSize({ meanMs, room, pending: assay.numPending, slots: slots() });
  }
}

function remember<Value>(known: Map<string, Value>, key: string, value: Value): void {
  if (known.size >= MAX_REMEMBERED && !known.has(key)) known.delete(known.keys().next().value!);
  known.set(key, value);
}
