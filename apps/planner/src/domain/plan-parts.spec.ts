import { createHash } from 'node:crypto';
import { MAX_MESSAGE_BYTES, type Plan, type PlannedCompetition } from '#contracts';
import { canonicalJson } from './canonical-json';
import { lazy } from './lazy';
import { planMessages, type RoundAnswer, type RoundIdentity } from './plan-parts';

const newHash = () => createHash('sha256');
const planParts = (of: RoundIdentity, answer: RoundAnswer): Plan[] =>
  [...planMessages(of, answer, newHash)].flatMap((made) =>
    made === 'measured' ? [] : [JSON.parse(made.body) as Plan],
  );
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
  const parts = planParts(identity, { competitions: competitions(1001), withdraw: [7], wake: 'all' });
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
  const parts = planParts(identity, { template, competitions: competitions(200, args), wake: 'any' });
  for (const part of parts)
    expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
  expect(parts.flatMap((p) => p.competitions!)).toHaveLength(200);
  expect(parts.map((p) => p.template !== undefined)).toEqual(parts.map((_, i) => i === 0));
});

test('a plan of nothing new, and one without competitions, are one part', () => {
  expect(planParts(identity, { competitions: [], wake: 'all' })).toMatchObject([
    { competitions: [], wake: 'all' },
  ]);
  const [only, ...more] = planParts(identity, { refusal: 'no' });
  expect([only.competitions, only.refusal, more]).toEqual([undefined, 'no', []]);
});

test('the digest depends on the answer, not on the planner’s version or the order of keys', () => {
  const digest = (version: string, env: Record<string, string>) =>
    planParts(
      { ...identity, plannerVersion: version },
      { competitions: [{ ...competitions(1)[0], env }], wake: 'all' },
    )[0].planDigest;
  expect(digest('1', { A: '1', B: '2' })).toBe(digest('2', { B: '2', A: '1' }));
  expect(digest('1', { A: '1' })).not.toBe(digest('1', { A: '2' }));
});

test.each<[string, RoundAnswer]>([
  ['many parts', { competitions: competitions(1001), withdraw: [7], wake: 'all' }],
  ['one part', { competitions: competitions(3), wake: 'any' }],
  ['no competition', { competitions: [], withdraw: [], wake: 'all' }],
  ['a conclusion', { conclusion: { warnings: ['ü'], status: 'failed', reason: 'r' } }],
  ['a template', { template: { env: { b: '', a: '' } } as never, competitions: competitions(501) }],
])('the digest is that of the canonical JSON of the whole: %s', (_, answer) => {
  const { submissionId, assayId, round } = identity;
  const whole = canonicalJson({ submissionId, assayId, round, ...answer });
  for (const part of planParts(identity, answer))
    expect(part.planDigest).toBe(newHash().update(whole).digest('hex'));
});

test('a part is made when it is asked for: nothing is held but the one in hand', () => {
  const numCompetitions = 20_000;
  let made = 0;
  const [one] = competitions(1);
  const answer = { competitions: lazy(numCompetitions, (ordinal) => (made++, { ...one, ordinal })) };
  let measured = 0;
  for (const message of planMessages(identity, answer, newHash)) {
    if (message === 'measured') {
      measured++;
      continue;
    }
    expect(measured).toBe(39);
    expect(made - numCompetitions).toBeLessThanOrEqual(500 * message.part + 1);
    expect((JSON.parse(message.body) as Plan).competitions).toHaveLength(500);
  }
  expect(made).toBe(2 * numCompetitions);
});

test('an answer of one part is made once', () => {
  let made = 0;
  const [one] = competitions(1);
  planParts(identity, { competitions: lazy(500, (ordinal) => (made++, { ...one, ordinal })) });
  expect(made).toBe(500);
});
