import { schemaProblem } from './messages';

describe('the version of a message', () => {
  it.each([undefined, '', 'submission.create.v1'])('is ours: %p', (header) => {
    expect(schemaProblem('submission.create.v1', header)).toBeUndefined();
  });

  it.each(['submission.create.v2', 'submission.create.v12'])(
    'of a newer knockem is told as such: %s',
    (header) => {
      expect(schemaProblem('submission.create.v1', header)).toBe(
        `schema ${header} is of a newer knockem, and this one reads submission.create.v1: replay it after the upgrade`,
      );
    },
  );

  it.each(['submission.cancel.v2', 'submission.create', 'submission.create.v0', 'x'.repeat(5000)])(
    'of something else is not known: %.40s',
    (header) => {
      expect(schemaProblem('submission.create.v1', header)).toMatch(
        /^schema .{1,80} is not known here; expected submission\.create\.v1$/,
      );
    },
  );
});
