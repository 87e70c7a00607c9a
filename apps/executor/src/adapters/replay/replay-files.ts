import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Collect, ReplayedRun, Report } from '#contracts';
import { type ContentStore, type InputFiles, InputMissing } from '../../application/ports';
import { KEPT_LOG_BYTES, outputTail } from '../../domain/output-tail';
import type { Left } from './replay-runtime';

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Files that whoever gave the order has put there. */
export const inputsIn = (directory: string): InputFiles => ({
  hold: async (digests) => {
    const missing = digests.find((digest) => !existsSync(join(directory, digest)));
    if (missing) throw new InputMissing(`an input of the run (${missing}) is not in ${directory}`);
    return { hostFile: (digest) => join(directory, digest), release: () => undefined };
  },
});

/** What would go to the blob store stays in memory. */
export class KeptContent implements ContentStore {
  private readonly contents = new Map<string, Uint8Array>();

  async put(content: Uint8Array): Promise<{ digest: string; size: number }> {
    const digest = sha256(content);
    this.contents.set(digest, content);
    return { digest, size: content.length };
  }

  get(digest: string | undefined): Uint8Array | undefined {
    return digest === undefined ? undefined : this.contents.get(digest);
  }
}

/** Writes what the run said and left, as new files: through a link of such a name nothing is written. The digest is that of the output as an executor keeps it. */
export async function writeOutcome(
  directory: string,
  kind: Collect['kind'],
  report: Report,
  { collected, output }: Left,
  blob: Uint8Array | undefined,
): Promise<Pick<ReplayedRun, 'files' | 'logDigest'>> {
  const kept = outputTail(output, KEPT_LOG_BYTES);
  const result = kind === 'blob' ? undefined : resultOf(report, collected?.result);
  const contents = { 'output.txt': kept === '' ? undefined : kept, 'result.json': result, blob };
  await mkdir(directory, { recursive: true });
  const files: ReplayedRun['files'][number][] = [];
  for (const [name, content] of Object.entries(contents)) {
    if (content === undefined) continue;
    await writeFile(join(directory, name), content, { flag: 'wx' });
    files.push(name as ReplayedRun['files'][number]);
  }
  return { files, ...(kept === '' ? {} : { logDigest: sha256(Buffer.from(kept)) }) };
}

/** The bytes of its file; of an answer on a line, what was read of it. */
const resultOf = ({ value }: Report, file: Uint8Array | undefined): Uint8Array | string | undefined =>
  file ?? (value === undefined ? undefined : `${JSON.stringify(value)}\n`);
