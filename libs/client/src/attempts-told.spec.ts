import { attemptsTellMore } from './attempts-told';
import type { Schemas } from './schemas';

type State = Schemas['CompetitionAttempt']['state'];
const told = (...states: State[]): boolean =>
  attemptsTellMore({
    numAttempts: states.length,
    items: states.map((state) => ({ state })),
  } as Schemas['CompetitionAttempts']);

it('one attempt that runs or went well tells nothing that its competition does not', () => {
  const plain: State[] = ['leased', 'running', 'succeeded'];
  expect(plain.map((state) => told(state))).toEqual([false, false, false]);
  expect(told()).toBe(false);
});

it('a second one tells more, as does one that failed or was lost', () => {
  const telling: State[] = ['lost', 'container-error', 'timed-out', 'system-error', 'cancelled'];
  expect(telling.map((state) => told(state))).toEqual(telling.map(() => true));
  expect(told('interrupted', 'succeeded')).toBe(true);
});
