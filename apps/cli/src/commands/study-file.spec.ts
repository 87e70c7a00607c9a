import { getMetadataStorage } from 'class-validator';
import { SubmissionRequest } from '#contracts';
import type { KnockemError } from '#domain';
import { STUDY_KEYS, studyOf } from './study-file';

const problemsOf = (text: string): unknown => {
  try {
    return studyOf(text, '/lab/study.yaml');
  } catch (error) {
    return (error as KnockemError).details.problems;
  }
};

it('knows every field of a request but its id and its key', () => {
  const fields = getMetadataStorage().getTargetValidationMetadatas(SubmissionRequest, '', false, false);
  const names = new Set(fields.map(({ propertyName }) => propertyName));
  names.delete('submissionId');
  names.delete('idempotencyKey');
  expect([...names].sort()).toEqual([...STUDY_KEYS].sort());
});

it('reads YAML and JSON alike, and finds the genome beside the file', () => {
  const yaml = 'containerImage: lab/model:1\nassayTypes: [nulldist]\ngenome: genomes/a.txt\n';
  const json = '{"containerImage": "lab/model:1", "assayTypes": ["nulldist"], "genome": "genomes/a.txt"}';
  const study = { containerImage: 'lab/model:1', assayTypes: ['nulldist'] };
  for (const text of [yaml, json])
    expect(studyOf(text, '/lab/study.yaml')).toEqual({ study, genome: '/lab/genomes/a.txt' });
});

it('takes the id of a genome, and a place that is absolute, as they are', () => {
  const id = '1b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10';
  expect(studyOf(`genome: ${id}`, 'study.yaml').genome).toBe(id);
  expect(studyOf('genome: /data/a.txt', 'study.yaml').genome).toBe('/data/a.txt');
});

it.each([
  ['containerImagee: x', 'containerImagee', 'did you mean "containerImage"?'],
  ['resources: {cpu: 1}', 'resources.cpu', 'did you mean "cpus"?'],
  ['zzz: 1', 'zzz', 'known: genome, '],
  ['genome: 3', 'genome', 'must be the name of a file'],
  ['genome: a\ngenomeContent: b', 'genome', 'exclude one another'],
])('refuses %j with the key and the nearest one', (text, field, message) => {
  expect(problemsOf(text)).toEqual([{ field, message: expect.stringContaining(message) }]);
});

it.each(['a: [1', '- a\n- b', 'just words', ''])('refuses %j in words', (text) => {
  expect(() => studyOf(text, 'study.yaml')).toThrow(
    /^study study.yaml (is neither YAML nor JSON|holds no keys)/,
  );
});

it('does not unfold what would fill the memory', () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [name, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'])
    lines.push(`${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]`);
  expect(() => studyOf(lines.join('\n'), 'study.yaml')).toThrow();
});
