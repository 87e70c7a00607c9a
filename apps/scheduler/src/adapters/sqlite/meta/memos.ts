import type { Connection } from '../connection';

/** A conclusion that holds for later submissions too, by the digest of all that it depends on. */
export interface Memo {
  readonly digest: string;
  readonly result: string | null;
  readonly resultDigest: string | null;
  readonly warnings: string;
  readonly facts: string | null;
  readonly rememberedAt: string;
}

export function findMemo(connection: Connection, digest: string): Memo | undefined {
  return connection.get('SELECT * FROM memos WHERE digest = ?', digest);
}

export function rememberMemo(connection: Connection, memo: Memo): void {
  connection.run(
    `INSERT OR REPLACE INTO memos (digest, result, resultDigest, warnings, facts, rememberedAt)
     VALUES (@digest, @result, @resultDigest, @warnings, @facts, @rememberedAt)`,
    memo,
  );
}

export function forgetMemo(connection: Connection, digest: string): void {
  connection.run('DELETE FROM memos WHERE digest = ?', digest);
}
