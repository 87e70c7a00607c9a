import { randomUUID } from 'node:crypto';
import { type HeldAttempt, readMessage, type Report, type TurnRequest } from '#contracts';
import { isPlainTurn, readTurn } from './read-turn';

const held = (): HeldAttempt => ({ attemptId: randomUUID(), token: 5, state: 'running' });
const report = (more: Partial<Report> = {}): Report => ({
  attemptId: randomUUID(),
  competitionId: randomUUID(),
  token: 2 ** 41,
  outcome: 'succeeded',
  exitCode: 0,
  outOfMemory: false,
  reason: 'none',
  reasonCode: 'no-image',
  value: { numAlpha: 3, warnings: [] },
  blobDigest: 'a'.repeat(64),
  warnings: ['slow'],
  startedAt: new Date().toISOString(),
  durationMs: 0.5,
  logTail: 'last words',
  logDigest: 'b'.repeat(64),
  imageChainId: 'sha256:c',
  imageDigest: 'sha256:d',
  executorId: randomUUID(),
  ...more,
});
const turn = (): TurnRequest => ({
  executorId: randomUUID(),
  bootId: randomUUID(),
  stackId: randomUUID(),
  turn: 7,
  host: 'host',
  pool: 'lab',
  runtime: 'crun',
  arch: 'x64',
  slots: 4,
  free: 2,
  capacity: { cpus: 1.5, memoryMb: 4096 },
  limitsNotHeld: ['memory'],
  version: '1.2.3',
  held: [held(), held()],
  reports: [report(), report({ outcome: 'timed-out' })],
  seen: [{ attemptId: randomUUID(), executorId: randomUUID(), state: 'exited', serving: true }],
  draining: false,
  maxWaitMs: 5000,
});
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** Every value in it by the path of its keys. */
const pathsOf = (value: unknown, path: readonly string[] = []): (readonly string[])[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
    : []),
];

/** A copy with another value there; undefined takes it away. */
function withOther(value: object, [key, ...rest]: readonly string[], other: unknown): object {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  if (rest.length > 0) copy[key] = withOther(copy[key] as object, rest, other);
  else if (other === undefined) delete copy[key];
  else copy[key] = other;
  return copy;
}

const STRANGE: readonly unknown[] = [
  undefined,
  null,
  '',
  'x'.repeat(70),
  'é'.repeat(9000),
  '2026-13-01T00:00:00.000Z',
  '2026-11-21T25:00:00.000Z',
  '2026-11-21',
  '00000000-0000-0000-0000-000000000000',
  'ABCDEF01-2345-4789-8ABC-DEF012345678',
  -1,
  0,
  0.5,
  1e300,
  100_000,
  true,
  [],
  [[]],
  [1],
  {},
  { strange: 1 },
  JSON.parse('{"__proto__": 1}'),
];

describe('reading a turn', () => {
  it('takes all that an executor says by the compiled check', () => {
    expect(isPlainTurn(turn())).toBe(true);
    const { stackId: _s, pool: _p, limitsNotHeld: _l, ...least } = turn();
    expect(isPlainTurn({ ...least, held: [], reports: [], seen: [] })).toBe(true);
  });

  it('takes nothing by the compiled check that the message class would refuse', () => {
    const whole = turn();
    let taken = 0;
    for (const path of pathsOf(whole).filter(({ length }) => length > 0)) {
      for (const strange of STRANGE) {
        const other = JSON.parse(JSON.stringify(withOther(whole, path, strange))) as unknown;
        if (!isPlainTurn(other)) continue;
        taken += 1;
        const read = readMessage('turn.request.v1', bytes(other));
        if (!read.ok)
          throw new Error(`${path.join('.')}: ${JSON.stringify(strange)}: ${JSON.stringify(read.problems)}`);
      }
    }
    expect(taken).toBeGreaterThan(20);
  });

  it('takes what only the message class takes, and refuses in its words', () => {
    const capitals = { ...turn(), executorId: 'ABCDEF01-2345-4789-8ABC-DEF012345678' };
    expect(isPlainTurn(capitals)).toBe(false);
    expect(readTurn(bytes(capitals))).toMatchObject({ turn: 7 });
    expect(() => readTurn(bytes({ ...turn(), slotz: 1 }))).toThrow(
      'slotz: unknown field; did you mean "slots"?',
    );
    expect(() => readTurn(bytes({ ...turn(), held: [{ ...held(), token: 'x' }] }))).toThrow('held[0].token');
    const [whole] = [JSON.stringify({ ...turn(), turn: 77 })];
    for (const endless of [whole.replace('"turn":77', '"turn":1e999'), whole.replace('0.5', '1e999')])
      expect(() => readTurn(Buffer.from(endless))).toThrow(/turn|durationMs/);
    for (const startedAt of ['2026-W10-3', '2026-11-21', 'soon'])
      expect(() => readTurn(bytes({ ...turn(), reports: [report({ startedAt })] }))).toThrow('a time in UTC');
    expect(() => readTurn(bytes({ ...turn(), reports: [report({ durationMs: 1e16 })] }))).toThrow(
      'durationMs',
    );
    expect(() => readTurn(Buffer.from('{'))).toThrow('is not JSON');
  });
});
