import { KnockemError } from '#domain';
import { assayParametersOf } from './submit';

describe('assay parameters on the command line', () => {
  it('are grouped by assay', () => {
    expect(
      assayParametersOf(['nulldist.replicates=200', 'nulldist.alpha=0.05', 'screenCritical.replicates=3']),
    ).toEqual({
      nulldist: { replicates: 200, alpha: 0.05 },
      screenCritical: { replicates: 3 },
    });
  });

  it.each(['nulldist', 'nulldist=3', 'nulldist.replicates=', 'nulldist.replicates=many', 'a.b.c=1', '=1'])(
    'refuse %s with what was expected',
    (pair) => {
      expect(() => assayParametersOf([pair])).toThrow(KnockemError);
      expect(() => assayParametersOf([pair])).toThrow(/expected/);
    },
  );
});
