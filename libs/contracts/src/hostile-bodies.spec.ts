import { readMessage } from './messages';

/** A body of two megabytes is taken by the gateway; none may cost it seconds, or an answer of its own size. */
const MANY = 150_000;
const keys = (count: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`key${n}`, 1]));
const long = 'k'.repeat(2_000_000);

it.each<[string, object]>([
  ['unknown fields', keys(MANY)],
  ['one field with an endless name', { [long]: 1 }],
  ['assay types that are none', { assayTypes: Array.from({ length: MANY }, (_, n) => `nuldist${n}`) }],
  ['assay types over and over', { assayTypes: Array.from({ length: MANY }, () => 'nulldist') }],
  ['an assay type with an endless name', { assayTypes: [long] }],
  ['parameters of unknown types', { assayParameters: keys(MANY) }],
  ['unknown parameters', { assayParameters: { nulldist: keys(MANY) } }],
  ['a parameter with an endless name', { assayParameters: { nulldist: { [long]: 1 } } }],
  ['an environment of its own', { containerEnv: keys(MANY) }],
  ['an image name without end', { containerImage: long }],
  ['a user without end', { userEmail: `${long}@example.org` }],
])('refuses %s at little cost, in few words', (_what, body) => {
  const bytes = Buffer.from(JSON.stringify(body));
  const before = process.cpuUsage();
  const read = readMessage('api.submission.request.v1', bytes);
  const { user } = process.cpuUsage(before);
  expect(read.ok).toBe(false);
  expect(JSON.stringify(read).length).toBeLessThan(10_000);
  // Microseconds. A second on a machine that is busy with other work; what is quadratic takes a minute.
  expect(user).toBeLessThan(5_000_000);
});
