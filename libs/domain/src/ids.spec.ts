import { assayIdOf, attemptIdOf, competitionIdOf, isUuid, knockoutGenomeIdOf, submissionIdOf } from './ids';

const BASE = '3b241101-e2bb-4255-8caf-4136c566a962';

describe('ids', () => {
  it('are the same for the same parent and name, and differ otherwise', () => {
    expect(submissionIdOf('a@b.c', 'key')).toBe(submissionIdOf('a@b.c', 'key'));
    expect(submissionIdOf('a@b.c', 'key')).not.toBe(submissionIdOf('a@b.c', 'other'));
    expect(submissionIdOf('a@b.c', 'key')).not.toBe(submissionIdOf('x@b.c', 'key'));
    expect(assayIdOf(BASE, 'nulldist')).not.toBe(assayIdOf(BASE, 'screenCritical'));
    expect(competitionIdOf(BASE, 1)).not.toBe(competitionIdOf(BASE, 11));
  });

  it('give an attempt another id in another epoch, because a restored database counts again', () => {
    expect(attemptIdOf(BASE, 1, 3)).not.toBe(attemptIdOf(BASE, 2, 3));
  });

  it('name a knocked-out genome by its sites, whatever their order; none out is the base itself', () => {
    expect(knockoutGenomeIdOf(BASE, [])).toBe(BASE);
    expect(knockoutGenomeIdOf(BASE, [10, 9])).toBe(knockoutGenomeIdOf(BASE, [9, 10]));
    expect(knockoutGenomeIdOf(BASE, [1, 11])).not.toBe(knockoutGenomeIdOf(BASE, [11, 11]));
    expect(isUuid(knockoutGenomeIdOf(BASE, [3]))).toBe(true);
  });
});
