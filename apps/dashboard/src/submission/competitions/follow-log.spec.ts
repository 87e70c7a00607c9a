import { ApiProblem } from '../../api/problem';
import { append, type BoundedText, NO_TEXT } from './bounded-text';
import { followLog } from './follow-log';

const BROKEN = new TypeError('network error');
const NONE = new ApiProblem(404, 'not-found', 'No output is kept.');

/** Each reading brings its pieces, and then ends in order or with the error. Followed until the readings are used up. */
async function follow(
  readings: readonly (readonly [pieces: readonly string[], error?: Error])[],
  isFollowed = true,
): Promise<{ text: string; troubles: string[]; waits: number[]; readings: number }> {
  const left = new AbortController();
  let shown: BoundedText = NO_TEXT;
  let read = 0;
  const [troubles, waits]: [string[], number[]] = [[], []];
  await followLog(
    async (onOpen, onPiece) => {
      const [pieces, error] = readings[read++];
      if (error !== NONE) onOpen();
      pieces.forEach(onPiece);
      if (error) throw error;
    },
    isFollowed,
    {
      open: () => void troubles.push('open'),
      piece: (text, isFirst) => (shown = append(isFirst ? NO_TEXT : shown, text)),
      trouble: ({ message }, waitMs) => void troubles.push(`${message}${waitMs === undefined ? '' : ' …'}`),
    },
    left.signal,
    {
      random: () => 0,
      pause: async (ms) => {
        waits.push(ms);
        if (read === readings.length) left.abort();
      },
    },
  );
  return { text: shown.text, troubles, waits, readings: read };
}

describe('output that is followed', () => {
  it('goes on after a break with nothing twice and nothing lost', async () => {
    const { text, troubles } = await follow([[['1\n', '2\n'], BROKEN], [[], BROKEN], [['1\n2\n3\n', '4\n']]]);
    expect(text).toBe('1\n2\n3\n4\n');
    expect(troubles).toEqual(['open', 'network error …', 'open', 'network error …', 'open']);
  });

  it('goes on when a gateway that shuts down ended it in order', async () => {
    expect((await follow([[['1\n']], [['1\n', '2\n']]])).text).toBe('1\n2\n');
  });

  it('keeps what it has while there is nothing else, and waits for output that there is not yet', async () => {
    const { text, troubles } = await follow([
      [[], NONE],
      [['1\n'], BROKEN],
      [[], NONE],
    ]);
    expect(text).toBe('1\n');
    expect(troubles).toEqual(['No output is kept. …', 'open', 'network error …', 'No output is kept. …']);
  });

  it('is asked for less and less often while it says nothing new', async () => {
    const same = [['1\n']] as const;
    const { waits } = await follow([same, same, same, [['1\n', '2\n']], [['1\n', '2\n']]]);
    expect(waits).toEqual([1000, 2000, 4000, 1000, 2000]);
  });

  it('ends where the gateway refuses', async () => {
    const refused = new ApiProblem(401, 'unauthorized', 'No token.');
    const { troubles, readings } = await follow([[['1\n'], refused], [['1\n']]]);
    expect([troubles, readings]).toEqual([['open', 'No token.'], 1]);
  });
});

describe('output of a run that has ended', () => {
  it('is read once', async () => {
    expect(await follow([[['1\n', '2\n']], [[]]], false)).toMatchObject({ text: '1\n2\n', readings: 1 });
  });

  it('that is not kept is said, and not waited for', async () => {
    const { troubles, readings } = await follow([[[], NONE], [[]]], false);
    expect([troubles, readings]).toEqual([['No output is kept.'], 1]);
  });

  it('is read again after a break', async () => {
    expect((await follow([[['1\n'], BROKEN], [['1\n', '2\n']]], false)).text).toBe('1\n2\n');
  });
});
