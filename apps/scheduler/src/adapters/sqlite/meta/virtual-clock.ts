import type { Connection } from '../connection';

/** Virtual time of the submission chosen last: who becomes ready starts no earlier, so idling saves up nothing. */
export function readVirtualClock(connection: Connection): number {
  return connection.get<{ virtualClock: number }>('SELECT virtualClock FROM meta')?.virtualClock ?? 0;
}

export function advanceVirtualClock(connection: Connection, virtualTime: number): void {
  connection.run('UPDATE meta SET virtualClock = ? WHERE virtualClock < ?', virtualTime, virtualTime);
}
