import { InvalidArgumentError } from 'commander';
import { nearestWord } from '#domain';

export const KINDS = ['images', 'volumes', 'blobs', 'logs'] as const;
export type Kind = (typeof KINDS)[number];

/** One line of what is free: where, how many, how much. */
export interface Found {
  readonly kind: Kind;
  readonly where: string;
  readonly count: number;
  /** Undefined: nobody tells. */
  readonly bytes?: number;
}

export interface Looked {
  readonly found: readonly Found[];
  /** What could not be looked at, in sentences. */
  readonly unseen: readonly string[];
  /** What was free and would not go, in sentences; the next prune finds it again. */
  readonly unremoved?: readonly string[];
}

const DAY_MS = 86_400_000;

/**
 * For how long nothing has used it, unless --older-than says otherwise. An image is soon unpacked again; blobs nobody
 * names are of deleted studies and crashes; what a process that is gone has logged may explain why it is gone.
 */
export const KEPT_MS: Readonly<Record<Kind, number>> = {
  images: DAY_MS,
  volumes: DAY_MS,
  blobs: DAY_MS,
  logs: 7 * DAY_MS,
};

/** `images,logs` as kinds, each once, in their order. */
export function readKinds(text: string): Kind[] {
  const words = text.split(',').map((word) => word.trim());
  for (const word of words) {
    if ((KINDS as readonly string[]).includes(word)) continue;
    const near = nearestWord(word, KINDS);
    throw new InvalidArgumentError(
      `"${word}" is none of ${KINDS.join(', ')}${near ? `; did you mean ${near}?` : ''}`,
    );
  }
  return KINDS.filter((kind) => words.includes(kind));
}

const UNITS_MS = { m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS } as const;

/** `90m`, `12h`, `7d`, `2w` in milliseconds. */
export function readAge(text: string): number {
  const [, digits, unit] = /^(\d{1,4})([mhdw])$/.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('say it as 90m, 12h, 7d or 2w');
  return Number(digits) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
