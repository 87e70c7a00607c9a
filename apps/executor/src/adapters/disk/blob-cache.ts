import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type HeldFiles, type InputFiles, InputMissing } from '../../application/ports';
import { patiently } from '../../application/patiently';
import { namingFullDisk } from './disk-room';
import { writeDurably } from './durable-file';

/** Readable by whatever user a container runs as; executable where the run's own mode says so. */
const FILE_MODE = 0o555;
const FETCH_TRIES = 6;

export interface BlobCacheOptions {
  readonly directory: string;
  readonly maxBytes: number;
  /** Undefined when there is no such content; rejects when that cannot be found out now. */
  readonly fetch: (digest: string) => Promise<Buffer | undefined>;
}

interface Entry {
  readonly size: number;
  /** Runs that hold it: it must stay. */
  holders: number;
  /** Its bytes were compared with its name since this start. */
  verified: boolean;
}

/**
 * Content by SHA-256 on this host's disk, the least recently used going first when it grows beyond its bound. Held
 * files never go, so the bound may be passed while runs need more. Content that does not fit its digest (a disk that
 * lies, a hand that edited) is fetched again.
 */
export class BlobCache implements InputFiles {
  /** In order of use, oldest first. */
  private readonly entries = new Map<string, Entry>();
  private readonly arriving = new Map<string, Promise<void>>();

  private constructor(private readonly options: BlobCacheOptions) {}

  static async open(options: BlobCacheOptions): Promise<BlobCache> {
    await mkdir(options.directory, { recursive: true });
    const cache = new BlobCache(options);
    await cache.takeStock();
    return cache;
  }

  async hold(digests: readonly string[]): Promise<HeldFiles> {
    const wanted = [...new Set(digests)];
    const got: string[] = [];
    const release = (): void => this.release(got.splice(0));
    try {
      for (const digest of wanted) {
        if (!this.holdIfHere(digest)) await this.holdOne(digest);
        got.push(digest);
      }
    } catch (error) {
      release();
      throw error;
    }
    return { hostFile: (digest) => this.fileOf(digest), release };
  }

  bytes(): number {
    return [...this.entries.values()].reduce((sum, { size }) => sum + size, 0);
  }

  private async holdOne(digest: string): Promise<void> {
    do await this.arrival(digest);
    while (!this.holdIfHere(digest));
  }

  /** Whether it is held now; false where it must be fetched or looked at first. */
  private holdIfHere(digest: string): boolean {
    const entry = this.entries.get(digest);
    if (!entry?.verified || this.arriving.has(digest)) return false;
    entry.holders += 1;
    this.entries.delete(digest);
    this.entries.set(digest, entry);
    return true;
  }

  /** Concurrent runs share one fetch. */
  private arrival(digest: string): Promise<void> {
    const under = this.arriving.get(digest);
    if (under) return under;
    if (this.entries.get(digest)?.verified) return Promise.resolve();
    const arrival = this.bring(digest).finally(() => this.arriving.delete(digest));
    this.arriving.set(digest, arrival);
    return arrival;
  }

  private async bring(digest: string): Promise<void> {
    const entry = this.entries.get(digest);
    if (entry && (await this.isWhole(digest))) {
      entry.verified = true;
      const now = new Date();
      await utimes(this.fileOf(digest), now, now);
      return;
    }
    const content = await patiently(
      () => this.options.fetch(digest),
      (failures) => failures < FETCH_TRIES,
    );
    if (!content) throw new InputMissing(`an input of the run (${digest}) is not in the blob store`);
    await namingFullDisk(this.options.directory, writeDurably(this.fileOf(digest), content, FILE_MODE));
    this.entries.set(digest, { size: content.length, holders: entry?.holders ?? 0, verified: true });
    await this.shrink(digest);
  }

  private async isWhole(digest: string): Promise<boolean> {
    const content = await readFile(this.fileOf(digest)).catch(() => undefined);
    return content !== undefined && createHash('sha256').update(content).digest('hex') === digest;
  }

  private release(digests: readonly string[]): void {
    for (const digest of digests) {
      const entry = this.entries.get(digest);
      if (entry) entry.holders -= 1;
    }
  }

  private async shrink(newest: string): Promise<void> {
    let bytes = this.bytes();
    for (const [digest, entry] of this.entries) {
      if (bytes <= this.options.maxBytes) return;
      if (entry.holders > 0 || digest === newest || this.arriving.has(digest)) continue;
      this.entries.delete(digest);
      bytes -= entry.size;
      await rm(this.fileOf(digest), { force: true });
    }
  }

  /** What an earlier start left, oldest first; drafts of a crash go. */
  private async takeStock(): Promise<void> {
    const names = await readdir(this.options.directory);
    const found: { digest: string; size: number; usedAt: number }[] = [];
    for (const name of names) {
      const file = join(this.options.directory, name);
      if (!/^[0-9a-f]{64}$/.test(name)) {
        await rm(file, { force: true, recursive: true });
        continue;
      }
      const { size, mtimeMs } = await stat(file);
      found.push({ digest: name, size, usedAt: mtimeMs });
    }
    found.sort((a, b) => a.usedAt - b.usedAt);
    for (const { digest, size } of found) this.entries.set(digest, { size, holders: 0, verified: false });
  }

  private fileOf(digest: string): string {
    return join(this.options.directory, digest);
  }
}
