// Real: npm, the packages that are installed, a file. Mocked: nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';

interface Sbom {
  readonly bomFormat: string;
  readonly metadata: {
    readonly component: { readonly name: string; readonly version: string; readonly properties: object[] };
  };
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly hashes?: object[];
  }[];
}

it('a bill of materials names knockem, its version and revision, and every package that ships, with its digest', () => {
  const directory = tempDirectory();
  try {
    const file = join(directory.path, 'sbom.json');
    const env = { ...process.env, KNOCKEM_REVISION: '0123456789' };
    execFileSync(process.execPath, ['scripts/sbom.mjs', file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const { bomFormat, metadata, components } = JSON.parse(readFileSync(file, 'utf8')) as Sbom;
    const { version, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      version: string;
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    expect(bomFormat).toBe('CycloneDX');
    expect(metadata.component).toMatchObject({ name: 'knockem', version });
    expect(metadata.component.properties).toContainEqual({ name: 'knockem:revision', value: '0123456789' });
    const shipped = new Set(components.map((each) => `${each.name}@${each.version}`));
    for (const [name, wanted] of Object.entries(dependencies)) expect(shipped).toContain(`${name}@${wanted}`);
    expect(shipped).not.toContain(`jest@${devDependencies.jest}`);
    expect(components.filter(({ hashes }) => !hashes?.length)).toEqual([]);
  } finally {
    directory.remove();
  }
}, 120_000);
