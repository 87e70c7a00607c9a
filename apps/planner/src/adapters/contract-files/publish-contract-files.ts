import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ContentStore } from '../../application/ports';
import { CONTRACT_FILES, type ContractDigests } from '../../domain/container-contract/contract-files';

const DIRECTORY = join(__dirname, '../../domain/container-contract/files');

/** Makes the contract's files available as blobs, and tells their digests. Idempotent: content has one name. */
export async function publishContractFiles(content: ContentStore): Promise<ContractDigests> {
  const sources = [...new Set(CONTRACT_FILES.map(({ source }) => source))];
  const entries = sources.map(async (source) => {
    const { digest } = await content.put(await readFile(join(DIRECTORY, source)));
    return [source, digest] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const RETRY_MS = 1_000;

/**
 * Stores them again, until it has worked or `stopping`: a server that came back may have lost its store, and no
 * container starts without these files.
 */
export async function publishContractFilesAgain(
  content: ContentStore,
  stopping: AbortSignal,
  onError: (error: Error) => void,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await publishContractFiles(content);
      return;
    } catch (error) {
      onError(error as Error);
      await delay(RETRY_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    }
  }
}
