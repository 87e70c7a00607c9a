import { KnockemError } from '#domain';

/** A disk that is full or fails, as a sentence for whoever can mend it; undefined = it is something else. */
export function diskTrouble(error: unknown, file: string): KnockemError | undefined {
  const { code = '', message } = error as { code?: string; message: string };
  if (code.startsWith('SQLITE_FULL')) {
    return new KnockemError('unavailable', `there is no room left for the scheduler's database ${file}`, {
      hint: 'free space on its disk; nothing is lost meanwhile, and it goes on by itself',
    });
  }
  if (!/^SQLITE_(IOERR|READONLY|CANTOPEN)/.test(code)) return undefined;
  return new KnockemError('unavailable', `the scheduler's database ${file} cannot be written: ${message}`, {
    hint: 'see to its disk; nothing is lost meanwhile, and it goes on by itself',
  });
}
