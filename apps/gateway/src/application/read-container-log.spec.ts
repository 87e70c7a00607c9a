import type { ContainerLogReply } from '#contracts';
import { type ContainerLogs, ReadContainerLog } from './read-container-log';
import type { ReadCompetition } from './read-competition';

const ASSAY = '8c5c1b5e-6d0f-4a53-9d5b-1f1f0a6f2c11';
const REPLY: ContainerLogReply = { attemptId: 'a', executorId: 'e', running: true, output: 'one', offset: 3 };

/** A competition of that status, whose executor is silent so many times. */
function reading(status: string, silences: number): { log: ReadContainerLog; asked: () => number } {
  let asked = 0;
  const ask: ContainerLogs['ask'] = async () => (asked++ < silences ? undefined : REPLY);
  const explanation = { competitionId: 'c', status, detail: '', since: '' };
  const competitions = { read: async () => ({ competitionId: 'c', explanation }) };
  const log = new ReadContainerLog(
    competitions as unknown as ReadCompetition,
    { ask, watch: () => async () => undefined },
    { get: async () => undefined },
    { competition: async () => undefined },
  );
  return { log, asked: () => asked };
}

it('asks an executor again that is too busy to answer while the run is active', async () => {
  const { log } = reading('active', 3);
  expect(await log.read('s', ASSAY, 0)).toEqual({ text: 'one', source: 'executor' });
});

it('gives up when nobody answers, at once where nothing runs', async () => {
  const lost = reading('active', 100);
  await expect(lost.log.read('s', ASSAY, 0)).rejects.toMatchObject({ code: 'not-found' });
  expect(lost.asked()).toBe(4);
  const ended = reading('completed', 100);
  await expect(ended.log.read('s', ASSAY, 0)).rejects.toMatchObject({ code: 'not-found' });
  expect(ended.asked()).toBe(1);
});
