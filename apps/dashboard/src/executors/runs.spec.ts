import { chosenOf } from '../submission/competitions/search';
import { addressOf, nameOf, numOthers, type Run, stateInWords } from './runs';
import type { Executor } from './use-executors';

const run: Run = {
  submissionId: '8d6f6c1e-1b7a-4a58-9a53-2a1f0f0f3f11',
  userEmail: 'ada@lab.example',
  assayId: '0b6f6c1e-1b7a-4a58-9a53-2a1f0f0f3f11',
  assayType: 'nulldist',
  ordinal: 3,
  attempt: 1,
  state: 'running',
  since: '2030-01-01T00:00:00.000Z',
};

describe('what an executor runs', () => {
  it('leads to the competition as its submission shows it', () => {
    const { pathname, searchParams } = new URL(addressOf(run), 'http://lab');
    expect(pathname).toBe(`/submissions/${run.submissionId}`);
    expect(chosenOf(searchParams)).toEqual({ assayId: run.assayId, ordinal: 3 });
    expect(nameOf(run)).toBe('nulldist 3');
  });

  it('is told in words', () => {
    expect(stateInWords(run)).toBe('running');
    expect(stateInWords({ ...run, state: 'leased', attempt: 2 })).toBe('getting ready, attempt 2');
  });

  it('may be more than is told', () => {
    expect(numOthers({ running: 9, runs: [run] } as unknown as Executor)).toBe(8);
    expect(numOthers({ running: 2 } as Executor)).toBe(2);
    // Told before the count was.
    expect(numOthers({ running: 0, runs: [run] } as unknown as Executor)).toBe(0);
  });
});
