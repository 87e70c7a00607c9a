import type { ReadSubmission } from './read-submission';
import { CancelSubmission } from './cancel-submission';

const command = { submissionId: '1b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10', by: 'ada@example.org' };

function cancelWhen(status: string) {
  const calls: string[] = [];
  const reader = { read: async () => ({ submission: { status } }) } as unknown as ReadSubmission;
  const cancel = new CancelSubmission(
    reader,
    { cancelSubmission: async () => (calls.push('journalled'), 7) },
    { awaitStopping: async () => void calls.push('awaited') },
  );
  return { answer: cancel.cancel(command), calls };
}

test('answers once it is journalled and the scheduler has had its moment', async () => {
  const { answer, calls } = cancelWhen('active');
  expect(await answer).toEqual({ submissionId: command.submissionId, streamSequence: 7, repeated: false });
  expect(calls).toEqual(['journalled', 'awaited']);
});

test('a repetition is told as such; what has ended is refused, and nothing is journalled', async () => {
  expect(await cancelWhen('stopping').answer).toMatchObject({ repeated: true });
  const { answer, calls } = cancelWhen('completed');
  await expect(answer).rejects.toMatchObject({ code: 'conflict' });
  expect(calls).toEqual([]);
});
