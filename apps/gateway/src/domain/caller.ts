import { KnockemError, type Scope, SCOPES } from '#domain';

/** Who asks, as far as it is known. Without tokens everybody is anybody: no name, and every scope. */
export interface Caller {
  /** Absent: no token was needed, or the request came by the bus, which has permissions of its own. */
  readonly userEmail?: string;
  readonly scopes: readonly Scope[];
}

export const ANYBODY: Caller = { scopes: SCOPES };

export const mayUse = ({ scopes }: Caller, scope: Scope): boolean =>
  scopes.includes(scope) || scopes.includes('administer');

/** Nobody's but the owner's, and the administrator's. */
export const mayTouch = (caller: Caller, owner: string): boolean =>
  caller.userEmail === undefined || caller.userEmail === owner || caller.scopes.includes('administer');

/**
 * Whose things a list shows: the one asked for, or one's own. Undefined = everybody's; `nobody` = of somebody whose
 * things the caller may not know of: an empty list, as of a user that does not exist.
 */
export function listedUser(
  caller: Caller,
  asked: string | undefined,
): { readonly userEmail?: string } | 'nobody' {
  const userEmail = asked ?? (caller.scopes.includes('administer') ? undefined : caller.userEmail);
  if (userEmail === undefined) return {};
  return mayTouch(caller, userEmail) ? { userEmail } : 'nobody';
}

/** Records say who asked for them, so nobody asks in another's name, not even an administrator. */
export function refuseOtherUser({ userEmail: known }: Caller, userEmail: string): void {
  if (known === undefined || known === userEmail) return;
  throw new KnockemError('forbidden', `The token belongs to ${known}, and userEmail is ${userEmail}.`, {
    problems: [{ field: 'userEmail', message: `must be ${known}` }],
    hint: 'Submit in your own name; what is submitted belongs to userEmail.',
  });
}

/**
 * Ids of version 5 are made of a user and an Idempotency-Key, which others can guess: who could choose one would learn
 * whether another has used that key, or take its submission's place before it comes.
 */
export function refuseDerivedId(
  { userEmail }: Caller,
  submissionId: string | undefined,
  own: string | undefined,
): void {
  if (userEmail === undefined || submissionId === undefined || submissionId.toLowerCase() === own) return;
  if (submissionId[VERSION_AT] !== '5') return;
  const message = 'must be a random UUID (version 4 or 7): those of version 5 belong to Idempotency-Keys';
  throw new KnockemError('invalid', `submissionId ${message}.`, {
    problems: [{ field: 'submissionId', message }],
    hint: 'Leave it out, and send an Idempotency-Key for an id that repeats.',
  });
}

/** Where a UUID says how it was made. */
const VERSION_AT = 14;

/** The name that goes into the record of a change: the token's user, whatever the request says. */
export const actorOf = ({ userEmail }: Caller, given: string | undefined, otherwise: string): string =>
  userEmail ?? given ?? otherwise;
