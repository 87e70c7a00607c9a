import type { Connection } from '../connection';

/** Virtual time of the submission chosen last: who becomes ready starts no earlier, so idling saves up nothing. */
export const readVirtualClock = (connection: Connection): number => connection.work.readVirtualClock();

export const advanceVirtualClock = (connection: Connection, virtualTime: number): void =>
  connection.work.advanceVirtualClock(virtualTime);
