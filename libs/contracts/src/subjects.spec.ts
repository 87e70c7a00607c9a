import { parseJournalSubject, Subjects } from './subjects';
import { streamSpecs } from './streams';

const SUBMISSION = '3b241101-e2bb-4255-8caf-4136c566a962';
const ASSAY = '6fa459ea-ee8a-3ca4-894e-db77e160355e';

describe('subjects', () => {
  const subjects = new Subjects('production');

  it('of the journal are parsed back to what they name', () => {
    const parse = (subject: string): unknown => parseJournalSubject('knockem', subject);
    expect(parse(subjects.submissionCommand('cancel', SUBMISSION))).toEqual({
      kind: 'submission',
      verb: 'cancel',
      submissionId: SUBMISSION,
    });
    expect(parse(subjects.genomeCommand('delete', ASSAY))).toEqual({
      kind: 'genome',
      verb: 'delete',
      genomeId: ASSAY,
    });
    expect(parse(subjects.planRequest(SUBMISSION))).toEqual({
      kind: 'planRequest',
      submissionId: SUBMISSION,
    });
    expect(parse(subjects.plan(SUBMISSION, ASSAY))).toEqual({
      kind: 'plan',
      submissionId: SUBMISSION,
      assayId: ASSAY,
    });
  });

  it.each([
    'knockem.command.submission.explode.x',
    'knockem.command.submission.create',
    'knockem.command.submission.create.a.b',
    'knockem.plan.x',
    'knockem.plan.x.y.z',
    'other.command.submission.create.x',
    'knockem',
    '',
  ])('%p is none of ours', (subject) => expect(parseJournalSubject('knockem', subject)).toBeUndefined());

  it('of a testing stack share nothing with production: neither subjects nor streams', () => {
    const testing = new Subjects('testing');
    expect(testing.submissionCommand('create', SUBMISSION).startsWith('knockem.')).toBe(false);
    const names = (mode: 'production' | 'testing'): string[] =>
      Object.values(streamSpecs(mode)).map((spec) => spec.name);
    expect(names('production').filter((name) => names('testing').includes(name))).toEqual([]);
  });
});
