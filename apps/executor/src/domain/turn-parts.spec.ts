import type { Grant, Report, RunTemplate } from '#contracts';
import { backOffMs } from './back-off';
import { argvOf, environmentOf } from './run-command';
import { noteOf, readNote, writeNote } from './run-note';
import { selectReports } from './select-reports';

const template: RunTemplate = {
  imageRef: 'a:1',
  entry: ['sh', 'entry'],
  entryWithoutShell: ['/bin/contest'],
  env: { A: 'template', KNOCKEM_SEED: 'never' },
  inputs: [],
  resources: { cpus: 1, memoryMb: 64 },
  network: 'none',
  timeoutSeconds: 5,
  stdoutCapBytes: 1024,
  collect: { kind: 'json', resultFile: '/knockem/work/r', schema: { type: 'object' } },
};
const competition = {
  competitionId: 'c',
  attemptId: 'a',
  token: 4,
  attempt: 2,
  args: ['1'],
  env: {},
  seed: 9,
};
const grant: Grant = {
  runId: 'r',
  submissionId: 's',
  templateId: 't',
  competitions: [competition],
  leaseMs: 1,
  timeoutSeconds: 8,
};

describe('back-off', () => {
  it('doubles up to its bound, spread over the upper half', () => {
    expect([1, 2, 3, 10, 1000].map((failures) => backOffMs(failures, 1))).toEqual([
      200, 400, 800, 5000, 5000,
    ]);
    expect(backOffMs(1, 0)).toBe(100);
  });
});

describe('command of a run', () => {
  it('is the entry with the arguments of the competition', () => {
    expect(argvOf(template, competition, true)).toEqual(['sh', 'entry', '1']);
    expect(argvOf(template, competition, false)).toEqual(['/bin/contest', '1']);
    expect(argvOf({ ...template, entryWithoutShell: undefined }, competition, false)).toEqual([
      'sh',
      'entry',
      '1',
    ]);
  });

  it('lets the competition override the template, and nobody the seed and the ids', () => {
    const env = { A: 'own', KNOCKEM_COMPETITION_ID: 'never' };
    expect(environmentOf(template, { ...competition, env })).toEqual({
      A: 'own',
      KNOCKEM_SEED: '9',
      KNOCKEM_COMPETITION_ID: 'c',
      KNOCKEM_COMPETITION_ATTEMPT_ID: 'a',
    });
  });
});

describe('note beside a container', () => {
  const note = noteOf(grant, competition, template);

  it('comes back as it was written, with the time-out of the grant', () => {
    expect(readNote(writeNote(note), 'a')).toEqual(note);
    expect(note.timeoutSeconds).toBe(8);
  });

  it.each([
    [['x'], undefined],
    [['x', 'keep'], '/kept'],
  ])('has a blob to collect only where the run was asked for it (%p)', (args, blobFile) => {
    const collect = { ...template.collect, blobFile: '/kept', blobArgument: 'keep' };
    const asked = noteOf(grant, { ...competition, args }, { ...template, collect });
    expect(asked.collect.blobFile).toBe(blobFile);
  });

  it('is none when it is broken, of another attempt, or of another kind', () => {
    expect(readNote('{', 'a')).toBeUndefined();
    expect(readNote(writeNote(note), 'b')).toBeUndefined();
    expect(readNote('{"attemptId":"a"}', 'a')).toBeUndefined();
    expect(readNote('null', 'a')).toBeUndefined();
  });
});

describe('reports of one turn', () => {
  const report = (reason: string): Report => ({ reason }) as Report;

  it('are at most a hundred, oldest first', () => {
    const reports = Array.from({ length: 150 }, (_, i) => report(String(i)));
    expect(selectReports(reports)).toEqual(reports.slice(0, 100));
  });

  it('stay below a message, but are never none', () => {
    const large = Array.from({ length: 5 }, () => report('x'.repeat(150_000)));
    expect(selectReports(large)).toHaveLength(2);
    expect(selectReports([report('x'.repeat(600_000))])).toHaveLength(1);
    expect(selectReports([])).toEqual([]);
  });
});
