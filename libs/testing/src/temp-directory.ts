import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempDirectory extends Disposable {
  readonly path: string;
  remove(): void;
}

/** A directory of its own below the system's temp directory; `using dir = tempDirectory()` removes it. */
export function tempDirectory(prefix = 'knockem-test-'): TempDirectory {
  const path = mkdtempSync(join(tmpdir(), prefix));
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  return { path, remove, [Symbol.dispose]: remove };
}
