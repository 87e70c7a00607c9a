import { resume } from './resume';

const stream = { created: 'today', firstSequence: 11, lastSequence: 20 };

describe('resume', () => {
  it('begins with what the stream still holds when nothing was recorded', () => {
    expect(resume(undefined, stream)).toEqual({ position: { streamSequence: 10, streamCreated: 'today' } });
    expect(
      resume(undefined, { created: 'today', firstSequence: 0, lastSequence: 0 }).position.streamSequence,
    ).toBe(0);
  });

  it('goes on where it was', () => {
    const stored = { streamSequence: 20, streamCreated: 'today' };
    expect(resume(stored, stream)).toEqual({ position: stored });
  });

  it('starts over in a stream made anew, and in an older copy that ends before its position', () => {
    const anew = resume({ streamSequence: 15, streamCreated: 'yesterday' }, stream);
    expect(anew.position).toEqual({ streamSequence: 10, streamCreated: 'today' });
    expect(anew.startedOver).toContain('made anew');
    const older = resume({ streamSequence: 21, streamCreated: 'today' }, stream);
    expect(older.position).toEqual({ streamSequence: 10, streamCreated: 'today' });
    expect(older.startedOver).toContain('ends at 20, before our position 21');
  });
});
