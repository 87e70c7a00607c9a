/**
 * Builds the example competitor's image without Docker and without pulling anything: compiles one static program and
 * writes an archive as `docker save` would, so both runtimes can load it. Same compiler, same bytes.
 *
 *   node dist/scripts/build-example-image.js [ARCHIVE]      default: var/images/explicit-model.tar
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack, type Header, type Pack } from 'tar-stream';

export const EXAMPLE_IMAGE = 'knockem/explicit-model:1';

const VERBS = ['knockem_count_sites', 'knockem_apply_knockout', 'knockem_compete_two'];
/** -ffp-contract=off: fused multiply-adds would make counts differ between architectures. */
const FLAGS = ['-std=c++17', '-O2', '-static', '-s', '-ffp-contract=off', '-Wl,--build-id=none'];
const EPOCH = new Date(0);
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'arm' };

/** Writes the archive (by rename: a reader never sees half of one). Needs a C++ compiler: $CXX or `c++`. */
export async function buildExampleImage(archive: string): Promise<void> {
  const layer = await layerTar(compile());
  const content = await imageTar(layer);
  mkdirSync(dirname(archive), { recursive: true });
  writeFileSync(`${archive}.new`, content);
  renameSync(`${archive}.new`, archive);
}

function compile(): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'knockem-example-'));
  try {
    const program = join(directory, 'explicit-model');
    const source = join(projectRoot(), 'examples/explicit-model/explicit-model.cpp');
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

async function layerTar(program: Buffer): Promise<Buffer> {
  const tar = pack();
  for (const name of ['usr', 'usr/local', 'usr/local/bin'])
    add(tar, { name, type: 'directory', mode: 0o755 });
  add(tar, { name: 'tmp', type: 'directory', mode: 0o1777 });
  add(tar, { name: 'usr/local/bin/explicit-model', mode: 0o755 }, program);
  for (const verb of VERBS)
    add(tar, { name: `usr/local/bin/${verb}`, type: 'symlink', linkname: 'explicit-model', mode: 0o777 });
  tar.finalize();
  return buffer(tar);
}

/** The layout of `docker save`: manifest.json names a configuration and its layers. */
async function imageTar(layer: Buffer): Promise<Buffer> {
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
      RepoTags: [EXAMPLE_IMAGE],
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

if (require.main === module) {
  const archive = resolve(process.argv[2] ?? join(projectRoot(), 'var/images/explicit-model.tar'));
  buildExampleImage(archive).then(
    () => console.log(`${EXAMPLE_IMAGE} -> ${archive}`),
    (error: Error) => {
      console.error(`cannot build the example image: ${error.message}`);
      process.exitCode = 1;
    },
  );
}
