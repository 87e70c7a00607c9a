/**
 * The token that a request shows, for as long as the browser's tab is open, and whether somebody must sign in: a request
 * was refused for want of a valid one. The sign-in dialog listens; nothing else stores tokens.
 */
const KEY = 'knockem-token';

let needed = false;
const listeners = new Set<() => void>();

function say(isNeeded: boolean): void {
  needed = isNeeded;
  for (const listener of listeners) listener();
}

export const readToken = (): string | undefined => sessionStorage.getItem(KEY) ?? undefined;

export function storeToken(token: string): void {
  sessionStorage.setItem(KEY, token);
  say(false);
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
  say(false);
}

/** Told by the API layer when it was answered 401. */
export const needToken = (): void => say(true);

export const isTokenNeeded = (): boolean => needed;

/** For `useSyncExternalStore`. */
export function listenToToken(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
