import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';
import { readCredentialFile } from './credential-file';

const directory = tempDirectory('knockem-credentials-');
const file = join(directory.path, 'registries.json');
afterAll(() => directory.remove());

const write = (text: string, mode = 0o600): void => {
  writeFileSync(file, text);
  chmodSync(file, mode);
};
const GOOD = JSON.stringify({ auths: { 'a.example': { auth: Buffer.from('ada:pw').toString('base64') } } });

it('reads what its owner alone can read, without a word', async () => {
  write(GOOD);
  const { credentials, warnings } = await readCredentialFile(file);
  expect(credentials.for('a.example/lab/model:1')).toMatchObject({ username: 'ada', password: 'pw' });
  expect(warnings).toEqual([]);
});

it('warns of a file that everybody can read, and of one that holds nothing', async () => {
  write(GOOD, 0o644);
  expect((await readCredentialFile(file)).warnings).toEqual([
    `the credential file ${file} can be read by every user of this machine: chmod 600 ${file}`,
  ]);
  write('{"auths": {"a.example": {}}, "credsStore": "desktop"}');
  expect((await readCredentialFile(file)).warnings).toEqual([
    expect.stringContaining('holds no credentials (a credsStore is not looked at)'),
  ]);
});

it.each([
  ['top s3cret', 'is not JSON'],
  ['{"auths": {"a.example": {"auth": "s3cret"}}}', 'has an entry whose auth is not user:password in base64'],
])('refuses %s with what to do, and without a word of it', async (text, why) => {
  write(text);
  const read = readCredentialFile(file);
  await expect(read).rejects.toMatchObject({
    code: 'misconfigured',
    message: `the credential file ${file} (KNOCKEM_REGISTRY_AUTH_FILE) ${why}`,
    details: { hint: expect.stringContaining('skopeo login --authfile') },
  });
});

it('refuses a file that is not there', async () => {
  await expect(readCredentialFile(join(directory.path, 'none.json'))).rejects.toThrow('is not there');
});
