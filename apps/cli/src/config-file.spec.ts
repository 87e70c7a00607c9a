import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';
import { configOf, readConfigFile } from './config-file';
import { settingsOf } from './settings';

const home = tempDirectory('knockem-config-');
afterAll(() => home.remove());
const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ HOME: home.path, ...more });

it('says nothing where it is not there', () => {
  expect(readConfigFile(environment())).toEqual({});
});

it('comes after flags and environment, and before what is found', () => {
  const directory = join(home.path, '.config', 'knockem');
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, 'config.yaml'),
    'url: http://file:1/\nuserEmail: ada@example.org\ndataDir: lab\nregistryAuthFile: auth.json\n',
  );
  const of = (flags: object, more: NodeJS.ProcessEnv = {}) => settingsOf(flags, environment(more));
  expect(of({})).toMatchObject({
    gatewayUrl: 'http://file:1',
    gatewayIsNamed: true,
    userEmail: 'ada@example.org',
    dataDir: join(directory, 'lab'),
    registryAuthFile: join(directory, 'auth.json'),
  });
  const named = (flags: object): unknown =>
    of(flags, { KNOCKEM_REGISTRY_AUTH_FILE: '/environment' }).registryAuthFile;
  expect([named({}), named({ registryAuth: '/flag' })]).toEqual(['/environment', '/flag']);
  expect(of({}, { KNOCKEM_URL: '', KNOCKEM_DATA_DIR: '' })).toMatchObject({ gatewayUrl: 'http://file:1' });
  expect(of({}, { KNOCKEM_URL: 'http://environment:2' }).gatewayUrl).toBe('http://environment:2');
  const both = of({ url: 'http://flag:3' }, { KNOCKEM_URL: 'http://environment:2' });
  expect(both.gatewayUrl).toBe('http://flag:3');
  expect(of({}, { KNOCKEM_USER_EMAIL: 'bob@example.org' }).userEmail).toBe('bob@example.org');
});

it.each([
  ['urll: x', 'unknown key "urll"', 'did you mean "url"?'],
  ['token: x', 'unknown key "token"', 'keys: url, '],
  ['url: 3', 'url must be text', undefined],
  ['- url', 'holds no keys', 'keys: url, '],
  ['url: [', 'is not YAML', undefined],
])('refuses %j', (text, message, hint) => {
  const read = (): unknown => configOf(text, 'config.yaml');
  expect(read).toThrow(message);
  if (hint)
    expect(read).toThrow(expect.objectContaining({ details: { hint: expect.stringContaining(hint) } }));
});
