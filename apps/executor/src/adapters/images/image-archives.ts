import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { fullImageName } from '#domain';
import { type ImageConfiguration, readImageConfiguration } from './image-configuration';

/** One image inside a `docker save` archive of the images directory. */
export interface ArchivedImage {
  readonly file: string;
  /** The tag as it stands in the archive. */
  readonly repoTag: string;
  readonly configuration: ImageConfiguration;
  /** Digest of the configuration: Docker's image id. */
  readonly imageId: string;
}

interface ManifestEntry {
  Config: string;
  RepoTags?: string[] | null;
}

/** A configuration is a few kB; a larger JSON file is not one (and is not kept in memory). */
const MAX_JSON_BYTES = 4 << 20;

/**
 * The images directory: archives as `docker save` and `skopeo copy docker-archive:` write them, found by their tags.
 * An archive is read again only when its size or time has changed; one that cannot be read is passed over, and told
 * by `complaints` to whoever misses an image.
 */
export class ImageArchives {
  private readonly problems = new Map<string, string>();
  private readonly read = new Map<string, { stamp: string; images: ArchivedImage[] }>();

  constructor(private readonly directory: string) {}

  async find(imageRef: string): Promise<ArchivedImage | undefined> {
    const wanted = fullImageName(imageRef);
    for (const name of await this.archiveNames()) {
      const images = await this.imagesOf(join(this.directory, name));
      const found = images.find((image) => fullImageName(image.repoTag) === wanted);
      if (found) return found;
    }
    return undefined;
  }

  /** Why some archives could not be looked into, as the end of a sentence about a missing image; '' = none. */
  complaints(): string {
    return [...this.problems.values()].map((problem) => ` ${problem}.`).join('');
  }

  private async archiveNames(): Promise<string[]> {
    try {
      return (await readdir(this.directory)).filter((name) => name.endsWith('.tar')).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  private async imagesOf(file: string): Promise<ArchivedImage[]> {
    try {
      const { size, mtimeMs, ino } = await stat(file);
      const stamp = `${size}/${mtimeMs}/${ino}`;
      const known = this.read.get(file);
      if (known?.stamp === stamp) return known.images;
      const images = await readArchive(file);
      this.read.set(file, { stamp, images });
      this.problems.delete(file);
      return images;
    } catch (error) {
      this.problems.set(file, `${file} is not a readable image archive: ${(error as Error).message}`);
      return [];
    }
  }
}

async function readArchive(file: string): Promise<ArchivedImage[]> {
  const texts = await readSmallFiles(file);
  const manifestText = texts.get('manifest.json');
  if (manifestText === undefined)
    throw new Error('it has no manifest.json at its top; write it with `docker save`');
  const manifest = JSON.parse(manifestText) as ManifestEntry[];
  return manifest.flatMap(({ Config, RepoTags }) => {
    const text = texts.get(Config);
    if (text === undefined) return [];
    const configuration = readImageConfiguration(text);
    const imageId = `sha256:${Config.replace(/^blobs\/sha256\//, '').replace(/\.json$/, '')}`;
    return (RepoTags ?? []).map((repoTag) => ({ file, repoTag, configuration, imageId }));
  });
}

/** Texts of the archive's JSON files: manifest.json, `<digest>.json`, or blobs that could be a configuration. */
async function readSmallFiles(file: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const entries = extract();
  createReadStream(file)
    .on('error', (error) => entries.destroy(error))
    .pipe(entries);
  for await (const entry of entries) {
    const { name, type, size } = entry.header;
    const wanted = type === 'file' && (size ?? 0) <= MAX_JSON_BYTES && /\.json$|^blobs\/sha256\//.test(name);
    if (wanted) texts.set(name, await textOf(entry as unknown as Readable));
    else entry.resume();
  }
  return texts;
}

async function textOf(entry: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
