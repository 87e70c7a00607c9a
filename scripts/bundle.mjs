// Makes one file of a program that has been compiled: dist/bin/<program>.js
//
// A service is two thousand modules, most of them small; finding, reading and compiling them one by one is what it does
// for most of its start. Only that changes: our modules stay what the compiler made of them, in dist/, and run from there
// as well. Stack traces name our sources (the maps leave the packages out, whose lines nobody here edits).
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const DIST = join(ROOT, 'dist');
const OUT = join(DIST, 'bin');

/** Program -> its entry below dist/. */
export const PROGRAMS = {
  gateway: 'apps/gateway/src/main.js',
  planner: 'apps/planner/src/main.js',
  scheduler: 'apps/scheduler/src/main.js',
  recorder: 'apps/recorder/src/main.js',
  executor: 'apps/executor/src/main.js',
  knockem: 'apps/cli/src/main.js',
};

/**
 * Stay packages of their own: native, or found by path, or loaded by the few who need them. None that asks for Nest, which
 * would be there twice then.
 */
const PACKAGES = [
  'better-sqlite3',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace-base',
  '@resvg/resvg-js',
  '@expo-google-fonts/inter',
  'piscina',
  'swagger-ui-dist',
  'dockerode',
  'mongoose',
  'nodemailer',
  'pino-pretty',
  'vega',
  'vega-lite',
];

/** Nest asks for these and goes on without them. */
const ABSENT = [
  '@fastify/static',
  '@grpc/*',
  '@nestjs/websockets',
  '@nestjs/websockets/*',
  'amqp-connection-manager',
  'amqplib',
  'class-transformer/storage',
  'ioredis',
  'kafkajs',
  'mqtt',
  'nats',
];

/** Express comes with the HTTP door alone. */
const externalOf = (program) => [
  ...PACKAGES,
  ...ABSENT,
  ...(program === 'gateway' ? [] : ['@nestjs/platform-express']),
];

/** One letter beyond ASCII in two million would double the text that each process keeps of its program. */
const inAscii = (source) =>
  source.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Where a module asks for its own place, it gets the place of the unbundled one: files stand beside that. */
const ownModules = {
  name: 'own-modules',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/(apps|libs)\/.*\.js$/ }, async ({ path }) => {
      const source = inAscii(readFileSync(path, 'utf8'));
      if (!/\b__dirname\b/.test(source)) return { contents: source };
      const place = JSON.stringify(relative(OUT, dirname(path)));
      const known = source.replace(/\b__dirname\b/g, '__ownPlace');
      const asked = `"use strict";const __ownPlace = require("node:path").join(__dirname, ${place});`;
      return { contents: known.replace('"use strict";', asked) };
    });
  },
};

/** Packages without a map, which would be ten times ours and is read at every start: one that maps their first letter. */
const NO_MAP = JSON.stringify({ version: 3, sources: ['package'], mappings: 'AAAA' });
const NO_MAP_LINE = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(NO_MAP).toString('base64')}`;
/**
 * Nest's own loggers, which no service uses (libs/platform writes Nest's words), make a date format when they are loaded;
 * that alone pages in 6 MB of ICU in every process. Made when it is used.
 */
const LATER = '= ((...how) => ({ format: (date) => new Intl.DateTimeFormat(...how).format(date) }))(';
const withoutDates = (source, path) =>
  path.includes('@nestjs/common/services/') ? source.replace('= new Intl.DateTimeFormat(', LATER) : source;

const packages = {
  name: 'packages',
  setup({ onLoad }) {
    onLoad({ filter: /\/node_modules\/.*\.(c?js)$/ }, async ({ path }) => ({
      contents: `${withoutDates(inAscii(readFileSync(path, 'utf8')), path)}\n${NO_MAP_LINE}`,
    }));
  },
};

/** class-validator brings the telephone numbers of the world along, for a rule that no contract uses. */
const withoutTelephones = {
  name: 'without-telephones',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^libphonenumber-js/ }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: '' }));
  },
};

/** `plugins`: of a bench, which puts a part of its own in the place of one. */
export function bundle(program, { outfile = join(OUT, `${program}.js`), plugins = [] } = {}) {
  return build({
    entryPoints: [join(DIST, PROGRAMS[program])],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Not names: Nest finds some of what it does by them, and people read them in stack traces.
    minifyWhitespace: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'linked',
    external: externalOf(program),
    plugins: [...plugins, withoutTelephones, ownModules, packages],
    logLevel: 'warning',
    logOverride: { 'require-resolve-not-external': 'silent' },
    metafile: true,
  });
}
