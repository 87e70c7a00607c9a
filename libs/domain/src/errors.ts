/**
 * An expected failure, told to a person: what happened and where (`message`), what to do (`hint`). The code is for
 * machines and never changes its meaning; adapters map it to an HTTP status, an exit code or a reply.
 */
export class KnockemError extends Error {
  override readonly name = 'KnockemError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { readonly hint?: string; readonly problems?: readonly Problem[] } = {},
  ) {
    super(message);
  }
}

/** One thing wrong with an input: where it stands in the input (`assayTypes[1]`) and what is wrong with it. */
export interface Problem {
  readonly field: string;
  readonly message: string;
}

export type ErrorCode =
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'unauthorized'
  | 'forbidden'
  | 'too-large'
  | 'too-many'
  | 'refused'
  | 'unavailable'
  | 'misconfigured'
  | 'internal';
