import { flagsGiven } from './flag-of-field';
import { type SubmissionFlags, withFlags } from './submission-options';
import { submitCommand } from './submit';

const command = submitCommand().action(() => undefined);
command.parse(
  ['genome.txt', '--image', 'Lab Slow', '--max-active', '0', '--cpus', '1', '--param', 'nulldist.reps=1'],
  { from: 'user' },
);

it('names a field by its flag where it came from one', () => {
  const names = flagsGiven(command);
  const fields = ['containerImage', 'maxCompetitionsActive', 'resources.cpus', 'assayParameters.nulldist'];
  expect(fields.map(names)).toEqual(['--image', '--max-active', '--cpus', '--param']);
  // Of a file or of the environment, or of a default.
  expect(['userEmail', 'seed', 'genomeIdAlpha'].map(names)).toEqual(['userEmail', 'seed', 'genomeIdAlpha']);
  expect(flagsGiven(undefined)('seed')).toBe('seed');
});

it('knows a field of the request by every flag of a submission that gives one', () => {
  const words = [
    'g',
    '--image',
    'a',
    '--user',
    'a',
    '--assay',
    'a',
    '--timeout',
    '1',
    '--pool',
    'a',
    '--seed',
    '1',
  ];
  const more = ['--max-fail', '1', '--attempts', '1', '--priority', 'low', '--site-base', '0', '--keep-logs'];
  const full = submitCommand().action(() => undefined);
  full.parse([...words, ...more, '--reuse', '--env', 'A=1', '--memory', '16'], { from: 'user' });
  const fields = Object.keys(withFlags({}, full.opts<SubmissionFlags>()));
  expect(fields.length).toBeGreaterThan(12);
  const unnamed = fields.filter(
    (field) => field !== 'resources' && !flagsGiven(full)(field).startsWith('--'),
  );
  expect(unnamed).toEqual([]);
});
