// Compresses the parts of the web page once, when it is built, as far as it goes: <file>.br and <file>.gz beside each file.
// The gateway hands out the one that a browser can read. Both, since browsers ask for Brotli over TLS and from this machine
// alone.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(?:js|css|svg|json)$/;
/** Below this an answer is one packet anyway. */
const LEAST_BYTES = 1024;

const WAYS = {
  br: (content) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
};

export async function compressAssets(directory) {
  const files = (await readdir(directory)).filter((name) => TEXT.test(name));
  await Promise.all(files.map((name) => compress(join(directory, name))));
}

async function compress(file) {
  const content = await readFile(file);
  if (content.length < LEAST_BYTES) return;
  for (const [ending, pack] of Object.entries(WAYS))
    await writeFile(`${file}.${ending}`, await pack(content));
}
