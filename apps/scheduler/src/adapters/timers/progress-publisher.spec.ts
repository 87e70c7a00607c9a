import type { ProgressEvent } from '#contracts';
import { ProgressPublisher } from './progress-publisher';

function publisher() {
  const told: string[] = [];
  const progress = new ProgressPublisher(
    (submissionId) => ({ submissionId }) as ProgressEvent,
    ({ submissionId }) => told.push(submissionId),
  );
  return { told, progress };
}
const ids = (count: number): string[] => Array.from({ length: count }, (_, k) => `s${k}`);

test('tells of many in slices, of each once a tour', async () => {
  const { told, progress } = publisher();
  progress.add(ids(120));
  const tour = progress.round();
  expect(told).toHaveLength(50);
  // What moves on during a tour is told in the next.
  progress.add(['s0', 's119']);
  await tour;
  expect(told).toEqual(ids(120));
  await progress.round();
  expect(told.slice(120)).toEqual(['s0', 's119']);
});

test('tells all at the end', () => {
  const { told, progress } = publisher();
  progress.add(ids(70));
  progress.finish();
  progress.finish();
  expect(told).toEqual(ids(70));
});
