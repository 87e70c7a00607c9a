import type { PreparedImage } from './container-runtime';
import { PreparedImages } from './prepared-images';

const [X, Y] = ['sha256:x', 'sha256:y'];
const pinned = { imageRef: 'lab/model:1', imageChainId: X };

/** What the name means now, and how often that was asked. */
class Registry {
  chainId = X;
  looks = 0;
  failure?: Error;

  async prepare(imageRef: string): Promise<PreparedImage> {
    this.looks += 1;
    if (this.failure) throw this.failure;
    return { imageRef, chainId: this.chainId, arch: 'amd64', hasShell: true };
  }
}

let registry: Registry;
let images: PreparedImages;
beforeEach(() => {
  registry = new Registry();
  images = new PreparedImages(registry);
});

it('looks once for all runs of a submission, and once more for the next submission', async () => {
  await Promise.all(Array.from({ length: 100 }, () => images.find('a', pinned)));
  await images.find('a', pinned);
  expect(registry.looks).toBe(1);
  registry.chainId = Y;
  expect((await images.find('a', pinned)).chainId).toBe(X);
  expect((await images.find('b', pinned)).chainId).toBe(Y);
  expect(registry.looks).toBe(2);
});

it('looks each time where nothing is pinned, or the name means another image by now', async () => {
  for (let run = 1; run <= 3; run += 1) await images.find('a', { imageRef: 'lab/model:1' });
  expect(registry.looks).toBe(3);
  registry.chainId = Y;
  for (let run = 1; run <= 3; run += 1) await images.find('a', pinned);
  expect(registry.looks).toBe(6);
});

it('looks again after a failure, and after it could not be started', async () => {
  registry.failure = new Error('away');
  await expect(images.find('a', pinned)).rejects.toThrow('away');
  registry.failure = undefined;
  await images.find('a', pinned);
  images.forget('a', pinned);
  await images.find('a', pinned);
  expect(registry.looks).toBe(3);
});

it('remembers so many submissions and no more', async () => {
  for (let n = 0; n < 1500; n += 1) await images.find(`s${n}`, pinned);
  await images.find('s1499', pinned);
  expect(registry.looks).toBe(1500);
  await images.find('s0', pinned);
  expect(registry.looks).toBe(1501);
});
