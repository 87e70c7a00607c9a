import { KnockemError } from '#domain';
import { assayParametersOf, withFlags } from './submission-options';

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

describe('flags over a file', () => {
  const none = { param: [], env: [] };

  it('win field by field, and leave the rest', () => {
    const study = { seed: 1, pool: 'lab', containerImage: 'a' };
    expect(withFlags(study, { ...none, seed: 2, image: 'b' })).toEqual({
      seed: 2,
      pool: 'lab',
      containerImage: 'b',
    });
  });

  it('win by name within environment, parameters and resources', () => {
    const study = {
      containerEnv: { A: '1', B: '1' },
      assayParameters: { nulldist: { replicates: 50, alpha: 0.05 } },
      resources: { cpus: 2, memoryMb: 512 },
    };
    const flags = {
      param: ['nulldist.replicates=80', 'screenCritical.replicates=2'],
      env: ['B=2'],
      memory: 64,
    };
    expect(withFlags(study, flags)).toEqual({
      containerEnv: { A: '1', B: '2' },
      assayParameters: { nulldist: { replicates: 80, alpha: 0.05 }, screenCritical: { replicates: 2 } },
      resources: { cpus: 2, memoryMb: 64 },
    });
  });

  it('leave a file alone where none is given', () => {
    const study = { resources: { cpus: 2, memoryMb: 512 }, keepLogs: true };
    expect(withFlags(study, none)).toEqual(study);
  });
});
