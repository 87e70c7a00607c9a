import { ASSAY_TYPES } from '#domain';
import { buildProgram } from '../program';
import { withoutSplits } from './complete';
import { offerFor, type Offer } from './offer';

/** As they are typed; the last one may be empty. */
const offered = async (...words: string[]): Promise<Offer> => offerFor(await buildProgram(words), words);
const values = async (...words: string[]): Promise<string[]> =>
  (await offered(...words)).candidates.map(({ value }) => value);

it('offers commands, with what they do', async () => {
  expect(await values('su')).toEqual(['submit']);
  expect(await values('re')).toEqual(
    expect.arrayContaining(['restore', 'release', 'retry', 'results', 'report']),
  );
  const { candidates } = await offered('dow');
  expect(candidates.map(({ value }) => value)).toEqual(['down', 'download']);
  expect(candidates.every(({ description }) => description !== '')).toBe(true);
});

it('offers subcommands, also after flags of all commands', async () => {
  expect(await values('dead', '')).toEqual(expect.arrayContaining(['list', 'show', 'replay', 'discard']));
  expect(await values('--url', 'http://x', '--json', 'limits', 's')).toEqual(['show', 'set']);
  expect(await values('limits', 'set', '--m')).toEqual(['--max-active', '--max-fail']);
});

it('offers flags of the command and of all commands, each once', async () => {
  const flags = await values('submit', '--');
  expect(flags).toEqual(expect.arrayContaining(['--image', '--assay', '--json', '--help']));
  expect(flags).not.toContain('--version');
  expect(await values('submit', '--watch', '--dry-run', '--wa')).toEqual([]);
  expect(await values('submit', '--param', 'a.b=1', '--par')).toEqual(['--param']);
});

it('offers the values of a choice, in both spellings', async () => {
  expect(await values('download', '--format', '')).toEqual(['csv', 'parquet', 'jsonl']);
  expect(await values('download', '--format=p')).toEqual(['--format=parquet']);
  expect(await values('list', '--status', 'co')).toEqual(['completed']);
  expect(await values('submit', '--assay', 'screenCritical', 'null')).toEqual(['nulldist']);
  expect(await values('submit', '--assay', '')).toEqual([...ASSAY_TYPES]);
  expect(await values('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  expect(await values('logs', 'sch')).toEqual(['scheduler']);
});

it('knows where a submission, a file, a directory or something of one’s own belongs', async () => {
  expect(await offered('show', '')).toMatchObject({ submissions: true, files: '' });
  expect(await offered('delete', 'one', '')).toMatchObject({ submissions: true });
  expect(await offered('limits', 'set', '')).toMatchObject({ submissions: true });
  expect(await offered('show', 'one', '')).toMatchObject({ submissions: false, files: '' });
  expect(await offered('submit', '')).toMatchObject({ submissions: false, files: 'files' });
  expect(await offered('submit', '-f', '')).toMatchObject({ files: 'files' });
  expect(await offered('backup', '')).toMatchObject({ files: 'directories' });
  expect(await offered('submit', '--seed', '')).toEqual({ candidates: [], submissions: false, files: '' });
  expect(await offered('show', '--', '--fl')).toMatchObject({ candidates: [] });
  expect(await offered('nonsense', '--unknown', 'x')).toMatchObject({ submissions: false });
});

it('puts together what bash parts at =', () => {
  expect(withoutSplits(['download', '--format', '=', 'p'])).toEqual(['download', '--format', 'p']);
  expect(withoutSplits(['download', '--format', '='])).toEqual(['download', '--format', '']);
  expect(withoutSplits(['submit', '--param', 'a.b', '=', '1', '--'])).toEqual([
    'submit',
    '--param',
    'a.b',
    '1',
    '--',
  ]);
});
