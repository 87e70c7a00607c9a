import { type ChildProcess } from 'node:child_process';

const alive = new Map<ChildProcess, string>();
process.once('exit', () => {
  for (const child of alive.keys()) child.kill('SIGKILL');
});

/** Registers a child so that a forgotten one fails its spec, and an aborted run leaves no process behind. */
export function trackChild<C extends ChildProcess>(child: C, name: string): C {
  alive.set(child, name);
  child.once('exit', () => alive.delete(child));
  child.once('error', () => alive.delete(child));
  return child;
}

/** For `afterAll`: fails when a process started by a launcher of this library is still alive (and ends it). */
export function expectNoLeaks(): void {
  const left = [...alive].map(([child, name]) => `${name} (pid ${child.pid})`);
  for (const child of alive.keys()) child.kill('SIGKILL');
  alive.clear();
  if (left.length > 0) throw new Error(`processes left behind by this spec: ${left.join(', ')}`);
}
