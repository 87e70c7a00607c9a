import type { Runmode } from '#domain';

/** What every document says about the program that wrote it. */
export interface Stamp {
  readonly knockemVersion: string;
  readonly knockemRevision: string;
  readonly knockemRunmode: Runmode;
}

/** Fields whose value is null in SQLite are absent in a document. */
export const present = <K extends string, V>(key: K, value: V | null | undefined): Partial<Record<K, V>> =>
  value === null || value === undefined ? {} : ({ [key]: value } as Record<K, V>);

export const parseJson = <T>(text: string | null, otherwise: T): T =>
  text === null ? otherwise : (JSON.parse(text) as T);
