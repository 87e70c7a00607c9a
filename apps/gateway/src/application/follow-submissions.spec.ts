import { ANYBODY, type Caller } from '../domain/caller';
import type { SequencedEvent } from './follow-submission';
import { FollowSubmissions, type SubmissionsChange } from './follow-submissions';
import type { SubmissionState } from './read-submission';

const ADA: Caller = { userEmail: 'ada@lab.example', scopes: ['read'] };
const ALL = { submissionIds: [], isCut: true };

/** Submissions named by their owner: `ada 1` is Ada's. */
class Stage {
  readonly asked: string[] = [];
  isAway = false;
  private readonly listeners = new Set<(event: SequencedEvent) => void>();
  private readonly changes = new FollowSubmissions(
    {
      read: async (id) => {
        this.asked.push(id);
        if (this.isAway) throw new Error('away');
        return { submission: { userEmail: `${id.split(' ')[0]}@lab.example` } } as SubmissionState;
      },
    },
    {
      listenToAll: (listener) => {
        this.listeners.add(listener);
        return async () => void this.listeners.delete(listener);
      },
    },
  );

  follow(caller: Caller): { told: SubmissionsChange[]; stop: () => Promise<void> } {
    const told: SubmissionsChange[] = [];
    return { told, stop: this.changes.follow(caller, { changed: (change) => void told.push(change) }) };
  }

  /** Events of these, and the second that follows. */
  async happen(...ids: string[]): Promise<void> {
    for (const submissionId of ids) {
      for (const listen of this.listeners) listen({ event: { kind: 'progress', submissionId } as never });
    }
    await jest.advanceTimersByTimeAsync(1000);
  }

  get size(): number {
    return this.listeners.size;
  }
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('who follows the submissions', () => {
  it('is told first that anything may have changed, then what changes, once a second', async () => {
    const stage = new Stage();
    const { told } = stage.follow(ANYBODY);
    await stage.happen('ada 1', 'eve 1', 'ada 1');
    await stage.happen();
    await stage.happen('eve 1');
    expect(told).toEqual([ALL, { submissionIds: ['ada 1', 'eve 1'] }, { submissionIds: ['eve 1'] }]);
    expect(stage.asked).toEqual([]);
  });

  it('is told of the own ones alone, and each owner is looked up once', async () => {
    const stage = new Stage();
    const [ada, again] = [stage.follow(ADA), stage.follow(ADA)];
    const admin = stage.follow({ ...ADA, scopes: ['read', 'administer'] });
    await stage.happen('ada 1', 'eve 1', 'eve 1');
    await stage.happen('eve 1');
    expect(ada.told).toEqual([ALL, { submissionIds: ['ada 1'] }]);
    expect(again.told).toEqual(ada.told);
    expect(admin.told).toEqual([ALL, { submissionIds: ['ada 1', 'eve 1'] }, { submissionIds: ['eve 1'] }]);
    expect(stage.asked).toEqual(['ada 1', 'eve 1']);
  });

  it('is told that something may have changed where its owner could not be looked up, and no more of it', async () => {
    const stage = new Stage();
    const { told } = stage.follow(ADA);
    stage.isAway = true;
    await stage.happen('ada 1');
    await stage.happen('eve 1');
    stage.isAway = false;
    expect(told).toEqual([ALL, ALL, ALL]);
    await stage.happen('ada 1', 'eve 1');
    expect(told.slice(3)).toEqual([{ submissionIds: ['ada 1'] }]);
  });

  it('is told of the end of the own one amid a flood of others', async () => {
    const stage = new Stage();
    const { told } = stage.follow(ADA);
    await stage.happen(...Array.from({ length: 1000 }, (_, n) => `eve ${n}`), 'ada 1');
    expect(told).toEqual([ALL, ALL]);
    await stage.happen('ada 1', 'eve 1');
    expect(told.slice(2)).toEqual([{ submissionIds: ['ada 1'] }]);
  });

  it('is told of a hundred, and that there are more', async () => {
    const stage = new Stage();
    const { told } = stage.follow(ANYBODY);
    await stage.happen(...Array.from({ length: 101 }, (_, n) => `ada ${n}`));
    expect(told[1]).toMatchObject({ isCut: true, submissionIds: { length: 100 } });
    await stage.happen('ada 1');
    expect(told[2]).toEqual({ submissionIds: ['ada 1'] });
  });

  it('asks for no more owners at a time than it may, whatever happens', async () => {
    const stage = new Stage();
    stage.follow(ADA);
    await stage.happen(...Array.from({ length: 1000 }, (_, n) => `eve ${n}`));
    expect(stage.asked).toHaveLength(50);
  });

  it('is told nothing after it left', async () => {
    const stage = new Stage();
    const { told, stop } = stage.follow(ANYBODY);
    const happening = stage.happen('ada 1');
    await stop();
    await happening;
    expect([told, stage.size, jest.getTimerCount()]).toEqual([[ALL], 0, 0]);
  });
});
