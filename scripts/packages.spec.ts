import { readFileSync } from 'node:fs';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Locked & {
  overrides: Record<string, string>;
};
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const { '': root, ...packages } = lock.packages;
const asked = { ...manifest.dependencies, ...manifest.devDependencies };

it('asks for exact versions only', () => {
  const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
  const loose = Object.entries({ ...asked, ...manifest.overrides }).filter(
    ([, version]) => !exact.test(version),
  );
  expect(loose).toEqual([]);
});

it('has a lock file that agrees', () => {
  expect({ ...root?.dependencies, ...root?.devDependencies }).toEqual(asked);
  for (const [name, version] of Object.entries(asked))
    expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
});

it('holds every package to its digest, and takes none from elsewhere than a registry', () => {
  const entries = Object.entries(packages);
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter(([, { integrity, link }]) => link || !integrity?.startsWith('sha512-'))).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

it('knows which packages would run a script when they are installed', () => {
  const named = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = new Set(named.map(([path]) => path.replace(/^.*node_modules\//, '')));
  expect([...names].sort()).toMatchInlineSnapshot(`
    [
      "@parcel/watcher",
      "@scarf/scarf",
      "@swc/core",
      "better-sqlite3",
      "cpu-features",
      "esbuild",
      "msgpackr-extract",
      "protobufjs",
      "ssh2",
      "unrs-resolver",
    ]
  `);
});
