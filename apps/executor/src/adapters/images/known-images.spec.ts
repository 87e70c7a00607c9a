import { KnownImages } from './known-images';

const image = (imageDigest: string, imageRef = 'lab/model:1') => ({
  prepared: { imageRef, chainId: 'sha256:layers', imageDigest, arch: 'amd64', hasShell: true },
});

it('keeps two images of one name apart that differ in their configuration alone', () => {
  const known = new KnownImages<ReturnType<typeof image>>();
  const [before, after] = [image('sha256:one'), image('sha256:two')];
  known.add(before);
  known.add(after);
  expect([known.get(before.prepared), known.get(after.prepared)]).toEqual([before, after]);
  expect(known.same(after.prepared, after)).toBe(after);
  expect(() => known.same(before.prepared, after)).toThrow(
    'The image lab/model:1 has changed since it was prepared: sha256:layers (sha256:two) in place of sha256:layers (sha256:one).',
  );
});

it('forgets what has gone, and what was found longest ago of very many', () => {
  const known = new KnownImages<ReturnType<typeof image>>();
  for (let n = 0; n <= 1000; n += 1) known.add(image(`sha256:${n}`));
  expect(known.get(image('sha256:0').prepared)).toBeUndefined();
  expect(known.get(image('sha256:1').prepared)).toBeDefined();
  known.forget(({ imageDigest }) => imageDigest === 'sha256:1');
  expect(known.get(image('sha256:1').prepared)).toBeUndefined();
});
