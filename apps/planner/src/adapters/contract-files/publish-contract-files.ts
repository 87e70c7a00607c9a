import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
