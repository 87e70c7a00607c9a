import { createHash } from 'node:crypto';
import type { RunTemplate } from '#contracts';
import type { Connection } from '../connection';

export interface TakenPart {
  readonly round: number;
  readonly part: number;
  readonly parts: number;
  readonly planDigest: string;
  readonly plannerVersion: string;
  readonly wake?: 'any' | 'all';
  readonly firstOfRound: boolean;
}

export function isPartTaken(connection: Connection, assayRow: number, part: number): boolean {
  return (
    connection.get('SELECT 1 FROM planParts WHERE assayRow = ? AND part = ?', assayRow, part) !== undefined
  );
}

/** Notes that the part is in. The last one closes the request. */
export function takePart(connection: Connection, assayRow: number, taken: TakenPart): void {
  if (taken.firstOfRound) {
    connection.run('DELETE FROM planParts WHERE assayRow = ?', assayRow);
    connection.run(
      `UPDATE assays SET round = @round, parts = @parts, partsTaken = 0, planDigest = @planDigest,
         plannerVersion = @plannerVersion, wake = 'all' WHERE row = @assayRow`,
      {
        assayRow,
        round: taken.round,
        parts: taken.parts,
        planDigest: taken.planDigest,
        plannerVersion: taken.plannerVersion,
      },
    );
  }
  connection.run('INSERT INTO planParts (assayRow, part) VALUES (?, ?)', assayRow, taken.part);
  connection.run(
    `UPDATE assays SET partsTaken = partsTaken + 1, wake = coalesce(?, wake),
       planOpen = CASE WHEN partsTaken + 1 >= parts THEN 0 ELSE 1 END
     WHERE row = ?`,
    taken.wake ?? null,
    assayRow,
  );
}

/** Stores a run template once, whoever uses it, and gives it to the assay. */
export function giveTemplate(connection: Connection, assayRow: number, template: RunTemplate): void {
  const body = JSON.stringify(template);
  const digest = createHash('sha256').update(body).digest('hex');
  connection.run('INSERT OR IGNORE INTO templates (digest, body) VALUES (?, ?)', digest, body);
  connection.run(
    'UPDATE assays SET templateRow = (SELECT row FROM templates WHERE digest = ?) WHERE row = ?',
    digest,
    assayRow,
  );
}

/** Templates never change: their digests are read once. */
export function templateDigest(connection: Connection, row: number): string {
  let digest = connection.templateDigests.get(row);
  if (digest === undefined) {
    digest = connection.get<{ digest: string }>('SELECT digest FROM templates WHERE row = ?', row)!.digest;
    connection.templateDigests.set(row, digest);
  }
  return digest;
}

export function readTemplate(connection: Connection, row: number): RunTemplate {
  const { body } = connection.get<{ body: string }>('SELECT body FROM templates WHERE row = ?', row)!;
  return JSON.parse(body) as RunTemplate;
}
