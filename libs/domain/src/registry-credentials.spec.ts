import { RegistryCredentials, registryOf } from './registry-credentials';

const auth = (text: string): { auth: string } => ({ auth: Buffer.from(text).toString('base64') });
const parsed = (file: object): RegistryCredentials => RegistryCredentials.parse(JSON.stringify(file));

it.each([
  ['registry.example:5000/lab/model:1', 'registry.example:5000'],
  ['localhost/model', 'localhost'],
  ['lab/model:1', 'docker.io'],
  ['model@sha256:00', 'docker.io'],
  ['index.docker.io/lab/model', 'docker.io'],
])('%s is of registry %s', (imageRef, registry) => {
  expect(registryOf(imageRef)).toBe(registry);
});

it('gives an image the credentials of the longest scope that it is in', () => {
  const credentials = parsed({
    auths: {
      'registry.example': auth('all:a'),
      'registry.example/lab': auth('lab:b'),
      'registry.example/lab/model': auth('model:c:d'),
      'https://index.docker.io/v1/': auth('hub:e'),
    },
  });
  const of = (imageRef: string): unknown => credentials.for(imageRef);
  expect(of('registry.example/other:1')).toMatchObject({ username: 'all', password: 'a' });
  expect(of('registry.example/lab/contest')).toMatchObject({ username: 'lab' });
  expect(of('registry.example/lab/model:2')).toMatchObject({ username: 'model', password: 'c:d' });
  expect(of('registry.example/laboratory/model')).toMatchObject({ username: 'all' });
  expect(of('lab/model')).toMatchObject({ username: 'hub' });
  expect(of('registry.example:5000/lab/model')).toBeUndefined();
  expect(of('registry.example.evil/lab/model')).toBeUndefined();
});

it('reads tokens and helpers, and passes over what a credsStore holds', () => {
  const credentials = parsed({
    auths: { 'a.example': { identitytoken: 'long-lived' }, 'b.example': {} },
    credHelpers: { 'c.example': 'ecr-login' },
    credsStore: 'desktop',
  });
  expect(credentials.for('a.example/x')).toEqual({ kind: 'token', identityToken: 'long-lived' });
  expect(credentials.for('b.example/x')).toBeUndefined();
  expect(credentials.for('c.example/x')).toEqual({ kind: 'helper', helper: 'ecr-login' });
  expect(parsed({}).isEmpty).toBe(true);
});

it('knows every form in which its secrets could be told', () => {
  const { auth: sent } = auth('ada:open sesame');
  expect(parsed({ auths: { 'a.example': { auth: sent } } }).secrets()).toEqual([sent, 'open sesame', 'ada']);
});

it.each([
  ['s3cret', 'is not JSON'],
  ['["s3cret"]', 'is no JSON object'],
  ['{"auths": "s3cret"}', 'has auths that are no object'],
  ['{"auths": {"a.example": "s3cret"}}', 'has an entry in auths that is no object'],
  ['{"auths": {"a.example": {"auth": "s3cret"}}}', 'has an entry whose auth is not user:password in base64'],
  ['{"auths": {"a.example": {"auth": 7}}}', 'has an entry whose auth is not user:password in base64'],
  ['{"credHelpers": {"a.example": "../s3cret"}}', 'has a credential helper that is no word'],
])('complains of %s without quoting it', (text, complaint) => {
  expect(() => RegistryCredentials.parse(text)).toThrow(new Error(complaint));
});
