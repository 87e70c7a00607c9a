import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { trackChild } from './leaks';
import { tempDirectory } from './temp-directory';
import { within } from './wait-for';

/** What scripts/test-mongodb.mjs found. */
export type MongodbRecipe =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'docker'; readonly image: string }
  | { readonly kind: 'secantusdb'; readonly package: string; readonly python: string }
  | { readonly kind: 'none'; readonly reason: string };

/** A server that speaks MongoDB. Tests make databases of their own in it and drop them. */
export interface MongodbServer {
  /** Without a database name, with whatever the server needs to be reached. */
  readonly url: string;
  stop(): Promise<void>;
}

const ROOT = resolve(__dirname, '../../..');
const START_MS = 60_000;

/**
 * Which server the MongoDB specs can have here; may install one into the cache first (half a minute, once). Blocks,
 * because jest wants to know its tests while a spec file loads. The answer is also left for the test report.
 */
export function findMongodb(): MongodbRecipe {
  const script = resolve(ROOT, 'scripts/test-mongodb.mjs');
  const recipe = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) as MongodbRecipe;
  report(recipe);
  return recipe;
}

/** In words, for test titles and the report. No address: it may hold a password. */
export function describeMongodb(recipe: MongodbRecipe): string {
  if (recipe.kind === 'url') return 'the server of KNOCKEM_TEST_MONGODB_URL';
  if (recipe.kind === 'docker') return `the image ${recipe.image} in Docker`;
  return recipe.kind === 'secantusdb' ? `${recipe.package} (wire-compatible, from PyPI)` : recipe.reason;
}

export async function startMongodb(recipe: MongodbRecipe): Promise<MongodbServer> {
  if (recipe.kind === 'url') return { url: recipe.url, stop: async () => {} };
  if (recipe.kind === 'docker') return startContainer(recipe.image);
  if (recipe.kind === 'secantusdb') return startSecantusdb(recipe.python);
  throw new Error(recipe.reason);
}

async function startContainer(image: string): Promise<MongodbServer> {
  const { GenericContainer } = await import('testcontainers');
  const container = await new GenericContainer(image).withExposedPorts(27017).start();
  const url = `mongodb://${container.getHost()}:${container.getMappedPort(27017)}`;
  return { url, stop: async () => void (await container.stop()) };
}

/** A child with its files in a temp directory, as a standalone server (no replica set). */
async function startSecantusdb(python: string): Promise<MongodbServer> {
  const home = tempDirectory('knockem-mongodb-');
  const place = ['--host', '127.0.0.1', '--port', '0', '--storage-path', home.path, '--standalone'];
  const main = ['-c', 'from secantus.cli import main; main()', ...place];
  const child = trackChild(
    spawn(python, main, { cwd: home.path, stdio: ['ignore', 'ignore', 'pipe'] }),
    'mongodb',
  );
  const gone = new Promise<void>((end) => child.once('exit', () => end()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await within(5_000, 'mongodb ends', gone).catch(() => child.kill('SIGKILL'));
    await gone;
    home.remove();
  };
  try {
    const port = await within(
      START_MS,
      'mongodb listens',
      listeningPort(createInterface({ input: child.stderr })),
    );
    child.stderr.resume();
    return { url: `mongodb://127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listeningPort(lines: AsyncIterable<string>): Promise<string> {
  const said: string[] = [];
  for await (const line of lines) {
    said.push(line);
    const port = /listening on [\d.]+:(\d+)/.exec(line)?.[1];
    if (port) return port;
  }
  throw new Error(`the MongoDB server ended: ${said.slice(-5).join(' / ')}`);
}

/** One line for the test runner to show at its end. */
function report(recipe: MongodbRecipe): void {
  const file = resolve(ROOT, 'var/test-report/mongodb.txt');
  mkdirSync(dirname(file), { recursive: true });
  const verdict = recipe.kind === 'none' ? 'NOT tested' : 'tested';
  writeFileSync(
    file,
    `records on MongoDB: ${verdict} on ${describeMongodb(recipe)}\n`.replace('NOT tested on', 'not tested,'),
  );
}
