import type { RetentionLimits } from '#records';
import { waitFor } from '#testing';
import { RetentionSweeper } from './retention-sweeper';

const NOW = Date.parse('2026-03-31T00:00:00.000Z');

describe('RetentionSweeper', () => {
  it('removes deletions of more than 30 days, round by round', async () => {
    const asked: RetentionLimits[] = [];
    const rounds = [500, 500, 3];
    const records = {
      removeExpired: async (limits: RetentionLimits) => {
        asked.push(limits);
        return rounds.shift() ?? 0;
      },
    };
    const swept: number[] = [];
    const sweeper = new RetentionSweeper(
      records,
      () => NOW,
      (removed) => swept.push(removed),
      fail,
    );
    sweeper.start();
    await waitFor(() => swept.length > 0);
    await sweeper.stop();
    expect(swept).toEqual([1003]);
    expect(asked).toEqual(Array(3).fill({ deletedBefore: '2026-03-01T00:00:00.000Z' }));
  });

  it('tells a failure and lives on', async () => {
    const failures: string[] = [];
    const records = { removeExpired: async () => Promise.reject(new Error('away')) };
    const sweeper = new RetentionSweeper(
      records,
      () => NOW,
      fail,
      (error) => failures.push(error.message),
    );
    sweeper.start();
    await waitFor(() => failures.length > 0);
    await sweeper.stop();
    expect(failures).toEqual(['away']);
  });
});

function fail(): never {
  throw new Error('must not be told');
}
