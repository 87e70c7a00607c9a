import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** An installed program's path: in PATH, or where Debian keeps those of an administrator. */
export function findProgram(program: string): string | undefined {
  const directories = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/sbin',
    '/usr/bin',
    '/bin',
  ];
  return directories.map((directory) => join(directory || '.', program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
