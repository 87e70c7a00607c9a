import { readMessage } from './messages';

it.each([
  ['api.submission.forecast.v1', 'submission'],
  ['turn.request.v1', 'capacity'],
  ['plan.request.v1', 'submission'],
] as const)('%s needs its %s, and takes no array in its place', (schema, field) => {
  for (const value of [undefined, null, []]) {
    const read = readMessage(schema, Buffer.from(JSON.stringify({ [field]: value })));
    expect(read.ok ? [] : read.problems.map((problem) => problem.field)).toContain(field);
  }
});
