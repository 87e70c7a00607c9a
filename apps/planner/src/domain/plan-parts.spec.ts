import { createHash } from 'node:crypto';
import { MAX_MESSAGE_BYTES, type PlannedCompetition } from '#contracts';
import { planParts } from './plan-parts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const identity = { submissionId: 's', assayId: 'a', round: 1, plannerVersion: '1' };
const competitions = (size: number, args: string[] = []): PlannedCompetition[] =>
  Array.from({ length: size }, (_, ordinal) => ({
    ordinal,
    sitesOutAlpha: [],
    sitesOutBeta: [],
    seed: 1,
    args,
    env: {},
  }));

test('at most five hundred competitions a part, none lost, one digest', () => {
  const parts = planParts(identity, { competitions: competitions(1001), withdraw: [7], wake: 'all' }, sha256);
  expect(parts.map(({ part, parts: n, competitions: c }) => [part, n, c?.length])).toEqual([
    [1, 3, 500],
    [2, 3, 500],
    [3, 3, 1],
  ]);
  expect(new Set(parts.map((p) => p.planDigest)).size).toBe(1);
  expect(parts.flatMap((p) => p.competitions!.map((c) => c.ordinal))).toEqual(
    competitions(1001).map((c) => c.ordinal),
  );
  expect(parts.map((p) => [p.withdraw, p.wake])).toEqual([
    [[7], 'all'],
    [undefined, 'all'],
    [undefined, 'all'],
  ]);
});

test('at most 512 kB a part, the first with the template', () => {
  const args = Array.from({ length: 2000 }, (_, i) => String(i));
  const template = { env: { BIG: 'x'.repeat(200_000) } } as never;
  const parts = planParts(identity, { template, competitions: competitions(200, args), wake: 'any' }, sha256);
  for (const part of parts)
    expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
  expect(parts.flatMap((p) => p.competitions!)).toHaveLength(200);
  expect(parts.map((p) => p.template !== undefined)).toEqual(parts.map((_, i) => i === 0));
});

test('a plan of nothing new, and one without competitions, are one part', () => {
  expect(planParts(identity, { competitions: [], wake: 'all' }, sha256)).toMatchObject([
    { competitions: [], wake: 'all' },
  ]);
  const [only, ...more] = planParts(identity, { refusal: 'no' }, sha256);
  expect([only.competitions, only.refusal, more]).toEqual([undefined, 'no', []]);
});

test('the digest depends on the answer, not on the planner’s version or the order of keys', () => {
  const digest = (version: string, env: Record<string, string>) =>
    planParts(
      { ...identity, plannerVersion: version },
      { competitions: [{ ...competitions(1)[0], env }], wake: 'all' },
      sha256,
    )[0].planDigest;
  expect(digest('1', { A: '1', B: '2' })).toBe(digest('2', { B: '2', A: '1' }));
  expect(digest('1', { A: '1' })).not.toBe(digest('1', { A: '2' }));
});
