import { readMessage, schemaProblem } from './messages';
import { LIMITS } from './submission';

const request = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  userEmail: 'me@lab.example',
  containerImage: 'lab/model:1',
  genomeContent: 'a\nb\n',
  assayTypes: ['nulldist'],
  ...changes,
});

const problemsOf = (body: unknown): string[] => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const read = readMessage('api.submission.request.v1', Buffer.from(text));
  return read.ok ? [] : read.problems.map(({ field, message }) => `${field}: ${message}`);
};

describe('a submission request', () => {
  it('may leave out everything that has a default', () => expect(problemsOf(request())).toEqual([]));

  it('that lacks a field hears so once', () => {
    expect(problemsOf({ ...request(), assayTypes: undefined, userEmail: undefined })).toEqual([
      'userEmail: is required',
      'assayTypes: is required',
    ]);
  });

  it.each([
    [{ containerImagge: 'x' }, /containerImagge: unknown field; did you mean "containerImage"/],
    [{ assayTypes: ['screnCritical'] }, /unknown assay type "screnCritical"; did you mean "screenCritical"/],
    [{ assayTypes: [] }, /at least one of nulldist, screenCritical/],
    [{ assayTypes: 'nulldist' }, /assayTypes/],
    [{ assayTypes: ['nulldist', 'nulldist'] }, /must not hold anything twice/],
    [{ maxCompetitionsActive: 0 }, /maxCompetitionsActive must not be less than 1/],
    [{ maxCompetitionsFail: -1 }, /maxCompetitionsFail/],
    [{ competitionTimeoutSeconds: LIMITS.competitionTimeoutSeconds.max + 1 }, /competitionTimeoutSeconds/],
    [{ competitionTimeoutSeconds: 1.5 }, /integer/],
    [{ userEmail: 'me' }, /userEmail must be an e-mail address/],
    [{ containerImage: 'Not An Image!' }, /must be an image name such as/],
    [{ containerImage: 7 }, /must be an image name such as/],
    [{ resources: { cpus: 1, memoryMb: 64, privileged: true } }, /resources.privileged: unknown field/],
    [
      { containerEnv: { LD_LIBRARY_PATH: '/x', LD_AUDIT: '/x' } },
      /reserved names: LD_LIBRARY_PATH, LD_AUDIT/,
    ],
    [
      { containerEnv: { PYTHONPATH: '/x', HOME: '/', TMPDIR: '/' } },
      /reserved names: PYTHONPATH, HOME, TMPDIR/,
    ],
    [{ containerEnv: { 'A=1\nLD_PRELOAD': 'x' } }, /not names of environment variables/],
    [{ containerEnv: { A: 'x\0LD_PRELOAD=y' } }, /not a string: A/],
    [{ containerEnv: { KNOCKEM_SEED: '1', PATH: '/bin' } }, /reserved names: KNOCKEM_SEED, PATH/],
    [{ containerEnv: { LD_PRELOAD: 'x' } }, /reserved names: LD_PRELOAD/],
    [{ containerEnv: { GOOD: 1 } }, /not a string: GOOD/],
    [{ containerEnv: { 'a-b': 'x' } }, /not names of environment variables: a-b/],
    [{ containerEnv: { BIG: 'x'.repeat(70_000) } }, /at most 64000/],
    [{ genomeContent: '' }, /the genome is empty/],
    [{ genomeContent: ' \n\t' }, /the genome is empty/],
    [{ genomeContent: 'a\0b' }, /not text/],
    [{ genomeContent: 5 }, /must be text/],
    [{ assayParameters: { nuldist: {} } }, /did you mean "nulldist"/],
    [{ assayParameters: { nulldist: { replicate: 5 } } }, /did you mean "replicates"/],
    [{ assayParameters: { nulldist: { replicates: 0 } } }, /must be at least 1 \(competitions\)/],
    [
      { assayParameters: { skeletonization: { numSkeletons: 1 } } },
      /must be at least 2 \(skeletons\): .* no interval/,
    ],
    [{ assayParameters: { skeletonization: { numSkeletons: 201 } } }, /must be at most 200/],
    [{ assayParameters: { nulldist: { replicates: 1.5 } } }, /must be a whole number/],
    [{ assayParameters: { nulldist: { toString: 1 } } }, /unknown parameter/],
    [{ assayParameters: [] }, /must be an object of objects/],
    [{ resources: { cpus: 0, memoryMb: 64 } }, /resources.cpus/],
    [{ resources: { cpus: 1, memoryMb: 64, gpus: 1 } }, /resources.gpus: unknown field/],
    [{ siteBase: 2 }, /siteBase/],
    [{ pool: 'No Pool' }, /pool must be a word/],
  ])('%j is refused with a sentence', (changes, sentence) => {
    expect(problemsOf(request(changes)).join('\n')).toMatch(sentence);
  });

  it.each([
    '--privileged',
    '-v/host',
    '--cap-add=ALL/model:1',
    'model:1 --privileged',
    'model;id',
    'oci:/etc',
    'dir:/',
    '/etc',
    '../up',
    'model\n',
  ])('that hides an option or a path in the image name %j is refused', (containerImage) =>
    expect(problemsOf(request({ containerImage })).join()).toMatch(/must be an image name such as/),
  );

  it.each(
    'privileged volumes mounts capAdd network user devices hostConfig entrypoint securityOpt'.split(' '),
  )('that asks for more rights (%s) is refused: there is no such field', (field) =>
    expect(problemsOf(request({ [field]: true })).join()).toMatch(`${field}: unknown field`),
  );

  it.each([
    '',
    'nonsense',
    '[]',
    'null',
    '7',
    '"text"',
    '{"__proto__": {"userEmail": "x"}}',
    '[['.repeat(2000),
  ])('hostile bytes %.20p are refused, never thrown', (text) =>
    expect(problemsOf(text).length).toBeGreaterThan(0),
  );
});

describe('a schema header', () => {
  it('may be left out by a plain publish, and must agree where it stands', () => {
    expect(schemaProblem('submission.create.v1', undefined)).toBeUndefined();
    expect(schemaProblem('submission.create.v1', 'submission.create.v1')).toBeUndefined();
    expect(schemaProblem('submission.create.v1', 'submission.cancel.v1')).toMatch(
      /submission.cancel.v1 is not known here; expected submission.create.v1/,
    );
  });

  it.each(['submission.create.v2', 'submission.create.v999999'])('%s is told as newer', (header) =>
    expect(schemaProblem('submission.create.v1', header)).toMatch(/of a newer knockem.*after the upgrade/),
  );

  it.each(['submission.create.v0', 'submission.create.v', 'v2', 'submission.create.v9999999'])(
    '%s is no version of ours',
    (header) => expect(schemaProblem('submission.create.v1', header)).toMatch(/is not known here/),
  );
});
