import type { Counted } from '../../domain/model';

export type Counter = keyof Counted | 'places';

/** By how much counters of a row have moved since it was written. */
export type Moved = Record<Counter, number>;

const unmoved = (): Moved => ({
  numPending: 0,
  numActive: 0,
  numCompleted: 0,
  numFailed: 0,
  numCancelled: 0,
  places: 0,
});

/** A row as the file has it, and what a transaction has changed of it since: counters by how much, values to what. */
export class WorkingRow<Row extends Counted> {
  private kept: Row | undefined;
  private moved = unmoved();
  private set: Partial<Row> = {};
  private isChanged = false;
  private composed: Row | undefined;

  /** Undefined until it was read. */
  get row(): Row | undefined {
    if (this.composed === undefined && this.kept) this.composed = this.compose(this.kept);
    return this.composed;
  }

  /** Read just now: what has changed is not in it yet. */
  keep(read: Row): Row {
    this.kept = read;
    this.composed = undefined;
    return this.row!;
  }

  move(counter: Counter, by: number): void {
    this.moved[counter] += by;
    this.isChanged = true;
    this.composed = undefined;
  }

  put(values: Partial<Row>): void {
    Object.assign(this.set, values);
    this.isChanged = true;
    this.composed = undefined;
  }

  /** What is to be written, once; undefined = nothing. */
  takeChanges(): { readonly moved: Moved; readonly set: Partial<Row> } | undefined {
    if (!this.isChanged) return undefined;
    const changes = { moved: this.moved, set: this.set };
    this.kept = this.row;
    [this.moved, this.set, this.isChanged] = [unmoved(), {}, false];
    return changes;
  }

  private compose(kept: Row): Row {
    if (!this.isChanged) return kept;
    const row = { ...kept, ...this.set } as Row & Moved;
    for (const [counter, by] of Object.entries(this.moved) as [Counter, number][])
      if (by !== 0) (row as Moved)[counter] += by;
    return row;
  }
}
