import type { ContainerLogReply } from '#contracts';
import { ReadAttemptLog } from './read-attempt-log';
import type { AttemptView, ReadAttempts } from './read-attempts';
import type { ContainerLog } from './read-container-log';

const NAMED = { submissionId: 's', assayId: '8c5c1b5e-6d0f-4a53-9d5b-1f1f0a6f2c11', ordinal: 3 };
const attempt = (number: number, more: Partial<AttemptView> = {}): AttemptView => ({
  ...{ attempt: number, attemptId: `t${number}`, executorId: 'e', state: 'container-error' },
  ...{ settled: false, outOfMemory: false, warnings: [] },
  ...more,
});

/** The output of an attempt where two have ended and a third runs on an executor that holds `held`. */
function read(
  number: number,
  held = 't3',
  source: 'scheduler' | 'records' = 'scheduler',
): Promise<ContainerLog> {
  const items = [
    attempt(1, { logDigest: 'd' }),
    attempt(2, { settled: true, logDigest: 'gone' }),
    attempt(3, { state: 'running' }),
  ];
  const reply = { attemptId: held, output: 'so far' } as ContainerLogReply;
  const log = new ReadAttemptLog(
    { read: async () => ({ items, source }) } as unknown as ReadAttempts,
    { ask: async () => reply },
    { get: async (digest) => (digest === 'd' ? Buffer.from('the first') : undefined) },
    { competition: async () => ({ logTail: 'the tail' }) as never },
  );
  return log.read(NAMED, number);
}

it('is what was kept of it, else the tail in the record of what it settled', async () => {
  expect(await read(1)).toEqual({ text: 'the first', source: 'blob' });
  expect(await read(2)).toEqual({ text: 'the tail', source: 'record' });
});

it('is what its executor holds while it runs, and not the output of another attempt', async () => {
  expect(await read(3)).toEqual({ text: 'so far', source: 'executor' });
  await expect(read(3, 't2')).rejects.toThrow('No output of attempt 3 is kept');
});

it('of what runs is asked for again where its executor was silent, or it has ended meanwhile', async () => {
  const running = attempt(1, { state: 'running' });
  const told = [running, running, attempt(1, { logDigest: 'd' })];
  const log = new ReadAttemptLog(
    { read: async () => ({ items: [told.shift()] }) } as unknown as ReadAttempts,
    { ask: async () => undefined },
    { get: async () => Buffer.from('at its end') },
    { competition: async () => undefined },
  );
  expect(await log.read(NAMED, 1)).toEqual({ text: 'at its end', source: 'blob' });
});

it('says which attempts there are, and who knows more', async () => {
  await expect(read(9)).rejects.toThrow('no attempt 9 that is known here (known: 1, 2, 3)');
  await expect(read(9, 't3', 'records')).rejects.toMatchObject({
    code: 'not-found',
    details: { hint: expect.stringContaining('30 days') as string },
  });
});
