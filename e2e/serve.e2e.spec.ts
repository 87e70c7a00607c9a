/**
 * Real: the whole stack, containers, an image that serves (examples/serving, compiled here). A study of hundreds of
 * competitions ends with the counts that its program says, in few containers, also when its executor is killed in the
 * middle and when the program crashes at some of them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SubmissionDocument } from '#contracts';
import { shellImage, tempDirectory, type TestImage, waitFor, writeImageArchive } from '#testing';
import { StackUnderTest } from './stack-under-test';

const EXAMPLE = resolve(__dirname, '..', 'examples', 'serving');
const GENOME = readFileSync(join(EXAMPLE, 'genome.txt'), 'utf8');
const VERBS = ['knockem_count_sites', 'knockem_apply_knockout', 'knockem_compete_two', 'knockem_serve'];
const USER = 'ada@lab.example';
/** Its run is counted among the submission's. */
const INSPECTION = 1;

function exampleImage(): TestImage {
  const directory = tempDirectory();
  try {
    const file = join(directory.path, 'serving');
    execFileSync('cc', ['-std=c11', '-O2', '-static', '-o', file, join(EXAMPLE, 'serving.c')]);
    const content = readFileSync(file);
    const programs = VERBS.map((verb) => [`usr/bin/${verb}`, { content, mode: 0o755 }] as const);
    const files = { 'tmp/.keep': { content: '' }, ...Object.fromEntries(programs) };
    return { tag: 'lab/serving:1', files, config: { Env: ['PATH=/usr/bin'] } };
  } finally {
    directory.remove();
  }
}

/** Every ninth line is its last. */
const CRASHING = {
  knockem_count_sites: 'awk "END{print NR}"',
  knockem_apply_knockout: 'awk -v out=" $* " \'{ if (index(out, " " (NR-1) " ")) print "x"; else print }\'',
  knockem_compete_two: 'echo \'{"updatesElapsed": 10, "numAlpha": 50, "numBeta": 50}\'',
  knockem_serve: `n=0
while read -r line; do
  n=$((n + 1))
  [ $n -lt 9 ] || exit 3
  id=\${line#*competitionId\\":\\"}
  echo "{\\"competitionId\\":\\"\${id%%\\"*}\\",\\"updatesElapsed\\":10,\\"numAlpha\\":50,\\"numBeta\\":50}"
done`,
};

const hasCompiler = spawnSync('cc', ['--version']).error === undefined;
const suite = hasCompiler ? describe : describe.skip;

suite(`an image that serves${hasCompiler ? '' : ' (no C compiler: cc)'}`, () => {
  let stack: StackUnderTest;
  beforeAll(async () => {
    stack = await StackUnderTest.start(['--slots', '2']);
    const images = join(stack.dataDir, 'images');
    await writeImageArchive(images, exampleImage());
    await writeImageArchive(images, await shellImage('lab/crashing:1', CRASHING));
  }, 120_000);
  afterAll(() => stack?.stop(), 60_000);

  const submit = async (image: string, replicates: number, more: object = {}): Promise<string> => {
    const { status, body } = await stack.post<{ submissionId: string }>('/api/v1/submissions', {
      containerImage: image,
      genomeContent: GENOME,
      assayTypes: ['nulldist'],
      assayParameters: { nulldist: { replicates, alpha: 0.2 } },
      maxCompetitionsActive: 1000,
      userEmail: USER,
      seed: 5,
      ...more,
    });
    expect([status, body]).toEqual([202, expect.anything()]);
    return body.submissionId;
  };
  const submissionOf = async (id: string): Promise<SubmissionDocument> =>
    (await stack.get<{ submission: SubmissionDocument }>(`/api/v1/submissions/${id}`)).submission;
  const ended = (id: string, status: string): Promise<SubmissionDocument> =>
    waitFor(
      async () => {
        const submission = await submissionOf(id);
        return submission.status === status ? submission : undefined;
      },
      { timeoutMs: 120_000, message: `${id} is ${status}` },
    );
  test('ends a study of hundreds, through a kill -9 of its executor', async () => {
    const id = await submit('lab/serving:1', 600);
    await waitFor(async () => ((await submissionOf(id)).counters?.completed ?? 0) > 50, {
      timeoutMs: 60_000,
      message: 'some to be completed',
    });
    await stack.killAndAwaitRestart('executor-1');
    const submission = await ended(id, 'completed');
    expect(submission.counters).toMatchObject({ completed: 600 + INSPECTION, failed: 0, active: 0 });
  }, 180_000);

  test('fails the competitions at which the program crashes, and no others', async () => {
    const id = await submit('lab/crashing:1', 90, { maxCompetitionsFail: 90 });
    const submission = await ended(id, 'completed');
    const { completed, failed } = submission.counters;
    expect(completed + failed).toBe(90 + INSPECTION);
    expect(failed).toBeGreaterThan(2);
    expect(failed).toBeLessThanOrEqual(10);
  }, 120_000);
});
