import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { BUS_ROLES, type BusRole, type SubmissionDocument } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import {
  GOOD_IMAGE,
  GOOD_IMAGE_GENOME,
  type NatsServer,
  shellImage,
  startNatsServer,
  type TempDirectory,
  tempDirectory,
  trackChild,
  waitFor,
  writeImageArchive,
} from '#testing';
import { makeKeys } from './make-keys';

const ROOT = resolve(__dirname, '..', '..');
/** Programs from source, on a busy machine. */
const READY_MS = 120_000;
const FINISHED_MS = 180_000;
const PROGRAMS = {
  gateway: 'apps/gateway/src/main.ts',
  planner: 'apps/planner/src/main.ts',
  scheduler: 'apps/scheduler/src/main.ts',
  recorder: 'apps/recorder/src/main.ts',
  // Its runner, a process of its own, needs no build either.
  executor: 'apps/executor/src/executor-process.conformance.ts',
} as const;
type Service = keyof typeof PROGRAMS;
/** As it is set when an image of knockem is built. */
export const REVISION = '0123456789';
const IMAGE = 'knockem-test/tells-all:1';
/** Makes every competition of a study say one word after the other until it is stopped. */
export const TALKS = { TALKS: 'on' };

interface Study {
  readonly replicates?: number;
  readonly containerEnv?: Readonly<Record<string, string>>;
}

/** Why no such stack can run here; undefined when it can. */
export function whyNoStack(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root: crun could not hold its limits';
  const places = `${process.env.PATH}:/usr/sbin:/sbin`.split(':');
  const missing = ['crun', 'skopeo', 'umoci'].filter(
    (program) => !places.some((place) => existsSync(join(place, program))),
  );
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined;
}

/** A nats-server with deploy/nats/secured.conf and fresh keys, and the five services, each with its own. */
export class SecuredStack {
  /** Said by every container on its output, which is kept: what its environment and its processes' hold. */
  readonly shownByContainers = `shown-${randomUUID()}`;
  readonly dataDir: string;
  readonly keys: string;
  private readonly children = new Map<Service, ChildProcess>();
  private output = '';
  private gatewayUrl = '';

  private constructor(
    private readonly home: TempDirectory,
    private readonly server: NatsServer,
  ) {
    this.dataDir = join(home.path, 'data');
    this.keys = keysIn(home);
  }

  static async start(): Promise<SecuredStack> {
    const home = tempDirectory('knockem-secured-');
    const configuration = copyConfiguration(home.path);
    makeKeys(keysIn(home), BUS_ROLES);
    const storeDir = join(home.path, 'data', 'nats');
    mkdirSync(storeDir, { recursive: true });
    const server = await startNatsServer({ storeDir, arguments: ['-c', configuration] });
    const stack = new SecuredStack(home, server);
    await stack.startServices().catch(async (error: Error) => {
      await stack.stop();
      throw new Error(`${error.message}\n${stack.said().slice(-4000)}`);
    });
    return stack;
  }

  get url(): string {
    return this.server.url;
  }

  connect(role: BusRole): Promise<Messaging> {
    return connectMessaging({
      servers: this.url,
      name: role === 'operator' ? 'knockem spec' : role,
      runmode: 'production',
      credentialsFile: this.keys,
    });
  }

  /** Everything that the services have written on their output. */
  said(): string {
    return this.output;
  }

  async submit({ replicates = 3, containerEnv = {} }: Study = {}): Promise<string> {
    const response = await fetch(`${this.gatewayUrl}/api/v1/submissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        userEmail: 'ada@example.org',
        containerImage: IMAGE,
        containerEnv,
        genomeContent: GOOD_IMAGE_GENOME,
        assayTypes: ['nulldist'],
        assayParameters: { nulldist: { replicates, alpha: 0.2 } },
        keepLogs: true,
      }),
    });
    const answer = (await response.json()) as { submissionId: string };
    expect({ status: response.status, ...answer }).toMatchObject({ status: 202 });
    return answer.submissionId;
  }

  async cancel(submissionId: string): Promise<void> {
    const response = await fetch(`${this.gatewayUrl}/api/v1/submissions/${submissionId}/cancel`, {
      method: 'POST',
    });
    expect({ status: response.status, body: await response.text() }).toMatchObject({ status: 202 });
  }

  /** The gateway's events of a study, whole, once it has ended. */
  async eventsOf(submissionId: string): Promise<string> {
    const response = await fetch(`${this.gatewayUrl}/api/v1/submissions/${submissionId}/events`);
    return response.text();
  }

  /** Output of the first container that the study's nulldist runs, as it comes; resolves when it runs. */
  async followedOutput(submissionId: string): Promise<AsyncIterable<Uint8Array>> {
    const study = `${this.gatewayUrl}/api/v1/submissions/${submissionId}`;
    const log = await waitFor(
      async () => {
        const { items } = (await (await fetch(`${study}/assays`)).json()) as {
          items: { id: string; assayType: string }[];
        };
        const measured = items.find(({ assayType }) => assayType === 'nulldist');
        const path = `${study}/competitions/${measured?.id}/0/log`;
        const { ok, headers } = await fetch(path);
        return ok && headers.get('knockem-log-source') === 'executor' ? path : undefined;
      },
      { timeoutMs: FINISHED_MS, message: 'a container of the study to run' },
    );
    const followed = await fetch(`${log}?follow=true`);
    if (!followed.ok) throw new Error(await followed.text());
    return followed.body as unknown as AsyncIterable<Uint8Array>;
  }

  /** What the gateway says of a study that has ended. */
  finished(submissionId: string): Promise<SubmissionDocument> {
    return waitFor(
      async () => {
        const response = await fetch(`${this.gatewayUrl}/api/v1/submissions/${submissionId}`);
        const { submission } = (await response.json()) as { submission: SubmissionDocument };
        return submission.concludedAt === undefined ? undefined : submission;
      },
      { timeoutMs: FINISHED_MS, message: 'the study to end' },
    ).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.output.slice(-4000)}`);
    });
  }

  async stop(): Promise<void> {
    const executor = this.children.get('executor');
    if (executor) await ended(executor);
    await Promise.all([...this.children.values()].map(ended));
    await this.server.stop();
    await waitFor(() => processesOf(this.dataDir).length === 0, {
      timeoutMs: 30_000,
      message: 'the runner to end',
    });
    this.home.remove();
  }

  private async startServices(): Promise<void> {
    await this.writeImage();
    const others = ['gateway', 'planner', 'scheduler', 'recorder'] as const;
    await Promise.all(others.map((name) => this.startPatiently(name)));
    await this.startPatiently('executor');
  }

  private async writeImage(): Promise<void> {
    const tell = `echo "${this.shownByContainers}" >&2; env >&2; cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline >&2`;
    const talk = 'word=0; while [ "$TALKS" ]; do echo "word $((word += 1))" >&2; sleep 0.2; done';
    const compete = `{ ${tell}; } 2>&1 | tr '\\0' '\\n' >&2\n${talk}\n${GOOD_IMAGE.knockem_compete_two}`;
    const verbs = { ...GOOD_IMAGE, knockem_compete_two: compete };
    await writeImageArchive(join(this.dataDir, 'images'), await shellImage(IMAGE, verbs));
  }

  /** As a supervisor would: a service that cannot reach nats-server in its time (a busy machine) is started again. */
  private async startPatiently(name: Service): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.startOne(name);
      } catch (error) {
        if (tries === 5 || !(error as Error).message.includes('cannot reach nats-server')) throw error;
      }
    }
  }

  /** Resolves when it says that it is ready. */
  private async startOne(name: Service): Promise<void> {
    const hook = join(ROOT, 'libs', 'testing', 'src', 'typescript-hook.cjs');
    const args = ['--conditions=knockem-source', '-r', hook, join(ROOT, PROGRAMS[name])];
    const child = spawn(process.execPath, args, {
      env: { ...withoutKnockem(process.env), ...this.environment() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.children.set(name, trackChild(child, name));
    const lines = { text: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        lines.text += chunk.toString();
        this.output += chunk.toString();
      });
    }
    const ready = await waitFor(
      () => (child.exitCode ?? child.signalCode) !== null || readyLine(lines.text),
      {
        timeoutMs: READY_MS,
        message: `${name} to be ready`,
      },
    );
    if (ready === true) throw new Error(`${name} ended: ${lines.text}`);
    if (name === 'gateway') this.gatewayUrl = (JSON.parse(ready) as { url: string }).url;
  }

  private environment(): Record<string, string> {
    return {
      KNOCKEM_NATS_URL: this.url,
      KNOCKEM_NATS_CREDS: this.keys,
      KNOCKEM_DATA_DIR: this.dataDir,
      KNOCKEM_REVISION: REVISION,
      KNOCKEM_GATEWAY_PORT: '0',
      KNOCKEM_TURN_PERIOD_MS: '1000',
      KNOCKEM_EXECUTOR_SLOTS: '2',
      KNOCKEM_LOG_LEVEL: 'info',
    };
  }
}

/** Ports and places are the spec's own; the last one is unknown to nats-server before 2.10. */
const ELSEWHERE = /^\s*(listen|http|store_dir|sync_interval):.*\n/gm;

/** deploy/nats as it is deployed, but for what this host has elsewhere; the file to start with. */
function copyConfiguration(directory: string): string {
  const deployed = (name: string): string => join(ROOT, 'deploy', 'nats', name);
  for (const name of ['secured.conf', 'accounts.conf']) copyFileSync(deployed(name), join(directory, name));
  writeFileSync(
    join(directory, 'nats.conf'),
    readFileSync(deployed('nats.conf'), 'utf8').replace(ELSEWHERE, ''),
  );
  return join(directory, 'secured.conf');
}

const keysIn = (home: TempDirectory): string => join(home.path, 'keys');
const readyLine = (text: string): string | undefined =>
  text.split('\n').find((line) => line.includes(' is ready"') && line.endsWith('}'));

const withoutKnockem = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([key]) => !key.startsWith('KNOCKEM_')));

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** Files below the directory in whose bytes the text stands. */
export function filesHolding(directory: string, text: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesHolding(path, text);
    return entry.isFile() && readIfThere(path).includes(text) ? [path] : [];
  });
}

function readIfThere(path: string): Buffer {
  try {
    return statSync(path).size < 64 << 20 ? readFileSync(path) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Command line and environment of every process that belongs to the stack, containers' included. */
export function processesOf(dataDir: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) =>
      ['cmdline', 'environ'].map((file) => readIfThere(`/proc/${pid}/${file}`).toString()).join('\n'),
    )
    .filter((text) => text.includes(dataDir));
}
