// Real: files.
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';
import { digestOfSecret, stateOfToken, withoutSecrets } from './access-token';
import { TokenBook } from './token-book';
import { TokenFile } from './token-file';

const NOW = '2030-01-01T00:00:00.000Z';
const LATER = '2030-01-02T00:00:00.000Z';
const ADA = { userEmail: 'ada@example.org', scopes: ['read'] } as const;

let home: ReturnType<typeof tempDirectory>;
let file: TokenFile;
beforeEach(() => {
  home = tempDirectory();
  file = new TokenFile(join(home.path, 'gateway', 'tokens.json'));
});
afterEach(() => home.remove());

it('keeps digests, for its owner alone, and never a secret', () => {
  const { token, secret } = file.create({ ...ADA, note: 'laptop' }, NOW);
  const text = readFileSync(file.path, 'utf8');
  expect(secret).toMatch(/^knkm_[\w-]{43}$/);
  expect(text).not.toContain(secret.slice(5));
  expect(token.digest).toBe(digestOfSecret(secret));
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(statSync(join(home.path, 'gateway')).mode & 0o777).toBe(0o700);
  expect(file.create(ADA, NOW).secret).not.toBe(secret);
  expect(file.list().map(({ id }) => id)).toContain(token.id);
});

it('is seen by the gateway as soon as it changes', () => {
  const book = new TokenBook(file.path);
  expect(book.size).toBe(0);
  const { token, secret } = file.create({ ...ADA, expiresAt: LATER }, NOW);
  expect(book.findValid(secret, NOW)).toMatchObject({ id: token.id, userEmail: 'ada@example.org' });
  expect(book.findValid(secret, LATER)).toBeUndefined();
  expect(book.findValid(`${secret}x`, NOW)).toBeUndefined();
  file.revoke(token.id, NOW);
  expect(book.findValid(secret, NOW)).toBeUndefined();
  expect(book.size).toBe(1);
});

it('keeps the time of the first revocation, and knows no other id', () => {
  const { token } = file.create(ADA, NOW);
  file.revoke(token.id, NOW);
  expect(file.revoke(token.id, LATER).revokedAt).toBe(NOW);
  expect(stateOfToken(file.list()[0], NOW)).toBe('revoked');
  expect(() => file.revoke('nobody', NOW)).toThrow('there is no token nobody');
});

it('lets one change it at a time, and says what a crash has left', () => {
  file.create(ADA, NOW);
  writeFileSync(`${file.path}.lock`, '');
  expect(() => file.create(ADA, NOW)).toThrow('another `knockem token`');
  expect(file.list()).toHaveLength(1);
});

it.each(['{"tokens":[{"id":1}]}', '{}', 'half of', '{"tokens":[{"id":"a","digest":"x"}]}'])(
  'lets nobody in where it cannot be read: %s',
  (text) => {
    const { secret } = file.create(ADA, NOW);
    const book = new TokenBook(file.path);
    writeFileSync(file.path, text);
    appendFileSync(file.path, '\n');
    expect(() => book.findValid(secret, NOW)).toThrow(/token file .* cannot be used/);
    expect(() => book.findValid(secret, NOW)).toThrow(/token file .* cannot be used/);
  },
);

it('takes secrets out of a text, and nothing else', () => {
  const { secret } = file.create(ADA, NOW);
  expect(withoutSecrets(`{"url":"/?t=${secret}","again":"${secret}"}`)).toBe(
    '{"url":"/?t=knkm_…","again":"knkm_…"}',
  );
  expect(withoutSecrets('knkm_short stays')).toBe('knkm_short stays');
});
