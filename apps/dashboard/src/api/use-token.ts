import { useSyncExternalStore } from 'react';
import { listenToToken, readToken } from './token';

/** The token of now. What follows a stream begins anew with it: who signs in is told of his own, and of no one else's. */
export const useToken = (): string | undefined => useSyncExternalStore(listenToToken, readToken);
