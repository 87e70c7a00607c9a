import type { ExecutorView, RunningCompetition } from '#contracts';
import { ANYBODY } from '../domain/caller';
import { ListExecutors } from './list-executors';

const run = (userEmail: string): RunningCompetition => ({
  submissionId: 's',
  userEmail,
  assayId: 'a',
  assayType: 'nulldist',
  ordinal: 1,
  attempt: 1,
  state: 'running',
  since: '2026-01-01T00:00:00.000Z',
});
const executor: ExecutorView = {
  executorId: 'e',
  host: 'lab3',
  state: 'here',
  runtime: 'crun',
  arch: 'x64',
  slots: 4,
  running: 2,
  version: '1',
  lastTurnAt: '2026-01-01T00:00:00.000Z',
};
const runs = [run('ada@example.org'), run('bob@example.org')];
const list = (executors: readonly ExecutorView[]): ListExecutors =>
  new ListExecutors({ executors: async () => executors });

it('tells what runs on an executor to those who may read it', async () => {
  const executors = list([{ ...executor, runs }]);
  const runsFor = async (...[caller]: Parameters<ListExecutors['list']>) =>
    (await executors.list(caller))[0].runs;
  expect(await runsFor(ANYBODY)).toEqual(runs);
  expect(await runsFor({ userEmail: 'bob@example.org', scopes: ['read'] })).toEqual([runs[1]]);
  expect(await runsFor({ userEmail: 'root@example.org', scopes: ['administer'] })).toEqual(runs);
});

it('takes the answer of a scheduler that tells no runs', async () => {
  expect(await list([executor]).list(ANYBODY)).toEqual([{ ...executor, runs: [] }]);
});
