import { readFrames } from './log-frames';
import { msLeft, readRunAge } from './run-age';
import { readMarks } from './run-marks';

describe('marks of PID 1', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  it('tell how a run ended and what it left', () => {
    const marks = readMarks(
      `n1 K\nn1 R ${base64('{"a":')}\nn1 R ${base64('1} ')}\nn1 S ${base64('hot\n')}\nn1 W odd\nn1 E 3\n`,
      'n1',
    );
    expect(marks.result?.toString()).toBe('{"a":1} ');
    expect(marks).toMatchObject({
      exitCode: 3,
      reason: 'hot',
      warnings: ['odd'],
      timedOut: false,
      outOfMemory: false,
    });
  });

  it('of another nonce are not ours, and without the last line the exit code is unknown', () => {
    const marks = readMarks('n1 K\nn2 T\nn2 E 0\nn1 T\n', 'n1');
    expect(marks).toMatchObject({ timedOut: true, exitCode: undefined, result: undefined });
  });

  it('may tell of a blob beside the result', () => {
    const marks = readMarks(
      `n1 K\nn1 R ${base64('{}')}\nn1 B ${base64('kept ')}\nn1 B ${base64('it')}\nn1 E 0\n`,
      'n1',
    );
    expect([marks.result?.toString(), marks.blob?.toString()]).toEqual(['{}', 'kept it']);
  });

  it('count only after everything else in the container was ended: what came before may be forged', () => {
    const forged = `n1 K\nn1 T\nn1 M\nn1 R ${base64('{"won": true}')}\nn1 E 0\n`;
    expect(readMarks(`${forged}n1 K\nn1 E 3\n`, 'n1')).toMatchObject({
      exitCode: 3,
      timedOut: false,
      outOfMemory: false,
      result: undefined,
    });
    expect(readMarks('n1 T\nn1 E 0\n', 'n1')).toMatchObject({ exitCode: undefined, timedOut: false });
  });

  it('may tell of an empty result', () => {
    expect(readMarks('n1 K\nn1 R \nn1 E 0\n', 'n1').result).toEqual(Buffer.alloc(0));
  });
});

describe('the age of a run', () => {
  const telling = (Titles: string[], Processes: string[][]) => ({
    top: async () => ({ Titles, Processes }),
  });

  it('is what the host of the daemon counts since its boot, of PID 1 alone', async () => {
    const rows = [
      ['4711', '7'],
      ['4712', '3'],
    ];
    expect(await readRunAge(telling(['PID', 'ELAPSED'], rows), 4711)).toBe(7000);
    expect(await readRunAge(telling(['PID', 'ELAPSED'], rows), 4713)).toBeUndefined();
  });

  it('is not known of what has ended, or by another ps', async () => {
    expect(
      await readRunAge({ top: () => Promise.reject(new Error('is not running')) }, 4711),
    ).toBeUndefined();
    expect(await readRunAge(telling(['PID', 'TIME'], [['4711', '0:07']]), 4711)).toBeUndefined();
    expect(await readRunAge({ top: async () => undefined }, 4711)).toBeUndefined();
  });

  it.each([
    [0, 10_000],
    [4_000, 6_000],
    [3_600_000, 0],
    [-3_600_000, 10_000],
  ])('of %d ms leaves %d ms of ten seconds', (ageMs, left) => expect(msLeft(10_000, ageMs)).toBe(left));
});

describe('log frames', () => {
  const frame = (stream: number, text: string): Buffer => {
    const header = Buffer.alloc(8);
    header[0] = stream;
    header.writeUInt32BE(Buffer.byteLength(text), 4);
    return Buffer.concat([header, Buffer.from(text)]);
  };

  it('are put together by stream', () => {
    const { stdout, stderr } = readFrames(
      Buffer.concat([frame(1, 'a'), frame(2, 'ü'), frame(1, 'b'), frame(2, '')]),
    );
    expect([stdout.toString(), stderr.toString()]).toEqual(['ab', 'ü']);
  });

  it('that are cut off give what is there', () => {
    expect(readFrames(frame(1, 'abc').subarray(0, 10)).stdout.toString()).toBe('ab');
    expect(readFrames(Buffer.alloc(3)).stdout).toHaveLength(0);
  });
});
