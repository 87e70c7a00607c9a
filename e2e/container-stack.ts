import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { tempDirectory, type TempDirectory, waitFor } from '#testing';

const ROOT = resolve(__dirname, '..');
const DAEMON = join(ROOT, 'deploy', 'docker-for-ci.sh');
const COMPOSE_FILE = join(ROOT, 'docker-compose.yml');
/** Debian's packages, Node.js and the compiled program: first time, on a busy machine. */
const BUILD_MS = 1_200_000;
const HEALTHY_MS = 120_000;

/** Why the images cannot be built here; undefined when they can. */
export function whyNoImages(): string | undefined {
  if (process.env.KNOCKEM_TEST_IMAGES !== '1') return 'KNOCKEM_TEST_IMAGES=1 is not set (CI sets it)';
  if (process.getuid?.() !== 0) return 'not root: a private Docker daemon and debootstrap need it';
  const missing = ['dockerd', 'docker', 'debootstrap'].filter((program) => !onPath(program));
  if (missing.length > 0) return `${missing.join(' and ')} not installed`;
  const { status, stderr } = spawnSync(DAEMON, ['check'], { encoding: 'utf8' });
  return status === 0 ? undefined : `no Docker daemon starts here: ${stderr.trim().split('\n').pop()}`;
}

const onPath = (program: string): boolean =>
  `${process.env.PATH}:/usr/sbin:/sbin`.split(':').some((directory) => existsSync(join(directory, program)));

interface ComposeService {
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly volumes?: readonly string[];
  readonly healthcheck: { readonly test: readonly string[] };
}

/**
 * The services of docker-compose.yml as containers of a private Docker daemon, on images that are built here from
 * nothing that must be pulled. The daemon has no bridge, so all containers share the host's network, each with a
 * port of its own. Everything lives in one directory; `stop` ends the daemon and removes it.
 */
export class ContainerStack {
  readonly imagesDir: string;
  private readonly services: Readonly<Record<string, ComposeService>>;

  private constructor(
    private readonly directory: TempDirectory,
    private readonly socketPath: string,
  ) {
    this.imagesDir = join(directory.path, 'images');
    const compose = parse(readFileSync(COMPOSE_FILE, 'utf8'), { merge: true }) as {
      services: Record<string, ComposeService>;
    };
    this.services = compose.services;
  }

  static start(): ContainerStack {
    const directory = tempDirectory('knockem-containers-');
    try {
      const socket = execFileSync(DAEMON, ['start', directory.path], { encoding: 'utf8' }).trim();
      return new ContainerStack(directory, socket);
    } catch (error) {
      directory.remove();
      throw error;
    }
  }

  /** Ends all containers and the daemon, and removes what they wrote. */
  async stop(): Promise<void> {
    try {
      const ids = (await this.docker('ps', '--all', '--quiet')).split('\n').filter(Boolean);
      if (ids.length > 0) await this.docker('rm', '--force', '--volumes', ...ids);
    } finally {
      execFileSync(DAEMON, ['stop', this.directory.path]);
      this.directory.remove();
    }
  }

  /** The image as people build it, but for the base images. */
  async build(): Promise<void> {
    await this.run(join(ROOT, 'deploy', 'base-image.sh'), ['knockem-base:test'], BUILD_MS);
    const bases = ['BUILD_IMAGE', 'RUNTIME_IMAGE'].flatMap((name) => [
      '--build-arg',
      `${name}=knockem-base:test`,
    ]);
    const args = ['build', '--quiet', '--network=host', '--tag', 'knockem:latest', ...bases, ROOT];
    await this.run('docker', args, BUILD_MS);
  }

  docker(...args: string[]): Promise<string> {
    return this.run('docker', args, 120_000);
  }

  /** nats-server of the base image, as the compose file's is too new to be had everywhere. */
  async startNats(port: number): Promise<void> {
    const server = `nats-server --addr 127.0.0.1 --port ${port} --jetstream --store_dir /data`;
    const options = '--detach --name=nats --network=host --volume=nats:/data';
    await this.docker('run', ...options.split(' '), 'knockem-base:test', ...server.split(' '));
  }

  /** A container as compose would make it; `environment` sets what the shared network needs. */
  async startService(name: string, service: string, environment: Record<string, string>): Promise<void> {
    const described = this.services[service];
    const all = { ...withDefaults(described.environment), ...environment };
    await this.docker(
      ...['run', '--detach', `--name=${name}`, '--network=host', '--restart=unless-stopped'],
      ...['--health-interval=1s', `--health-cmd=${healthCommand(described.healthcheck.test)}`],
      ...(described.user === undefined ? [] : [`--user=${described.user}`]),
      ...Object.entries(all).map(([key, value]) => `--env=${key}=${value}`),
      ...this.volumesOf(service),
      ...['knockem:latest', ...described.command],
    );
  }

  /** As the compose file's health check sees it. */
  async healthy(name: string): Promise<void> {
    await waitFor(async () => (await this.stateOf(name)) === 'running healthy', {
      timeoutMs: HEALTHY_MS,
      message: `${name} is healthy`,
    }).catch(async (error: Error) => {
      throw new Error(`${error.message}: it is ${await this.stateOf(name)}\n${await this.logs(name)}`);
    });
  }

  logs(name: string): Promise<string> {
    return this.docker('logs', '--tail', '20', name);
  }

  private stateOf(name: string): Promise<string> {
    return this.docker('inspect', '--format', '{{.State.Status}} {{.State.Health.Status}}', name);
  }

  /** The embedded record store stands where compose has MongoDB: its readers and writers share a volume. */
  private volumesOf(service: string): string[] {
    if (service !== 'executor') return ['--volume=shared:/data'];
    return [`--volume=${this.socketPath}:/var/run/docker.sock`, `--volume=${this.imagesDir}:/images:ro`];
  }

  private run(file: string, args: readonly string[], timeout: number): Promise<string> {
    const env = { ...process.env, DOCKER_HOST: `unix://${this.socketPath}` };
    return new Promise((settle, reject) => {
      execFile(file, args, { env, timeout, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
        if (error)
          reject(new Error(`${file} ${args[0]}: ${error.message}\n${tail(stdout)}\n${tail(stderr)}`));
        else settle(`${stdout}${args[0] === 'logs' ? stderr : ''}`.trim());
      });
    });
  }
}

const tail = (text: string): string => text.split('\n').slice(-30).join('\n');

/** The form `[CMD-SHELL, line]`; compose writes `$$` for a `$` that it leaves alone. */
function healthCommand([form, line]: readonly string[]): string {
  if (form !== 'CMD-SHELL') throw new Error(`docker-compose.yml: a health check of the form ${form}`);
  return line.replaceAll('$$', () => '$');
}

/** What compose makes of `${NAME:-default}` where NAME is not set. */
function withDefaults(environment: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, value.replace(/\$\{\w+:-([^}]*)\}/g, '$1')]),
  );
}
