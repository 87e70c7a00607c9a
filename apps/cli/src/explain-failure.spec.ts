import { KnockemError } from '#domain';
import { EXIT } from './exit-codes';
import { explainFailure } from './explain-failure';

const said = (error: unknown, asJson = false): { code: number; text: string } => {
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = explainFailure(error, asJson);
  const text = stderr.mock.calls.map(([piece]) => String(piece)).join('');
  stderr.mockRestore();
  return { code, text };
};
const refusal = new KnockemError('invalid', 'The body is not valid: seed: must be whole', {
  problems: [
    { field: 'seed', message: 'must be whole' },
    { field: 'pool', message: 'must be a name' },
  ],
  hint: 'mend both',
});

it('says what happened, each further problem once, and what to do', () => {
  expect(said(refusal)).toEqual({
    code: EXIT.refused,
    text: 'error: The body is not valid: seed: must be whole\n  pool: must be a name\n  mend both\n',
  });
});

it('does not repeat the only problem under the name of its field', () => {
  const problems = [{ field: 'genomeContent', message: 'the genome is empty' }];
  const error = new KnockemError('invalid', 'Not stored: the genome is empty.', { problems });
  expect(said(error).text).toBe('error: Not stored: the genome is empty.\n');
});

it('says the same as JSON, with all problems', () => {
  expect(JSON.parse(said(refusal, true).text)).toEqual({
    error: { code: 'invalid', message: refusal.message, ...refusal.details },
  });
});

it('shows control characters, and calls what it does not know a failure', () => {
  expect(said(new Error('\x1b[2J'))).toEqual({ code: EXIT.failure, text: 'error: \\x1b[2J\n' });
});
