import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeTree } from '#platform';
import { isAlive, recordProcess, type RecordedProcess } from '../stack/stack-file';

type Say = (sentence: string) => void;

const PREFIX = 'knockem-replay-';
/** Who works there; a directory that is kept has none. */
const OWNER = 'owner.json';

/** A directory for one replay; what replays that were ended by force have left goes first. */
export async function openWorkingDirectory(say: Say): Promise<string> {
  for (const directory of abandonedReplays()) await removeDirectory(directory, say);
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(directory, OWNER), JSON.stringify(recordProcess('replay', process.pid)));
  return directory;
}

export async function closeWorkingDirectory(directory: string, keep: boolean, say: Say): Promise<void> {
  if (keep) rmSync(join(directory, OWNER), { force: true });
  else await removeDirectory(directory, say);
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

/** What cannot be removed is told, and is no reason to keep a verdict back. */
async function removeDirectory(directory: string, say: Say): Promise<void> {
  try {
    await removeTree(directory);
  } catch (error) {
    say(`the working directory ${directory} is left, it could not be removed: ${(error as Error).message}`);
  }
}
