/** Real: files. Scripted: what is downloaded. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';
import { saveStream } from './save-stream';

let home: ReturnType<typeof tempDirectory>;
beforeEach(() => (home = tempDirectory()));
afterEach(() => home.remove());

async function* chunks(texts: readonly string[], end?: Error): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
  if (end) throw end;
}

it('saves a whole stream under its name', async () => {
  const file = join(home.path, 'table.csv');
  expect(await saveStream(file, chunks(['one,', 'two']))).toBe(7);
  expect(readFileSync(file, 'utf8')).toBe('one,two');
  expect(readdirSync(home.path)).toEqual(['table.csv']);
});

it('leaves nothing of a stream that breaks off, and what was there before as it was', async () => {
  const file = join(home.path, 'table.csv');
  writeFileSync(file, 'yesterday');
  const saving = saveStream(file, chunks(['half'], new TypeError('terminated')));
  await expect(saving).rejects.toMatchObject({
    code: 'unavailable',
    message: 'the download broke off after 4 bytes',
  });
  expect([readFileSync(file, 'utf8'), readdirSync(home.path)]).toEqual(['yesterday', ['table.csv']]);
});

it('says which file cannot be written', async () => {
  const away = saveStream(join(home.path, 'no', 'table.csv'), chunks(['one']));
  await expect(away).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('ENOENT') });
  mkdirSync(join(home.path, 'directory'));
  const onto = saveStream(join(home.path, 'directory'), chunks(['one']));
  await expect(onto).rejects.toMatchObject({ code: 'invalid' });
  expect(readdirSync(home.path)).toEqual(['directory']);
});
