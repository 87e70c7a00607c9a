/**
 * Builds an example competitor's image without Docker and without pulling anything: compiles one static program and
 * writes an archive as `docker save` would, so both runtimes can load it. Same compiler, same bytes.
 *
 *   node dist/scripts/build-example-image.js [ARCHIVE [EXAMPLE]]      default: var/images/EXAMPLE.tar, explicit-model
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Entry, writeImageArchive } from './image-archive';

/** Folders of examples/, each with one program NAME.cpp, and the names of their images. */
export const EXAMPLE_IMAGES = {
  'explicit-model': 'knockem/explicit-model:1',
  'instruction-strings': 'knockem/instruction-strings:1',
} as const;
export type Example = keyof typeof EXAMPLE_IMAGES;
export const EXAMPLE_IMAGE = EXAMPLE_IMAGES['explicit-model'];

const VERBS = ['knockem_count_sites', 'knockem_apply_knockout', 'knockem_compete_two'];
/** -ffp-contract=off: fused multiply-adds would make counts differ between architectures. */
const FLAGS = ['-std=c++17', '-O2', '-static', '-s', '-ffp-contract=off', '-Wl,--build-id=none'];

/** Writes the archive. Needs a C++ compiler: $CXX or `c++`. */
export async function buildExampleImage(archive: string, example: Example = 'explicit-model'): Promise<void> {
  const entries = entriesOf(example, compile(example));
  const image = { tag: EXAMPLE_IMAGES[example], path: '/usr/local/bin', entries };
  await writeImageArchive(archive, { ...image, by: 'scripts/build-example-image.ts' });
}

function compile(example: Example): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'knockem-example-'));
  try {
    const program = join(directory, example);
    const source = join(projectRoot(), 'examples', example, `${example}.cpp`);
    execFileSync(process.env.CXX ?? 'c++', [...FLAGS, '-o', program, source], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return readFileSync(program);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function projectRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

function entriesOf(example: Example, program: Buffer): Entry[] {
  const directories = ['usr', 'usr/local', 'usr/local/bin'];
  return [
    ...directories.map((name): Entry => ({ name, type: 'directory', mode: 0o755 })),
    { name: 'tmp', type: 'directory', mode: 0o1777 },
    { name: `usr/local/bin/${example}`, mode: 0o755, content: program },
    ...VERBS.map((verb): Entry => ({
      name: `usr/local/bin/${verb}`,
      type: 'symlink',
      linkname: example,
      mode: 0o777,
    })),
  ];
}

const isExample = (name: string): name is Example => Object.hasOwn(EXAMPLE_IMAGES, name);

async function main([archive, example = 'explicit-model']: readonly string[]): Promise<void> {
  if (!isExample(example)) {
    throw new Error(`no example ${example}; there are ${Object.keys(EXAMPLE_IMAGES).join(', ')}`);
  }
  const path = resolve(archive ?? join(projectRoot(), `var/images/${example}.tar`));
  await buildExampleImage(path, example);
  console.log(`${EXAMPLE_IMAGES[example]} -> ${path}`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(`cannot build the example image: ${error.message}`);
    process.exitCode = 1;
  });
}
