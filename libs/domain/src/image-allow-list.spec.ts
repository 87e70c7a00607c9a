import { ImageAllowList, imagePatternComplaint } from './image-allow-list';
import { fullImageName } from './image-names';

describe('names of images', () => {
  it.each([
    ['demo', 'docker.io/library/demo:latest'],
    ['demo:2', 'docker.io/library/demo:2'],
    ['docker.io/library/demo:2', 'docker.io/library/demo:2'],
    ['team/demo', 'docker.io/team/demo:latest'],
    ['localhost/demo', 'localhost/demo:latest'],
    ['registry:5000/demo', 'registry:5000/demo:latest'],
    ['registry.example/a/b:1', 'registry.example/a/b:1'],
    ['demo@sha256:00', 'docker.io/library/demo@sha256:00'],
  ])('%s is %s', (name, full) => expect(fullImageName(name)).toBe(full));
});

describe('an allow-list of images', () => {
  it('that is empty allows everything', () =>
    expect(new ImageAllowList([]).allows('any/thing:1')).toBe(true));

  it.each([
    ['*', 'registry.example/a/b:1'],
    ['lab/*', 'lab/model:1'],
    ['lab/*', 'docker.io/lab/deep/model@sha256:00'],
    ['model', 'model'],
    ['model', 'docker.io/library/model:7'],
    ['model-*', 'model-two:1'],
    ['model:2.*', 'model:2.13'],
    ['registry.example/lab/*', 'registry.example/lab/model'],
    ['registry.example:5000/*', 'registry.example:5000/model:1'],
    ['*/lab/model', 'docker.io/lab/model:1'],
    ['lab/model@sha256:0*', 'lab/model@sha256:00'],
  ])('of %s allows %s', (pattern, image) =>
    expect(new ImageAllowList(['never/this', pattern]).allows(image)).toBe(true),
  );

  it.each([
    ['lab/*', 'labs/model:1'],
    ['lab/*', 'registry.example/lab/model:1'],
    ['lab/*', 'evil.example/docker.io/lab/model'],
    ['model', 'models'],
    ['model', 'lab/model'],
    ['model:2.*', 'model:3.1'],
    ['model:2.*', 'model'],
    ['model:1', 'model@sha256:00'],
    ['registry.example/lab/*', 'registryXexample/lab/model'],
    ['registry.example/lab/*', 'registry.example.evil/lab/model'],
  ])('of %s does not allow %s, and says so', (pattern, image) => {
    const list = new ImageAllowList([pattern]);
    expect(list.allows(image)).toBe(false);
    expect(list.complaint(image)).toBe(`the image ${image} is not among those allowed here (${pattern})`);
  });

  it('is made of patterns that look like names', () => {
    expect(imagePatternComplaint('registry.example:5000/lab/*:2.*')).toBeUndefined();
    for (const text of ['-v/:/host', 'a b', '(.*)', ''])
      expect(imagePatternComplaint(text)).toMatch(/not a pattern/);
  });
});
