import type { GrantedCompetition, Serve } from '#contracts';
import { expandNumbers } from './expand-numbers';
import { askingLine, readAnswer } from './serve-line';

const serve: Serve = {
  entry: [],
  asks: [
    { name: 'name', kind: 'text', variable: 'NAME' },
    { name: 'file', kind: 'text', constant: '/knockem/in/x' },
    { name: 'left', kind: 'numbers', argument: 0 },
    { name: 'right', kind: 'numbers', argument: 1 },
  ],
  answers: [
    { name: 'time', kind: 'number' },
    { name: 'count', kind: 'count' },
  ],
};

const competition: GrantedCompetition = {
  competitionId: 'c',
  attemptId: 'a',
  token: 1,
  attempt: 1,
  args: ['', '1 5 19'],
  env: { NAME: 'n' },
  seed: 7,
};

test('a line says what the template names, and nothing else of the run', () => {
  expect(JSON.parse(askingLine(serve, competition, 60))).toEqual({
    competitionId: 'c',
    attemptId: 'a',
    name: 'n',
    file: '/knockem/in/x',
    left: [],
    right: [1, 5, 19],
    seed: 7,
    timeoutSeconds: 60,
  });
  expect(() => askingLine(serve, { ...competition, args: [''] }, 60)).toThrow('nothing for the field right');
});

test('sets of numbers come as lists or as bits', () => {
  expect(expandNumbers('')).toEqual([]);
  expect(expandNumbers('0 3 12')).toEqual([0, 3, 12]);
  expect(expandNumbers('=9001')).toEqual([0, 3, 15]);
  expect(expandNumbers('=v')).toEqual([0, 1, 2, 3, 4]);
});

const answer = (line: unknown) =>
  readAnswer(serve, 'c', typeof line === 'string' ? line : JSON.stringify(line));

test('an answer is reduced to what the template names; counts are rounded, with a warning', () => {
  expect(answer({ competitionId: 'c', time: 1.5, count: 333.333, other: 1, warnings: ['slow'] })).toEqual({
    kind: 'value',
    value: { time: 1.5, count: 333, warnings: ['slow', 'count 333.333 was rounded to 333'] },
  });
  expect(answer({ competitionId: 'c', time: 1.5, count: 2 })).toEqual({
    kind: 'value',
    value: { time: 1.5, count: 2, warnings: [] },
  });
});

test('what is no number, or missing, is left to the schema', () => {
  expect(answer({ competitionId: 'c', count: '12' })).toEqual({
    kind: 'value',
    value: { count: '12', warnings: [] },
  });
});

test('a negative count is not rounded to none: it is left to the schema, which refuses it', () => {
  expect(answer({ competitionId: 'c', count: -0.4 })).toEqual({
    kind: 'value',
    value: { count: -0.4, warnings: [] },
  });
});

test('an error that is null is none', () => {
  expect(answer({ competitionId: 'c', error: null, count: 2 })).toEqual({
    kind: 'value',
    value: { count: 2, warnings: [] },
  });
});

test('a line for the competition before says nothing of this one', () => {
  const late = (competitionId: string) =>
    readAnswer(serve, 'c', JSON.stringify({ competitionId, count: 1 }), 'b');
  expect(late('b')).toEqual({ kind: 'again', sentence: 'its container answered b a second time' });
  expect(late('a')).toMatchObject({ kind: 'nonsense' });
  expect(late('c')).toMatchObject({ kind: 'value' });
});

test('an image says in order that a competition failed', () => {
  expect(answer({ competitionId: 'c', error: 'no such site' })).toEqual({
    kind: 'error',
    sentence: 'no such site',
  });
  expect(answer({ competitionId: 'c', error: '' })).toEqual({
    kind: 'error',
    sentence: 'no reason was given',
  });
  expect(answer({ competitionId: 'c', error: { code: 1 } })).toEqual({
    kind: 'error',
    sentence: '{"code":1}',
  });
});

test.each([
  ['hello', 'its answer is not a JSON object: "hello"'],
  ['', 'its answer is not a JSON object: ""'],
  ['[1]', 'its answer is not a JSON object: "[1]"'],
  ['{"count":1}', 'its answer names no competitionId: {"count":1}'],
  ['{"competitionId":"d","count":1}', 'it answered for d, but c was asked'],
  [`{"competitionId":"${'x'.repeat(300)}"}`, `it answered for ${'x'.repeat(100)}…, but c was asked`],
])('%s: it is out of step', (line, sentence) => {
  expect(answer(line)).toEqual({ kind: 'nonsense', sentence });
});
