import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, recordProcess, type RecordedProcess } from '../stack/stack-file';

const PREFIX = 'knockem-replay-';
/** Who works there; a directory that is kept has none. */
const OWNER = 'owner.json';

/** A directory for one replay; what replays that were ended by force have left goes first. */
export function openWorkingDirectory(): string {
  for (const directory of abandonedReplays()) removeDirectory(directory);
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(directory, OWNER), JSON.stringify(recordProcess('replay', process.pid)));
  return directory;
}

export function closeWorkingDirectory(directory: string, keep: boolean): void {
  if (keep) rmSync(join(directory, OWNER), { force: true });
  else removeDirectory(directory);
}

/** Of this user, and their process has gone. */
export function abandonedReplays(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(tmpdir(), name))
    .filter(isAbandoned);
}

function isAbandoned(directory: string): boolean {
  try {
    if (statSync(directory).uid !== process.getuid?.()) return false;
    return !isAlive(JSON.parse(readFileSync(join(directory, OWNER), 'utf8')) as RecordedProcess);
  } catch {
    return false;
  }
}

const removeDirectory = (directory: string): void =>
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
