/** Real: directories of this machine, and the rights of an ordinary user. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TempDirectory, tempDirectory } from '#testing';
import { openOutDirectory } from './out-directory';
import { closeWorkingDirectory } from './working-directory';

const NOBODY = 65534;

let place: TempDirectory;
const at = (...names: string[]): string => join(place.path, ...names);
/** Root may write everywhere: it gives its rights up meanwhile, and the paths away. */
async function asOrdinaryUser(paths: readonly string[], act: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return act();
  for (const path of paths) chownSync(path, NOBODY, NOBODY);
  process.seteuid?.(NOBODY);
  try {
    await act();
  } finally {
    process.seteuid?.(0);
  }
}

beforeEach(() => (place = tempDirectory()));
afterEach(() => place.remove());

describe('the directory of --out', () => {
  it('is made, and rid of what an earlier replay left; the target of a link stays', () => {
    mkdirSync(at('out'));
    writeFileSync(at('mine'), 'mine');
    writeFileSync(at('out', 'blob'), 'earlier');
    writeFileSync(at('out', 'notes'), 'mine');
    symlinkSync(at('mine'), at('out', 'output.txt'));
    openOutDirectory(at('out'));
    openOutDirectory(at('new', 'deep'));
    expect(['blob', 'output.txt', 'notes'].map((name) => existsSync(at('out', name)))).toEqual([
      ...[false, false, true],
    ]);
    expect([readFileSync(at('mine'), 'utf8'), existsSync(at('new', 'deep'))]).toEqual(['mine', true]);
  });

  it('is refused in words where nothing can be saved', () => {
    writeFileSync(at('file'), '');
    mkdirSync(at('out', 'blob'), { recursive: true });
    for (const directory of [at('file'), at('file', 'below'), at('out')])
      expect(() => openOutDirectory(directory)).toThrow(`nothing can be saved in ${directory}`);
  });
});

describe('the working directory', () => {
  it('goes, also where an image left a directory without write permission', async () => {
    mkdirSync(at('work', 'locked'), { recursive: true });
    writeFileSync(at('work', 'locked', 'file'), '');
    chmodSync(at('work', 'locked'), 0o555);
    const said: string[] = [];
    await asOrdinaryUser([place.path, at('work'), at('work', 'locked'), at('work', 'locked', 'file')], () =>
      closeWorkingDirectory(at('work'), false, (sentence) => said.push(sentence)),
    );
    expect([said, existsSync(at('work'))]).toEqual([[], false]);
  });

  it('is named where it cannot be removed, and no error hides the verdict', async () => {
    const said: string[] = [];
    writeFileSync(at('file'), '');
    await closeWorkingDirectory(at('file', 'below'), false, (sentence) => said.push(sentence));
    expect(said).toEqual([expect.stringContaining(`${at('file', 'below')} is left`)]);
  });
});
