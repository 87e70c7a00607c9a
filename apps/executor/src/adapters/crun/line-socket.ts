import { closeSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Socket } from 'node:net';

/** JSON values, one per line, over a stream socket. A line that is not JSON ends the talk. */
export function readLines(socket: Socket, take: (message: unknown) => void): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    try {
      for (const line of lines) take(JSON.parse(line));
    } catch {
      socket.destroy();
    }
  });
}

export const writeLine = (socket: Socket, message: unknown): void => {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
};

/** The kernel allows 107 bytes for a socket's path: a longer one is named through its opened directory. */
export function withShortPath<T>(path: string, use: (path: string, done: () => void) => T): T {
  if (Buffer.byteLength(path) <= 100) return use(path, () => undefined);
  const directory = openSync(dirname(path), 'r');
  const short = join(`/proc/self/fd/${directory}`, path.slice(dirname(path).length + 1));
  return use(short, () => closeSync(directory));
}
