/** `node adopt-backup.js FILE`: checks a record file out of a backup and brings it up to date. */
import { EmbeddedRecordWriter } from '#records';

void adopt(process.argv[2] ?? '').catch((error: Error & { hint?: string }) => {
  process.stderr.write(`${error.message}${error.hint ? ` — ${error.hint}` : ''}\n`);
  process.exitCode = 1;
});

async function adopt(file: string): Promise<void> {
  const writer = new EmbeddedRecordWriter(file);
  try {
    writer.refuseDamaged();
  } finally {
    await writer.close();
  }
}
