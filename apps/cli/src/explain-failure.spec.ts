import { KnockemError } from '#domain';
import { EXIT } from './exit-codes';
import { explainFailure } from './explain-failure';

const said = (
  error: unknown,
  asJson = false,
  nameOf?: (field: string) => string,
): { code: number; text: string } => {
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = explainFailure(error, asJson, nameOf);
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

it('names a field once, by the name that somebody gave it by', () => {
  const told = 'maxCompetitionsActive must not be less than 1';
  const problems = [
    { field: 'maxCompetitionsActive', message: told },
    { field: 'pool', message: 'pool must be a word' },
  ];
  const error = new KnockemError('invalid', `the study is not valid: ${problems[0].field}: ${told}`, {
    problems,
  });
  const flag = (field: string): string => (field === 'pool' ? field : '--max-active');
  expect(said(error, false, flag).text).toBe(
    'error: the study is not valid: --max-active must not be less than 1\n  pool must be a word\n',
  );
});

it('says the same as JSON, with all problems', () => {
  expect(JSON.parse(said(refusal, true).text)).toEqual({
    error: { code: 'invalid', message: refusal.message, ...refusal.details },
  });
});

it('shows control characters, and calls what it does not know a failure', () => {
  expect(said(new Error('\x1b[2J'))).toEqual({ code: EXIT.failure, text: 'error: \\x1b[2J\n' });
});
