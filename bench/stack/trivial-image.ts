import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempDirectory, type TestImage } from '#testing';

const VERBS = ['knockem_count_sites', 'knockem_apply_knockout', 'knockem_compete_two'];

/** Static programs that do nothing, without a shell around them; compiled here. Throws where there is no C compiler. */
export async function trivialImage(tag: string, serves: boolean): Promise<TestImage> {
  const directory = tempDirectory('knockem-trivial-');
  try {
    const program = join(directory.path, 'trivial');
    await promisify(execFile)('cc', ['-O2', '-static', '-o', program, join(__dirname, 'trivial.c')]);
    const content = await readFile(program);
    const verbs = serves ? [...VERBS, 'knockem_serve'] : VERBS;
    const files = verbs.map((verb) => [`usr/bin/${verb}`, { content, mode: 0o755 }] as const);
    const places = { 'tmp/.keep': { content: '' } };
    return { tag, files: { ...places, ...Object.fromEntries(files) }, config: { Env: ['PATH=/usr/bin'] } };
  } finally {
    directory.remove();
  }
}
