import { InvalidArgumentError } from 'commander';
import { nearestWord } from '#domain';
import { readDuration } from '../read-duration';

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
      `${word === text ? 'is' : `names "${word}",`} none of ${KINDS.join(', ')}${near ? `; did you mean ${near}?` : ''}`,
    );
  }
  return KINDS.filter((kind) => words.includes(kind));
}

/** Longer ago than anything that is here: a slip. */
const LONGEST_MS = 10_000 * DAY_MS;

/** `90m`, `12h`, `7d`, `2w` in milliseconds. */
export function readAge(text: string): number {
  const ms = readDuration(text, ['m', 'h', 'd', 'w']);
  if (ms === undefined || ms > LONGEST_MS)
    throw new InvalidArgumentError('is not an age such as 90m, 12h, 7d or 2w');
  return ms;
}
