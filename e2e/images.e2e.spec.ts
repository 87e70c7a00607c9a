/**
 * Real: the image that the Dockerfile makes, and nats-server and the services of docker-compose.yml as containers.
 * Not as there: the base images (nothing is pulled), host network, the embedded record store instead of MongoDB.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { CommandAccepted, ExecutorView, SubmissionView } from '#contracts';
import { waitFor } from '#testing';
import { ContainerStack, whyNoImages } from './container-stack';
import { buildExampleImage, EXAMPLE } from './stack-under-test';

const SERVICES = ['recorder', 'planner', 'scheduler', 'gateway', 'executor-1', 'executor-2'];

const why = whyNoImages();
if (why) it.skip(`the stack in containers; skipped: ${why}`, () => undefined);
else describe('the stack in containers', runsASubmission);

const compose = composeCommand();
if (compose) it(`${compose.join(' ')} takes docker-compose.yml`, () => takesTheFile(compose));
else it.skip('compose takes docker-compose.yml; skipped: neither command is installed', () => undefined);

function runsASubmission(): void {
  let stack: ContainerStack;
  let gatewayUrl: string;

  beforeAll(async () => {
    stack = ContainerStack.start();
    await buildExampleImage(stack.imagesDir);
    await stack.build();
  }, 2_400_000);
  afterAll(async () => stack?.stop(), 120_000);

  it('gets healthy, with two executors', async () => {
    gatewayUrl = await startServices(stack);
    await waitFor(async () => (await executors(gatewayUrl)).length === 2, {
      timeoutMs: 60_000,
      message: 'both work',
    });
  }, 300_000);

  it('runs a submission to its end', async () => {
    expect(await statusAtEnd(gatewayUrl)).toBe('completed');
  }, 300_000);

  it('goes on after kill -9 of the scheduler and an executor', async () => {
    await stack.docker('kill', 'scheduler', 'executor-1');
    await stack.docker('start', 'scheduler', 'executor-1');
    for (const name of SERVICES) await stack.healthy(name);
    expect(await statusAtEnd(gatewayUrl)).toBe('completed');
  }, 300_000);

  it('ends every service gracefully', async () => {
    await stack.docker('stop', '--time=30', ...SERVICES);
    const codes = await stack.docker('inspect', '--format={{.Name}} {{.State.ExitCode}}', ...SERVICES);
    expect(codes.split('\n')).toEqual(SERVICES.map((name) => `/${name} 0`));
  }, 300_000);
}

/** Each on a port of its own, since all share the host's network; resolves to the gateway's address once all are healthy. */
async function startServices(stack: ContainerStack): Promise<string> {
  const [natsPort, gatewayPort, ...ports] = await freePorts(SERVICES.length + 1);
  await stack.startNats(natsPort);
  for (const name of SERVICES) {
    const port = name === 'gateway' ? gatewayPort : ports.pop();
    await stack.startService(name, name.replace(/-\d$/, ''), {
      ...{ KNOCKEM_NATS_URL: `nats://127.0.0.1:${natsPort}`, KNOCKEM_RECORDS_URL: '' },
      ...{ KNOCKEM_OPS_PORT: `${port}`, KNOCKEM_TURN_PERIOD_MS: '1000' },
      ...(name === 'gateway' && {
        KNOCKEM_GATEWAY_HOST: '127.0.0.1',
        KNOCKEM_TOKENS_REQUIRED: 'false',
        KNOCKEM_GATEWAY_PORT: `${gatewayPort}`,
      }),
    });
  }
  for (const name of SERVICES) await stack.healthy(name);
  return `http://127.0.0.1:${gatewayPort}`;
}

const get = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

const executors = async (gatewayUrl: string): Promise<ExecutorView[]> =>
  (await get<{ items: ExecutorView[] }>(`${gatewayUrl}/api/v1/executors`)).items;

/** Of a new submission. */
async function statusAtEnd(gatewayUrl: string): Promise<string> {
  const { submissionId } = await submit(gatewayUrl);
  return waitFor(
    async () => {
      const view = await get<SubmissionView>(`${gatewayUrl}/api/v1/submissions/${submissionId}`);
      const { status } = view.submission;
      return ['completed', 'failed', 'cancelled'].includes(status) ? status : undefined;
    },
    { timeoutMs: 180_000, message: 'the submission ends' },
  );
}

async function submit(gatewayUrl: string): Promise<CommandAccepted> {
  const answer = await fetch(`${gatewayUrl}/api/v1/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      userEmail: 'person@knockem.example',
      containerImage: 'knockem/explicit-model:1',
      genomeContent: readFileSync(join(EXAMPLE, 'demo-genome.txt'), 'utf8'),
      assayTypes: ['nulldist'],
      assayParameters: { nulldist: { replicates: 10, alpha: 0.1 } },
    }),
  });
  if (answer.status !== 202) throw new Error(`not accepted: ${await answer.text()}`);
  return (await answer.json()) as CommandAccepted;
}

function composeCommand(): string[] | undefined {
  const commands = [['docker', 'compose'], ['docker-compose']];
  return commands.find(([file, ...args]) => spawnSync(file, [...args, 'version']).status === 0);
}

function takesTheFile([file, ...args]: string[]): void {
  const cwd = resolve(__dirname, '..');
  const end = spawnSync(file, [...args, 'config', '--quiet'], { cwd, encoding: 'utf8' });
  expect(`${end.stderr}`.replace(/^.*obsolete.*\n/gm, '')).toBe('');
  expect(end.status).toBe(0);
}

/** All are held open until the last is known, so that none comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
  return ports;
}
