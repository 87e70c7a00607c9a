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

/** The name that goes into the record of a change: the token's user, whatever the request says. */
export const actorOf = ({ userEmail }: Caller, given: string | undefined, otherwise: string): string =>
  userEmail ?? given ?? otherwise;
