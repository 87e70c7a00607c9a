/** `node adopt-backup.js FILE`: checks a database out of a backup and says to the next start that it was restored. */
import { adoptBackup } from './adapters/sqlite/adopt-backup';

try {
  adoptBackup(process.argv[2] ?? '', new Date().toISOString());
} catch (error) {
  const { message, hint } = error as Error & { hint?: string };
  process.stderr.write(`${message}${hint ? ` — ${hint}` : ''}\n`);
  process.exitCode = 1;
}
