import { FindOwner } from './find-owner';
import type { FindGenome } from './find-genome';
import type { SubmissionState } from './read-submission';

it('remembers an owner for himself alone: others wait as long as for what does not exist', async () => {
  let reads = 0;
  const read = async (): Promise<SubmissionState> => {
    reads++;
    return { submission: { userEmail: 'ada@example.org' } } as SubmissionState;
  };
  const owners = new FindOwner({ read }, {} as FindGenome);
  const readsOf = async (asking: string): Promise<number> => {
    const before = reads;
    expect(await owners.ofSubmission('id', asking)).toBe('ada@example.org');
    return reads - before;
  };
  expect(await readsOf('eve@example.org')).toBe(1);
  expect(await readsOf('ada@example.org')).toBe(1);
  expect(await readsOf('ada@example.org')).toBe(0);
  expect(await readsOf('eve@example.org')).toBe(1);
});
