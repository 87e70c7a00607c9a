import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';
import { buildExampleImage, EXAMPLE_IMAGES } from '../scripts/build-example-image';

/** What a competition's program reports. */
export interface Report {
  readonly updatesElapsed: number;
  readonly numAlpha: number;
  readonly numBeta: number;
}

/** An example image, built and unpacked: its verbs are run as programs of this machine. */
export class UnpackedImage {
  private readonly workshop = tempDirectory();
  private manifest?: { readonly RepoTags: readonly string[]; readonly Layers: readonly string[] };

  constructor(
    readonly name: keyof typeof EXAMPLE_IMAGES,
    readonly genome: string,
  ) {}

  /** Compiles: some seconds. */
  async build(): Promise<void> {
    await buildExampleImage(this.file('image.tar'), this.name);
    this.unpack('image.tar');
    const manifests = JSON.parse(readFileSync(this.file('manifest.json'), 'utf8')) as [
      NonNullable<typeof this.manifest>,
    ];
    this.manifest = manifests[0];
    this.unpack(this.manifest.Layers[0]);
  }

  remove(): void {
    this.workshop.remove();
  }

  get repoTags(): readonly string[] {
    return this.manifest!.RepoTags;
  }

  verb(name: string, args: readonly string[] = [], input = this.genome, env: Record<string, string> = {}) {
    return spawnSync(join(this.workshop.path, 'usr/local/bin', name), args, { input, encoding: 'utf8', env });
  }

  knockOut(sites: readonly number[], from = this.genome): string {
    return this.verb('knockem_apply_knockout', sites.map(String), from).stdout;
  }

  compete(beta: string, seed: number, alpha = this.genome, env: Record<string, string> = {}): Report {
    writeFileSync(this.file('alpha'), alpha);
    writeFileSync(this.file('beta'), beta);
    const ended = this.verb('knockem_compete_two', [], '', {
      KNOCKEM_GENOME_FILE_ALPHA: this.file('alpha'),
      KNOCKEM_GENOME_FILE_BETA: this.file('beta'),
      KNOCKEM_RESULT_FILE: this.file('result'),
      KNOCKEM_SEED: String(seed),
      ...env,
    });
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    return JSON.parse(readFileSync(this.file('result'), 'utf8')) as Report;
  }

  /** Of the archive, built anew. */
  async digestOfAnother(): Promise<string> {
    await buildExampleImage(this.file('again.tar'), this.name);
    return this.digest('again.tar');
  }

  digest(name = 'image.tar'): string {
    return createHash('sha256')
      .update(readFileSync(this.file(name)))
      .digest('hex');
  }

  private file(name: string): string {
    return join(this.workshop.path, name);
  }

  private unpack(archive: string): void {
    execFileSync('tar', ['-xf', this.file(archive), '-C', this.workshop.path]);
  }
}

/** What every example promises, as docs/container-contract.md asks it of any image. Builds it before, removes it after. */
export function keepsTheContract(image: UnpackedImage, numSites: number): void {
  const last = numSites - 1;
  beforeAll(() => image.build(), 120_000);
  afterAll(() => image.remove());

  describe('the verbs keep the contract', () => {
    test('the archive carries its name, and comes out the same each time', async () => {
      expect(image.repoTags).toEqual([EXAMPLE_IMAGES[image.name]]);
      expect(await image.digestOfAnother()).toBe(image.digest());
    }, 120_000);

    test('count sites, whatever is knocked out', () => {
      for (const genome of [image.genome, image.knockOut([0, last])]) {
        expect(image.verb('knockem_count_sites', [], genome).stdout).toBe(`${numSites}\n`);
      }
    });

    test('knock out: none is identity, twice is once, order does not matter, first and last site count', () => {
      expect(image.knockOut([])).toBe(image.genome);
      const both = image.knockOut([3, 17]);
      expect(image.knockOut([17, 3])).toBe(both);
      expect(image.knockOut([3], image.knockOut([17], both))).toBe(both);
      const genomes = [image.genome, both, image.knockOut([0]), image.knockOut([last])];
      expect(new Set(genomes).size).toBe(genomes.length);
    });

    test.each([String(numSites), '-1', 'x', '1.5'])('refuse site %s', (site) => {
      const { status, stdout, stderr } = image.verb('knockem_apply_knockout', [site]);
      expect([status, stdout, stderr]).toEqual([
        1,
        '',
        `${image.name}: a site must be a whole number from 0 to ${last}, not ${site}\n`,
      ]);
    });

    test('compete: whole counts, repeated by the seed', () => {
      const report = image.compete(image.genome, 7);
      expect(Object.keys(report).sort()).toEqual(['numAlpha', 'numBeta', 'updatesElapsed']);
      expect([report.numAlpha, report.numBeta].every(Number.isInteger)).toBe(true);
      expect(report.updatesElapsed).toBeGreaterThan(0);
      expect(image.compete(image.genome, 7)).toEqual(report);
    });
  });
}
