import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { tempDirectory } from '#testing';
import { CONTRACT_FILES } from '../domain/container-contract/contract-files';

export const BUSYBOX = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path)) ?? 'busybox';

const FILES = join(__dirname, '../domain/container-contract/files');

export interface EntryOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Beside the verbs' own directory. */
  readonly path?: string;
  /** Absent: where the verbs' directory lies. */
  readonly cwd?: string;
}

/**
 * The container contract's files as an image meets them, the image's verbs as scripts, and a genome. /knockem is moved
 * below a temporary directory, by replacing that word in the files.
 */
export class ContractSandbox implements Disposable {
  private readonly directory = tempDirectory();
  readonly path = this.directory.path;
  private readonly root = join(this.path, 'knockem');
  private readonly work = join(this.root, 'work');

  constructor(verbs: Readonly<Record<string, string>>, genome: string) {
    for (const { path, source, mode } of CONTRACT_FILES)
      this.put(join(this.path, path), readFileSync(join(FILES, source), 'utf8'), mode);
    for (const [verb, script] of Object.entries(verbs)) this.put(join(this.path, 'bin', verb), script, 0o755);
    this.put(join(this.root, 'in/genome'), genome, 0o444);
    this.put(join(this.root, 'bin/busybox'), `#!/bin/sh\nexec ${BUSYBOX} "$@"\n`, 0o755);
  }

  /** entry.sh with these arguments, on an empty work directory. */
  run(args: readonly string[], options: EntryOptions = {}): SpawnSyncReturns<string> {
    rmSync(this.work, { recursive: true, force: true });
    mkdirSync(this.work);
    const { env, path = process.env.PATH, cwd = this.path } = options;
    return spawnSync(BUSYBOX, ['sh', join(this.root, 'in/entry.sh'), ...args], {
      cwd,
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 64_000_000,
      env: {
        PATH: `${join(this.path, 'bin')}:${path}`,
        HOME: this.work,
        KNOCKEM_BUSYBOX: BUSYBOX,
        ...env,
      },
    });
  }

  /** Text of every file that the last run left, by its path below /knockem. */
  left(): ReadonlyMap<string, string> {
    const files = readdirSync(this.work, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const paths = files.map((entry) => join(entry.parentPath, entry.name));
    return new Map(paths.map((path) => [relative(this.root, path), readFileSync(path, 'utf8')]));
  }

  [Symbol.dispose](): void {
    this.directory.remove();
  }

  private put(path: string, text: string, mode: number): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replaceAll('/knockem/', `${this.root}/`));
    chmodSync(path, mode);
  }
}

/** What the contract's files made of a run: its result, or why there is none. */
export function outcomeIn(left: ReadonlyMap<string, string>): {
  readonly value?: Record<string, unknown>;
  readonly reason?: string;
} {
  const result = left.get('work/.knockem/result.json');
  return {
    value: result === undefined ? undefined : (JSON.parse(result) as Record<string, unknown>),
    reason: left.get('work/.knockem/reason')?.trim(),
  };
}
