import { renderPruning, size } from './pruning';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345_678, '12.3 MB'],
  [123_456_789, '123 MB'],
  [5.5e15, '5500 TB'],
])('%d bytes are %s', (bytes, words) => expect(size(bytes)).toBe(words));

it('shows what is free by kind and place, and the sum', () => {
  const found = [
    { kind: 'images', where: 'executor on lab', count: 2, bytes: 1_500_000 },
    { kind: 'volumes', where: 'executor on lab', count: 1 },
    { kind: 'blobs', where: "nats-server's store", count: 0, bytes: 0 },
  ] as const;
  expect(renderPruning({ found, unseen: [] }, 'would free').split('\n')).toEqual([
    'KIND     COUNT  SIZE      WHERE',
    'images       2  1.5 MB    executor on lab',
    'volumes      1  not told  executor on lab',
    '',
    'would free 1.5 MB',
  ]);
});

it('says so where nothing is free, and what could not be looked at', () => {
  expect(renderPruning({ found: [], unseen: ['an executor: no answer'] }, 'would free')).toBe(
    'nothing is free\nnot looked at: an executor: no answer',
  );
});
