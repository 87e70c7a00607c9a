// Compiles the sources to dist/, makes one file of each program (dist/bin), and builds the web page.   npm run build
//
// By swc, file by file, in seconds: types are looked at by `npm run types`, which every gate runs. A file is compiled
// again when it, or how it is compiled, has changed since.
import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';
import { bundle, PROGRAMS } from './bundle.mjs';
import { buildDashboard } from './dashboard.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ROOMS = ['apps', 'libs', 'examples', 'scripts'];
/** Files that a program reads, beside where its modules are. */
const ASSETS = ['apps/planner/src/domain/container-contract/files'];
const NOT_SHIPPED = /\.(spec|conformance)\.ts$|\.d\.ts$|^libs\/testing\/|\/src\/testing\/|^apps\/dashboard\//;
/** Compiled at a time: the compiler's threads are as many as there are processors. */
const AT_ONCE = 16;

const OPTIONS = {
  swcrc: false,
  sourceMaps: true,
  module: { type: 'commonjs' },
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
};

const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const HOW = Math.max(
  changedAt(fileURLToPath(import.meta.url)),
  changedAt(join(ROOT, 'node_modules/@swc/core/package.json')),
);

const outputOf = (source) => join(ROOT, 'dist', source.replace(/\.ts$/, '.js'));
const isStale = (source) => changedAt(outputOf(source)) <= Math.max(changedAt(join(ROOT, source)), HOW);

function sources() {
  const found = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true }).map((file) => join(room, file)),
  );
  return found.filter((file) => file.endsWith('.ts') && !NOT_SHIPPED.test(file));
}

async function compile(source) {
  const output = outputOf(source);
  mkdirSync(dirname(output), { recursive: true });
  const sourceFileName = relative(dirname(output), join(ROOT, source));
  const { code, map } = await transformFile(join(ROOT, source), { ...OPTIONS, sourceFileName });
  writeFileSync(`${output}.map`, map);
  writeFileSync(output, `${code}\n//# sourceMappingURL=${basename(output)}.map\n`);
}

function copyAssets() {
  for (const directory of ASSETS) {
    mkdirSync(join(ROOT, 'dist', directory), { recursive: true });
    for (const file of readdirSync(join(ROOT, directory)))
      copyFileSync(join(ROOT, directory, file), join(ROOT, 'dist', directory, file));
  }
}

const waiting = sources().filter(isStale);
const lane = async () => {
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) await compile(source);
};
await Promise.all(Array.from({ length: AT_ONCE }, lane));
copyAssets();
await Promise.all(Object.keys(PROGRAMS).map((program) => bundle(program)));
await buildDashboard();
