import { KINDS } from './kinds';
import { type Bus, pruneServices } from './on-the-bus';

const EXECUTOR = { executorId: 'e'.repeat(32), host: 'bench', runtime: 'crun', state: 'here' };

function busWith(answers: Record<string, (asked: { after?: string }) => object>): Bus {
  const request = async (subject: string, asked: object): Promise<object> => answers[subject](asked);
  return { request: request as Bus['request'] };
}
const refuse = (why: string) => (): never => {
  throw new Error(why);
};
const pruning = { kinds: KINDS, ageOf: () => 86_400_000, remove: true };
const executors = {
  'executor.list': () => ({ executors: [EXECUTOR] }),
  'images.needed': () => ({ chainIds: [] }),
  'executor.prune': () => ({ images: { count: 2, bytes: 9 } }),
};

it('looks at the executors though the blobs cannot be told, and says what was freed before and why', async () => {
  const bus = busWith({
    ...executors,
    'blobs.prune': ({ after }) =>
      after === undefined ? { count: 3, bytes: 30, next: 'a' } : refuse('the recorder is away')(),
  });
  const { found, unseen } = await pruneServices(bus, pruning);
  expect(unseen).toEqual(['blobs: the recorder is away']);
  expect(found).toMatchObject([
    { kind: 'blobs', count: 3, bytes: 30 },
    { kind: 'images', count: 2, bytes: 9 },
  ]);
});

it('says that the executors could not be asked', async () => {
  const bus = busWith({
    ...executors,
    'blobs.prune': () => ({ count: 0, bytes: 0 }),
    'executor.list': refuse('no scheduler answers'),
  });
  expect((await pruneServices(bus, pruning)).unseen).toEqual(['what executors keep: no scheduler answers']);
  const executorAway = busWith({
    ...executors,
    'blobs.prune': () => ({ count: 0, bytes: 0 }),
    'executor.prune': refuse('no answer'),
  });
  const { unseen } = await pruneServices(executorAway, pruning);
  expect(unseen).toEqual([expect.stringMatching(/^the executor on bench .* does not say: no answer$/)]);
});
