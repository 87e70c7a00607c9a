import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../apps/cli/src/stack/free-port';
import { accepts } from '../../apps/cli/src/stack/recipes';
import { findProgram } from '../../apps/executor/src/adapters/images/find-program';
import { tempDirectory, trackChild, waitFor } from '#testing';

/** A server of the bench's own, with its files in a directory that goes with it. */
export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

/** What is missing on this machine, and how to get it. */
export class Missing extends Error {}

/** Redis that answers a write when it is on the disk, as all of ours are. */
export async function startRedis(): Promise<Server> {
  if (!findProgram('redis-server'))
    throw new Missing('redis-server is not installed (apt-get install redis-server)');
  const home = tempDirectory('knockem-redis-');
  const port = await freePort();
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
  // BullMQ's own advice: keys must never be evicted.
  const place = [
    '--bind',
    '127.0.0.1',
    '--port',
    String(port),
    '--dir',
    home.path,
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn('redis-server', [...place, ...durable], { stdio: 'ignore' });
  return started({ child, name: 'redis-server', port, home, isReady: () => accepts(port) });
}

/** PostgreSQL as its package configures it (`fsync` and `synchronous_commit` on), over a socket of its own. */
export async function startPostgres(): Promise<Server> {
  const bin = postgresBin();
  const home = tempDirectory('knockem-postgres-');
  const identity = unprivileged();
  const data = join(home.path, 'data');
  mkdirSync(data);
  if (identity) for (const path of [home.path, data]) chownSync(path, identity.uid, identity.gid);
  const initdb = ['-D', data, '-U', 'bench', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  execFileSync(join(bin, 'initdb'), initdb, { ...identity, stdio: 'ignore' });
  const port = await freePort();
  const settings = [
    'synchronous_commit=on',
    'fsync=on',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=`,
  ];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(join(bin, 'postgres'), args, { ...identity, stdio: 'ignore' });
  // Its port opens before it lets anybody in.
  const isReady = (): boolean =>
    spawnSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).status === 0;
  return started({ child, name: 'postgres', port, home, isReady, stopBy: 'SIGINT' });
}

interface Starting {
  readonly child: ChildProcess;
  readonly name: string;
  readonly port: number;
  readonly home: { remove(): void };
  readonly isReady: () => boolean | Promise<boolean>;
  readonly stopBy?: NodeJS.Signals;
}

async function started({ child, name, port, home, isReady, stopBy = 'SIGTERM' }: Starting): Promise<Server> {
  trackChild(child, name);
  await waitFor(isReady, { message: `${name} takes connections` });
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill(stopBy);
    await gone;
    home.remove();
  };
  return { port, stop };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

const DEBIAN = '/usr/lib/postgresql';

function postgresBin(): string {
  const [newest] = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  if (newest && existsSync(join(DEBIAN, newest, 'bin', 'initdb'))) return join(DEBIAN, newest, 'bin');
  throw new Missing('PostgreSQL is not installed (apt-get install postgresql)');
}
