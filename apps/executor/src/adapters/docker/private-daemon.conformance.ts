import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { resolve } from 'node:path';
import { type TempDirectory, tempDirectory } from '#testing';
import { findProgram } from '../images/find-program';

const SCRIPT = resolve(__dirname, '../../../../../deploy/docker-for-ci.sh');

/** Why no Docker daemon can be used here; undefined when one can. */
export function whyNoDocker(): string | undefined {
  if (existsSync('/var/run/docker.sock') || process.env.DOCKER_HOST) return undefined;
  if (process.getuid?.() !== 0) return 'no Docker socket, and not root to start a private daemon';
  if (!findProgram('dockerd')) return 'no Docker socket, and dockerd is not installed';
  const { status, stderr } = spawnSync(SCRIPT, ['check'], { encoding: 'utf8' });
  return status === 0 ? undefined : `no Docker daemon starts here: ${stderr.trim().split('\n').pop()}`;
}

export interface DockerDaemon {
  readonly socketPath?: string;
  stop(): void;
}

/** The machine's daemon where its socket answers, else a private one in a temp directory. */
export async function dockerDaemon(): Promise<DockerDaemon> {
  if (process.env.DOCKER_HOST || (await answers('/var/run/docker.sock'))) return { stop: () => undefined };
  const directory: TempDirectory = tempDirectory('knockem-docker-');
  try {
    const socketPath = execFileSync(SCRIPT, ['start', directory.path], { encoding: 'utf8' }).trim();
    return { socketPath, stop: () => stopDaemon(directory) };
  } catch (error) {
    directory.remove();
    throw error;
  }
}

function stopDaemon(directory: TempDirectory): void {
  execFileSync(SCRIPT, ['stop', directory.path]);
  directory.remove();
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    request({ socketPath, path: '/_ping', timeout: 1000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    })
      .on('error', () => resolve(false))
      .end();
  });
}
