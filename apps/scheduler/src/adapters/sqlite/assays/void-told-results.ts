import type { Connection } from '../connection';

/** Results that a request may have told are withdrawn or replaced: what was computed over them holds no more. */
export const voidToldResults = (connection: Connection, assayRow: number): void =>
  void connection.run('UPDATE assays SET toldAnew = toldAnew + 1 WHERE row = ?', assayRow);
