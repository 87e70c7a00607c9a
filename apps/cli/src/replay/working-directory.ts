import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, recordProcess, type RecordedProcess } from '../stack/stack-file';

type Say = (sentence: string) => void;

const PREFIX = 'knockem-replay-';
/** Who works there; a directory that is kept has none. */
const OWNER = 'owner.json';

/** A directory for one replay; what replays that were ended by force have left goes first. */
export function openWorkingDirectory(say: Say): string {
  for (const directory of abandonedReplays()) removeDirectory(directory, say);
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(directory, OWNER), JSON.stringify(recordProcess('replay', process.pid)));
  return directory;
}

export function closeWorkingDirectory(directory: string, keep: boolean, say: Say): void {
  if (keep) rmSync(join(directory, OWNER), { force: true });
  else removeDirectory(directory, say);
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
function removeDirectory(directory: string, say: Say): void {
  try {
    removeTree(directory);
  } catch (error) {
    say(`the working directory ${directory} is left, it could not be removed: ${(error as Error).message}`);
  }
}

/** An image may hold directories without write permission, which stop an ordinary user's removal. */
function removeTree(directory: string): void {
  const remove = (): void => rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  try {
    remove();
  } catch {
    spawnSync('chmod', ['-R', 'u+rwX', directory], { stdio: 'ignore' });
    remove();
  }
}
