/**
 * Builds an example competitor's image without Docker and without pulling anything: compiles one static program and
 * writes an archive as `docker save` would, so both runtimes can load it. Same compiler, same bytes.
 *
 *   node dist/scripts/build-example-image.js [ARCHIVE [EXAMPLE]]      default: var/images/EXAMPLE.tar, explicit-model
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack, type Header, type Pack } from 'tar-stream';

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
const EPOCH = new Date(0);
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'arm' };

/** Writes the archive (by rename: a reader never sees half of one). Needs a C++ compiler: $CXX or `c++`. */
export async function buildExampleImage(archive: string, example: Example = 'explicit-model'): Promise<void> {
  const layer = await layerTar(example, compile(example));
  const content = await imageTar(EXAMPLE_IMAGES[example], layer);
  mkdirSync(dirname(archive), { recursive: true });
  writeFileSync(`${archive}.new`, content);
  renameSync(`${archive}.new`, archive);
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

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

async function layerTar(example: Example, program: Buffer): Promise<Buffer> {
  const tar = pack();
  for (const name of ['usr', 'usr/local', 'usr/local/bin'])
    add(tar, { name, type: 'directory', mode: 0o755 });
  add(tar, { name: 'tmp', type: 'directory', mode: 0o1777 });
  add(tar, { name: `usr/local/bin/${example}`, mode: 0o755 }, program);
  for (const verb of VERBS)
    add(tar, { name: `usr/local/bin/${verb}`, type: 'symlink', linkname: example, mode: 0o777 });
  tar.finalize();
  return buffer(tar);
}

/** The layout of `docker save`: manifest.json names a configuration and its layers. */
async function imageTar(tag: string, layer: Buffer): Promise<Buffer> {
  const configuration = Buffer.from(
    JSON.stringify({
      architecture: ARCHITECTURES[process.arch] ?? process.arch,
      os: 'linux',
      created: EPOCH.toISOString(),
      config: { Env: ['PATH=/usr/local/bin'], User: '65534:65534', WorkingDir: '/' },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
      history: [{ created: EPOCH.toISOString(), created_by: 'scripts/build-example-image.ts' }],
    }),
  );
  const manifest = [
    {
      Config: `${sha256(configuration)}.json`,
      RepoTags: [tag],
      Layers: [`${sha256(layer)}/layer.tar`],
    },
  ];
  const tar = pack();
  add(tar, { name: manifest[0].Config, mode: 0o644 }, configuration);
  add(tar, { name: sha256(layer), type: 'directory', mode: 0o755 });
  add(tar, { name: manifest[0].Layers[0], mode: 0o644 }, layer);
  add(tar, { name: 'manifest.json', mode: 0o644 }, Buffer.from(JSON.stringify(manifest)));
  tar.finalize();
  return buffer(tar);
}

function add(tar: Pack, header: Partial<Header> & { name: string }, content?: Buffer): void {
  tar.entry({ mtime: EPOCH, uid: 0, gid: 0, ...header }, content ?? '');
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
