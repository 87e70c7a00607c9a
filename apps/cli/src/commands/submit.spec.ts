import type { SubmissionDocument } from '#contracts';
import { studyOfSubmission } from './clone';
import { completeStudy } from './submit';

const study = {
  userEmail: 'ada@example.org',
  containerImage: 'lab/model:1',
  assayTypes: ['nulldist' as const],
};

it('fills in who and what, and takes the genome of the command line in place of another', () => {
  const { userEmail: _, assayTypes: __, ...rest } = study;
  expect(completeStudy({ ...rest, genomeContent: 'x' }, 'genome.txt', 'bob@example.org')).toEqual({
    ...rest,
    userEmail: 'bob@example.org',
    assayTypes: ['screenCritical'],
  });
});

it.each([
  [{ userEmail: undefined }, 'whose submission is it?'],
  [{ containerImage: undefined }, 'which image'],
  [{ seed: -1 }, 'seed: '],
  [{ assayTypes: ['nuldist'] as never }, 'did you mean "nulldist"?'],
  [{ assayParameters: { nulldist: { replicate: 3 } } }, 'did you mean "replicates"?'],
])('refuses %j before anything is asked', (more, words) => {
  expect(() => completeStudy({ ...study, ...more }, 'genome.txt')).toThrow(words);
});

it('asks for a genome', () => {
  expect(() => completeStudy(study, undefined)).toThrow('which genome?');
});

it('makes a request of a submission that was, seed and all', () => {
  const document = {
    ...study,
    id: 'x',
    status: 'failed',
    genomeIdAlpha: '1b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10',
    containerEnv: {},
    assayParameters: {},
    competitionTimeoutSeconds: 600,
    maxCompetitionsActive: 4,
    maxCompetitionsFail: 0,
    maxCompetitionAttempts: 5,
    priority: 'high',
    resources: { cpus: 1, memoryMb: 256 },
    siteBase: 1,
    seed: 7,
  } as unknown as SubmissionDocument;
  const { id: _, status: __, ...asked } = document as unknown as Record<string, unknown>;
  expect(completeStudy(studyOfSubmission(document), undefined)).toEqual(asked);
});
