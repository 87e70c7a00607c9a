import type { Collection } from '#contracts';
import { documentColumns } from './tables';

type Value = string | number | undefined;

/** A select over one collection's live documents, put together from the filters that were given. */
export class SelectQuery {
  readonly values: (string | number)[] = [];
  private readonly conditions = ['deletedAt IS NULL'];
  private order = '';
  private columns: string;

  constructor(private readonly collection: Collection) {
    this.columns = documentColumns(collection);
  }

  only(columns: string): this {
    this.columns = columns;
    return this;
  }

  /** Adds the condition unless its value was not given. */
  where(condition: string, ...values: readonly Value[]): this {
    const given = values.filter((value) => value !== undefined);
    if (given.length === 0) return this;
    this.conditions.push(condition);
    this.values.push(...given);
    return this;
  }

  orderBy(order: string): this {
    this.order = ` ORDER BY ${order}`;
    return this;
  }

  /** Takes the values in order, then the limit (-1 = none). */
  sql(): string {
    return `SELECT ${this.columns} FROM ${this.collection} WHERE ${this.conditions.join(' AND ')}${this.order} LIMIT ?`;
  }
}
