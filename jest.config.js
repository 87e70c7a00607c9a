/**
 * Three tiers, told apart by the file's name (docs/development.md):
 *   *.spec.ts          small:  pure code, no I/O
 *   *.medium.spec.ts   medium: one room against real parts (nats-server, SQLite file, container runtime)
 *   e2e/*.e2e.spec.ts  e2e:    the whole stack as processes
 */
const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

/** Packages that Node loads by require() and Jest does not: they are compiled like our own sources. */
const ESM_ONLY = 'change-case|hyparquet|hyparquet-writer|index-to-position|parse-json|supports-color';

const tier = (displayName, testMatch, extra = {}) => ({
  displayName,
  testEnvironment: 'node',
  testMatch,
  transform: { '^.+\\.ts$': swc, [`/node_modules/(${ESM_ONLY})/.+\\.js$`]: swc },
  transformIgnorePatterns: [`^(?!.*/node_modules/(${ESM_ONLY})/).*/node_modules/`],
  moduleNameMapper: {
    '^#(domain|science|contracts|client|messaging|records|sqlite|platform|plots|testing)$':
      '<rootDir>/libs/$1/src/index.ts',
    // apps/cli/src/command-table.ts names the modules of the build.
    '^\\./commands/([\\w-]+)\\.js$': '<rootDir>/apps/cli/src/commands/$1.ts',
    '^#records/mongo$': '<rootDir>/libs/records/src/mongo/index.ts',
    '^#platform/http$': '<rootDir>/libs/platform/src/http/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
  ...extra,
});

const code = '<rootDir>/{apps,libs,examples,scripts,chaos,bench}';
module.exports = {
  // A time-out is for what hangs, not a measure of speed: a machine ten times slower must pass.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/scripts/longest-first.cjs',
  projects: [
    tier('small', [`${code}/**/*.spec.ts`, '!**/*.medium.spec.ts']),
    tier('medium', [`${code}/**/*.medium.spec.ts`]),
    tier('e2e', ['<rootDir>/e2e/**/*.e2e.spec.ts']),
  ],
};
