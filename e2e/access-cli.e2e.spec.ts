/**
 * Real: nats-server, the gateway and its rates, HTTP, the token file of a user; the command's own client. Scripted: the
 * scheduler's answers. Waiting costs no time here: the clock goes on by as much as the client waits.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TokenFile } from '#platform';
import { expectNoLeaks, tempDirectory } from '#testing';
import { GatewayClient } from '../apps/cli/src/client/gateway-client';
import { shownToken } from '../apps/cli/src/client/shown-token';
import { GatewayUnderTest } from '../apps/gateway/src/adapters/testing/gateway-under-test.conformance';

const READS = 5;
const waited: number[] = [];
jest.mock('node:timers/promises', () => {
  const real = jest.requireActual<{ setTimeout: (ms: number) => Promise<void> }>('node:timers/promises');
  const now = Date.now.bind(Date);
  let jumped = 0;
  const setTimeout = (ms: number): Promise<void> => {
    if (ms < 1_000) return real.setTimeout(ms);
    waited.push(ms);
    jumped += ms;
    Date.now = () => now() + jumped;
    return real.setTimeout(10);
  };
  return { ...real, setTimeout };
});

let gateway: GatewayUnderTest;
const home = tempDirectory('knockem-home-');
const secretOf = (): string =>
  new TokenFile(join(gateway.home, 'gateway', 'tokens.json')).create(
    { userEmail: 'ada@example.org', scopes: ['read'] },
    new Date().toISOString(),
  ).secret;
const realNow = Date.now;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start(undefined, {
    KNOCKEM_TOKENS_REQUIRED: 'true',
    KNOCKEM_READS_PER_MINUTE: String(READS),
  });
}, 60_000);
afterAll(async () => {
  Date.now = realNow;
  home.remove();
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

describe("the command's token", () => {
  const file = (): string => join(home.path, '.config', 'knockem', 'token');
  const shown = (more: NodeJS.ProcessEnv = {}): string | undefined =>
    shownToken({ HOME: home.path, ...more });
  const list = (token: string | undefined): Promise<unknown> =>
    new GatewayClient(gateway.url, token).submissions({});

  it('is the one in the user’s file, which opens the gateway', async () => {
    expect(shown()).toBeUndefined();
    await expect(list(shown())).rejects.toMatchObject({ code: 'unauthorized' });
    mkdirSync(join(home.path, '.config', 'knockem'), { recursive: true });
    const secret = secretOf();
    writeFileSync(file(), `${secret}\n`, { mode: 0o600 });
    expect(shown()).toBe(secret);
    await expect(list(shown())).resolves.toMatchObject({ items: [] });
  });

  it('is KNOCKEM_TOKEN before the file, and XDG_CONFIG_HOME before the home directory', () => {
    expect(shown({ KNOCKEM_TOKEN: ' other ' })).toBe('other');
    expect(shown({ XDG_CONFIG_HOME: join(home.path, 'elsewhere') })).toBeUndefined();
  });

  it('is not taken from a file that others can read', () => {
    chmodSync(file(), 0o640);
    expect(() => shown()).toThrow(/can be read by others/);
    expect(() => shown({ XDG_CONFIG_HOME: join(home.path, '.config') })).toThrow(/token/);
  });
});

it('waits as long as a gateway that has had enough says, and goes on by itself', async () => {
  const client = new GatewayClient(gateway.url, secretOf());
  waited.splice(0);
  for (let n = 0; n < 2 * READS; n++)
    await expect(client.submissions({})).resolves.toMatchObject({ items: [] });
  expect(waited.length).toBeGreaterThanOrEqual(1);
  for (const ms of waited) {
    expect(ms).toBeGreaterThanOrEqual(1_000);
    expect(ms).toBeLessThanOrEqual(60_000);
  }
}, 60_000);
