// Builds the web page (apps/dashboard) to dist/dashboard, unless nothing of it has changed since.
import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressAssets } from './compress-assets.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const OUTPUT = join(ROOT, 'dist/dashboard/index.html');
/** What the page is made of: its sources, the client of the API, and the packages. */
const SOURCES = [
  'apps/dashboard',
  'libs/client',
  'docs/openapi.json',
  'package-lock.json',
  'scripts/dashboard.mjs',
  'scripts/compress-assets.mjs',
];

const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return changedAt(path);
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

export async function buildDashboard() {
  if (SOURCES.every((source) => newest(join(ROOT, source)) < changedAt(OUTPUT))) return;
  // Loaded only here: a build with nothing to do for the page must not wait for its tools.
  const { build } = await import('vite');
  await build({ configFile: join(ROOT, 'apps/dashboard/vite.config.mts'), logLevel: 'warn' });
  await compressAssets(join(dirname(OUTPUT), 'assets'));
}
