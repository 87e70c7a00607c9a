import { hostname, userInfo } from 'node:os';
import type { Settings } from './settings';

/** Who changes a submission, for its record: the user whom the settings name, else who is logged in, and where. */
export const actorOf = ({ userEmail }: Pick<Settings, 'userEmail'>): string => userEmail ?? loginName();

function loginName(): string {
  try {
    return `${userInfo().username} on ${hostname()}`.slice(0, MAX_LENGTH);
  } catch {
    // Some containers give a process a number for a user, and no name.
    return `somebody on ${hostname()}`.slice(0, MAX_LENGTH);
  }
}

/** As the gateway takes it. */
const MAX_LENGTH = 254;
