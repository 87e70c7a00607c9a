import { open, rename, rm } from 'node:fs/promises';
import { KnockemError } from '#domain';
import { brokenOffInWords } from './broken-off';

const NOTHING_SAVED = 'nothing was saved; give the same command again';

/**
 * Writes a stream to a file that is there whole or not at all: it is written aside, and gets its name when it has come to
 * its end. What breaks off, is aborted or cannot be written leaves nothing, and what was there before stays.
 */
export async function saveStream(file: string, stream: AsyncIterable<Uint8Array>): Promise<number> {
  const aside = `${file}.part-${process.pid}`;
  const handle = await open(aside, 'w').catch((error: unknown) => refuse(file, error));
  try {
    let received = 0;
    for await (const chunk of brokenOffInWords(stream, NOTHING_SAVED)) {
      await handle.write(chunk).catch((error: unknown) => refuse(file, error));
      received += chunk.length;
    }
    await handle.sync();
    await handle.close();
    await rename(aside, file).catch((error: unknown) => refuse(file, error));
    return received;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(aside, { force: true });
    throw error;
  }
}

function refuse(file: string, error: unknown): never {
  const why = (error as NodeJS.ErrnoException).code ?? String(error);
  throw new KnockemError('invalid', `${file} cannot be written (${why})`, {
    hint: 'name another place with --output',
  });
}
