import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Schemas } from '#client';
import type { SubmissionRequest } from '#contracts';
import { KnockemError } from '#domain';
import { listInWords } from '#science';
import { EXIT } from '../exit-codes';
import { awaitResults } from '../client/await-results';
import { GatewayClient } from '../client/gateway-client';
import { type Session, sessionOf } from '../session';
import { renderResults } from '../render/results';
import type { Stack } from '../stack/stack';
import { inTemporaryStack } from '../stack/temporary-stack';
import { watchToEnd } from './watch';

interface DemoFlags {
  runtime: 'auto' | 'docker' | 'crun';
}

/** The checkout, above dist/apps/cli/src/commands. */
const ROOT = resolve(__dirname, '..', '..', '..', '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'explicit-model');
const DIRECTORY_PREFIX = 'knockem-demo-';

export function demoCommand(): Command {
  return new Command('demo')
    .addOption(
      new Option('--runtime <name>', 'container runtime').choices(['auto', 'docker', 'crun']).default('auto'),
    )
    .action(async (flags: DemoFlags, command: Command) => {
      const session = sessionOf(command);
      const options = { directoryPrefix: DIRECTORY_PREFIX, runtime: flags.runtime, say };
      process.exitCode = await inTemporaryStack(options, (stack, signal) => runStudy(stack, session, signal));
    });
}

async function buildImage(imagesDir: string, signal: AbortSignal): Promise<void> {
  say('building the example competitor image (nothing is pulled)');
  mkdirSync(imagesDir, { recursive: true });
  const script = join(ROOT, 'dist', 'scripts', 'build-example-image.js');
  await run(process.execPath, [script, join(imagesDir, 'explicit-model.tar')], dirname(imagesDir), signal);
}

async function runStudy(stack: Stack, session: Session, signal: AbortSignal): Promise<number> {
  await buildImage(join(stack.dataDir, 'images'), signal);
  say('starting nats-server and five services');
  await stack.start();
  const gateway = new GatewayClient(stack.gatewayUrl);
  const { items: executors } = await gateway.executors();
  for (const { runtime, slots, limitsNotHeld } of executors) {
    say(`containers run on ${runtime}, ${slots} at a time`);
    if (limitsNotHeld?.length)
      say(`as an ordinary user these limits cannot be held here: ${limitsNotHeld.join(', ')}`);
  }
  const request = demoRequest();
  const { submissionId } = await gateway.submit(request);
  say(`submitted the example genome for ${request.assayTypes.join(' and ')}: ${submissionId}`);
  const end = await watchToEnd({ ...session, gateway }, submissionId, signal);
  if (end.status !== 'completed') {
    throw new KnockemError(
      'internal',
      `the demo's submission ended ${end.status}: ${end.reason ?? 'no reason given'}`,
    );
  }
  const items = await awaitResults(gateway, submissionId, request.assayTypes);
  const truth = JSON.parse(readFileSync(join(EXAMPLE, 'demo-truth.json'), 'utf8')) as {
    criticalSites: number[];
  };
  session.print(
    { submissionId, results: items, truth },
    () => `\n${renderResults(items)}\n\n${comparison(items, truth.criticalSites)}`,
  );
  say(WHERE_NEXT);
  return EXIT.ok;
}

function demoRequest(): SubmissionRequest {
  return {
    userEmail: 'demo@knockem.example',
    containerImage: 'knockem/explicit-model:1',
    genomeContent: readFileSync(join(EXAMPLE, 'demo-genome.txt'), 'utf8'),
    assayTypes: ['nulldist', 'screenCritical'],
    competitionTimeoutSeconds: 60,
    seed: 1,
  };
}

function comparison(results: readonly Schemas['AssayResult'][], truth: readonly number[]): string {
  const screen = results.find((row) => row.assayType === 'screenCritical')?.assayResult;
  const found = (screen?.criticalSites as number[] | undefined) ?? [];
  const missed = truth.filter((site) => !found.includes(site));
  const wrong = found.filter((site) => !truth.includes(site));
  return [
    `critical sites found  ${listInWords(found)}`,
    `critical sites true   ${listInWords(truth)}`,
    missed.length + wrong.length === 0
      ? 'all found, none in addition'
      : `missed: ${listInWords(missed)}; found in addition: ${listInWords(wrong)}`,
  ].join('\n');
}

const WHERE_NEXT = `what next:
  make up                      start a stack that stays, with its web page
  bin/knockem submit --help    submit a genome and an image of your own
  docs/write-an-image.md       an image of your own, from three small programs to the first result
  README.md                    where everything is`;

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** Resolves when the command ended well; `signal` ends it, and what it leaves lies in `temporary`. */
function run(
  command: string,
  args: readonly string[],
  temporary: string,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((settle, reject) => {
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env, signal });
    let failure: Error | undefined;
    child.once('error', (error) => (failure = error));
    child.once('close', (code) =>
      code === 0
        ? settle()
        : reject(failure ?? new KnockemError('internal', `${args[0]} ended with code ${code}`)),
    );
  });
}
