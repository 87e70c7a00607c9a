/**
 * Real: the package that `npm pack` makes, installed by npm into an empty prefix, and a whole stack started by the command
 * there. Of the registry only what npm's cache does not hold. Not as for a user: the SQLite driver's compiled part is
 * taken from this checkout, where it was built for the same Node.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { command, type CommandEnd } from './stack-under-test';

const ROOT = resolve(__dirname, '..');
const DRIVER = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
const directory = mkdtempSync(join(tmpdir(), 'knockem-package-'));
const prefix = join(directory, 'prefix');
const installed = join(prefix, 'lib/node_modules/knockem');
const dataDir = join(directory, 'data');

const knockem = (...args: string[]): Promise<CommandEnd> =>
  command(join(prefix, 'bin/knockem'), [...args, '--data-dir', dataDir], {
    KNOCKEM_TURN_PERIOD_MS: '1000',
  });

function npm(args: readonly string[]): void {
  const env = { ...process.env, KNOCKEM_PACK_BUILT: '1' };
  const end = spawnSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    env,
    timeout: 600_000,
  });
  if (end.status !== 0) throw new Error(`npm ${args.join(' ')}: ${end.stdout}${end.stderr}`);
}

beforeAll(() => {
  npm(['pack', '--pack-destination', directory]);
  const [archive] = readdirSync(directory).filter((file) => file.endsWith('.tgz'));
  const quietly = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  npm(['install', '--global', '--prefix', prefix, ...quietly, join(directory, archive)]);
  cpSync(join(ROOT, DRIVER), join(installed, DRIVER));
}, 900_000);

afterAll(async () => {
  await knockem('down');
  rmSync(directory, { recursive: true, force: true });
}, 120_000);

it('gives a command that knows its version and helps', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect((await knockem('--version')).stdout).toContain(version);
  expect((await knockem('--help')).stdout).toContain('check-image');
});

it('knows the revision that it was made of', () => {
  const stamp = join(installed, 'dist/libs/platform/src/build-stamp.js');
  const { stdout } = spawnSync(
    process.execPath,
    ['-p', `require(${JSON.stringify(stamp)}).buildStamp().knockemRevision`],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    },
  );
  expect(stdout.trim()).toMatch(/^[0-9a-f]{10,}$/);
});

it('holds packages to the versions that were tested, and brings none for development', () => {
  const versionOf = (root: string, name: string) =>
    (
      JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      }
    ).version;
  // None of ours asks for the second; the shrinkwrap alone holds it.
  for (const name of ['commander', 'side-channel'])
    expect(versionOf(installed, name)).toBe(versionOf(ROOT, name));
  expect(readdirSync(join(installed, 'node_modules'))).not.toContain('jest');
});

it('starts the whole stack, which serves the web page', async () => {
  const up = await knockem('up', '--detach', '--json', '--allow-unlimited');
  expect([up.code, up.stderr]).toEqual([0, expect.anything()]);
  const { gatewayUrl } = JSON.parse(up.stdout) as { gatewayUrl: string };
  const status = JSON.parse((await knockem('status', '--json')).stdout) as {
    processes: { up: boolean }[];
  };
  expect(status.processes.filter((each) => !each.up)).toEqual([]);
  const page = await fetch(gatewayUrl, { headers: { accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<script')]);
}, 300_000);
