import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { join, posix } from 'node:path';

export interface CollectedFile {
  readonly bytes?: Buffer;
  /** Why there is something but it was not taken. */
  readonly warning?: string;
}

/**
 * Reads one file that a container left below its work directory, trusting nothing: no symbolic link anywhere on the
 * way, a regular file, one link (a second one could name a file that was not the container's to read), not above
 * the cap. The container has ended, so nothing changes between look and read.
 */
export function collectFile(workDirectory: string, path: string, maxBytes: number): CollectedFile {
  const names = namesBelowWork(path);
  if (!names) return { warning: `${path} is not below /knockem/work` };
  const complaint = complaintAboutDirectories(workDirectory, names.slice(0, -1));
  if (complaint === 'absent') return {};
  if (complaint) return { warning: `${path} was not taken: ${complaint}` };
  return readRegularFile(join(workDirectory, ...names), path, maxBytes);
}

function namesBelowWork(path: string): string[] | undefined {
  const relative = posix.relative('/knockem/work', posix.normalize(path));
  return relative === '' || relative.startsWith('..') ? undefined : relative.split('/');
}

function complaintAboutDirectories(root: string, names: readonly string[]): string | undefined {
  let directory = root;
  for (const name of names) {
    directory = join(directory, name);
    const stats = lookAt(directory);
    if (!stats) return 'absent';
    if (!stats.isDirectory()) return `${name} is not a directory`;
  }
  return undefined;
}

/** Undefined also where it cannot be looked at. */
function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function readRegularFile(file: string, path: string, maxBytes: number): CollectedFile {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let fd: number;
  try {
    fd = openSync(file, flags);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return {};
    return {
      warning: `${path} was not taken: ${code === 'ELOOP' ? 'it is a symbolic link' : `it cannot be read (${code})`}`,
    };
  }
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) return { warning: `${path} was not taken: it is not a regular file` };
    if (stats.nlink !== 1) return { warning: `${path} was not taken: it has ${stats.nlink} links` };
    if (stats.size > maxBytes) {
      return { warning: `${path} was not taken: ${stats.size} bytes, and at most ${maxBytes} are allowed` };
    }
    return { bytes: readFileSync(fd) };
  } finally {
    closeSync(fd);
  }
}
