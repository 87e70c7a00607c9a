import type { RecordedRun, RunTemplate } from '#contracts';
import { ReadRun } from './read-run';
import type { ReadSubmission } from './read-submission';

const DIGEST = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const NAMED = { submissionId: 's', assayId: 'a', ordinal: 3 };

function readRun(contents: Record<string, string> = {}): { read: ReadRun; asked: object[] } {
  const asked: object[] = [];
  const template = { inputs: [{ path: '/knockem/in/genome', digest: DIGEST, mode: 0o444 }] } as RunTemplate;
  const submissions = { read: async () => ({ assays: [{ id: 'a' }] }) } as unknown as ReadSubmission;
  const run = async (which: object): Promise<RecordedRun> => {
    asked.push(which);
    return { template } as RecordedRun;
  };
  const get = async (digest: string): Promise<Buffer | undefined> =>
    digest in contents ? Buffer.from(contents[digest]) : undefined;
  return { read: new ReadRun(submissions, { run }, { get }), asked };
}

it('asks for the run of an assay of that very submission', async () => {
  const { read, asked } = readRun();
  await read.read(NAMED, 2);
  await read.read(NAMED);
  expect(asked).toEqual([
    { assayId: 'a', ordinal: 3, attempt: 2 },
    { assayId: 'a', ordinal: 3 },
  ]);
  await expect(read.read({ ...NAMED, assayId: 'of another submission' })).rejects.toThrow('has no assay');
});

it("opens the run's own files, and no other content of the store", async () => {
  const { read } = readRun({ [DIGEST]: 'a genome', [OTHER]: "somebody else's" });
  expect((await read.input(NAMED, DIGEST)).toString()).toBe('a genome');
  await expect(read.input(NAMED, OTHER)).rejects.toThrow('No run of this competition reads a file');
});

it('says of a genome that has gone what has become of it', async () => {
  const { read } = readRun();
  await expect(read.input(NAMED, DIGEST)).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('/knockem/in/genome') as string,
    details: { hint: expect.stringContaining('deleted') as string },
  });
});
