import type Docker from 'dockerode';
import { InputVolumes } from './input-volumes';

const DAY_MS = 86_400_000;

/** A daemon with one old volume of another executor, where all volumes are complete; it tells which it removed. */
function makeDaemon() {
  const names = ['knockem-inputs-of-another'];
  const removed: string[] = [];
  const daemon = {
    listVolumes: async () => ({
      Volumes: names.map((Name) => ({ Name, CreatedAt: '2030-01-01T00:00:00Z' })),
    }),
    createVolume: async ({ Name }: { Name: string }) => names.push(Name),
    createContainer: async () => ({ infoArchive: async () => ({}), remove: async () => undefined }),
    getVolume: (name: string) => ({ remove: async () => removed.push(name) }),
  };
  return { docker: daemon as unknown as Docker, removed };
}

afterEach(() => jest.restoreAllMocks());

it('leaves a volume that a run was given lately, however old it is', async () => {
  const { docker, removed } = makeDaemon();
  const volumes = new InputVolumes(docker, process.execPath);
  const muchLater = Date.parse('2030-02-01T00:00:00Z');
  const name = await volumes.provide([], 'image');
  expect((await volumes.prune(muchLater, DAY_MS, true)).count).toBe(1);
  expect(removed).toEqual(['knockem-inputs-of-another']);

  const now = performance.now();
  jest.spyOn(performance, 'now').mockReturnValue(now + 3_000_000);
  await volumes.provide([], 'image');
  jest.spyOn(performance, 'now').mockReturnValue(now + 6_000_000);
  await volumes.prune(muchLater, DAY_MS, true);
  expect(removed).not.toContain(name);
  jest.spyOn(performance, 'now').mockReturnValue(now + 7_000_000);
  await volumes.prune(muchLater, DAY_MS, true);
  expect(removed).toContain(name);
});
