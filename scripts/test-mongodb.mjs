// Finds a server that speaks MongoDB for the tests, and installs what it needs into a cache, once:
//   node scripts/test-mongodb.mjs         prints one line of JSON: how to start it, or why there is none
// In this order:
//   1. KNOCKEM_TEST_MONGODB_URL        a server of yours; the tests make databases of their own in it and drop them
//   2. the image mongo:7               where a Docker daemon answers and has or gets the image
//   3. SecantusDB from PyPI            where python3 (>= 3.10) can make a virtual environment and the package index answers
// KNOCKEM_TEST_MONGODB=url|docker|secantusdb picks one. Why these and no others: docs/adr/2026-11-21-mongodb-for-tests.md
import { setTimeout as delay } from 'node:timers/promises';
import Docker from 'dockerode';
import { pythonWith } from './python-environment.mjs';

const MONGO_IMAGE = process.env.KNOCKEM_TEST_MONGO_IMAGE ?? 'mongo:7';
const SECANTUSDB = 'secantusdb==0.7.0b3';
const PULL_MS = 120_000;

const finders = { url: fromUrl, docker: fromDocker, secantusdb: fromPyPI };
const only = process.env.KNOCKEM_TEST_MONGODB;

const why = [];
for (const [name, find] of Object.entries(finders)) {
  if (only && only !== name) continue;
  try {
    const found = await find();
    if (found) answer(found);
  } catch (error) {
    why.push(`${name}: ${firstLine(error)}`);
  }
}
answer({
  kind: 'none',
  reason: `no server that speaks MongoDB: ${why.join('; ') || `"${only}" is none of ${Object.keys(finders).join(', ')}`}`,
});

function answer(found) {
  console.log(JSON.stringify(found));
  process.exit(0);
}

function fromUrl() {
  const url = process.env.KNOCKEM_TEST_MONGODB_URL;
  if (url) return { kind: 'url', url };
  throw new Error('KNOCKEM_TEST_MONGODB_URL is not set');
}

async function fromDocker() {
  const docker = new Docker();
  await withTimeout(3000, docker.ping()).catch((error) => {
    throw new Error(`no Docker daemon answers (${firstLine(error)})`);
  });
  const here = await docker
    .getImage(MONGO_IMAGE)
    .inspect()
    .catch(() => undefined);
  if (!here)
    await withTimeout(PULL_MS, pull(docker)).catch((error) => {
      throw new Error(`${MONGO_IMAGE} cannot be pulled (${firstLine(error)})`);
    });
  return { kind: 'docker', image: MONGO_IMAGE };
}

async function pull(docker) {
  const stream = await docker.pull(MONGO_IMAGE);
  await new Promise((resolve, reject) =>
    docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve())),
  );
}

function fromPyPI() {
  return {
    kind: 'secantusdb',
    package: SECANTUSDB,
    python: pythonWith(SECANTUSDB.replace('==', '-'), [SECANTUSDB]),
  };
}

/** The process ends with its answer, so a timer left behind does no harm. */
async function withTimeout(ms, promise) {
  const late = delay(ms).then(() => Promise.reject(new Error(`not within ${ms} ms`)));
  late.catch(() => undefined);
  return Promise.race([promise, late]);
}

function firstLine(error) {
  return String(error?.message ?? error)
    .split('\n')[0]
    .slice(0, 300);
}
