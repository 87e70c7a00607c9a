/**
 * Real: the whole stack, containers, the replay of competitions by the executor's program. A competition that is run again
 * says what was recorded; one whose image is not deterministic, or is another by now, is told so.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubmissionDocument } from '#contracts';
import { shellImage, tempDirectory, waitFor, writeImageArchive } from '#testing';
import { type CommandEnd, StackUnderTest } from './stack-under-test';

const USER = 'ada@lab.example';
const GENOME = 'a\nb\nc\nd\n';

const PROGRAMS = {
  knockem_count_sites: 'awk "END{print NR}"',
  knockem_apply_knockout: 'awk -v out=" $* " \'{ if (index(out, " " (NR-1) " ")) print "x"; else print }\'',
};
/** What it says follows from its seed, and it says it aloud. */
const STEADY =
  'echo "seed $KNOCKEM_SEED"; echo "{\\"updatesElapsed\\": 10, \\"numAlpha\\": $KNOCKEM_SEED, \\"numBeta\\": 5}"';
const CHANCE =
  'read -r id < /proc/sys/kernel/random/uuid; n=$((0x${id%%-*} % 1000000)); ' +
  'echo "{\\"updatesElapsed\\": $n, \\"numAlpha\\": 5, \\"numBeta\\": 5}"';
const FAILING = 'echo "no food left" >&2; exit 3';
const SERVE = `while read -r line; do
  id=\${line#*competitionId\\":\\"}
  echo "{\\"competitionId\\":\\"\${id%%\\"*}\\",\\"updatesElapsed\\":10,\\"numAlpha\\":50,\\"numBeta\\":50}"
done`;

let stack: StackUnderTest;
beforeAll(async () => {
  stack = await StackUnderTest.start(['--slots', '2']);
  await Promise.all([
    give('lab/steady:1', { knockem_compete_two: STEADY }),
    give('lab/changed:1', { knockem_compete_two: STEADY }),
    give('lab/chance:1', { knockem_compete_two: CHANCE }),
    give('lab/failing:1', { knockem_compete_two: FAILING }),
    give('lab/serving:1', { knockem_compete_two: STEADY, knockem_serve: SERVE }),
  ]);
}, 120_000);
afterAll(() => stack?.stop(), 60_000);

async function give(tag: string, programs: Record<string, string>): Promise<void> {
  await writeImageArchive(join(stack.dataDir, 'images'), await shellImage(tag, { ...PROGRAMS, ...programs }));
}

/** The id of a study that has come to its end. */
async function studied(containerImage: string): Promise<string> {
  const { body } = await stack.post<{ submissionId: string }>('/api/v1/submissions', {
    containerImage,
    genomeContent: GENOME,
    assayTypes: ['nulldist'],
    assayParameters: { nulldist: { replicates: 10, alpha: 0.2 } },
    userEmail: USER,
  });
  const path = `/api/v1/submissions/${body.submissionId}`;
  await waitFor(
    async () => {
      const { submission } = await stack.get<{ submission: SubmissionDocument }>(path);
      return submission.status === 'completed' || submission.status === 'failed';
    },
    { timeoutMs: 120_000, message: `the study of ${containerImage} to end` },
  );
  return body.submissionId;
}

const replay = (name: string, ...flags: string[]): Promise<CommandEnd> => stack.run('replay', name, ...flags);
const leftBehind = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('knockem-replay-'));

test('says the same again, with the same words, files and seed', async () => {
  const before = leftBehind();
  const id = await studied('lab/steady:1');
  using out = tempDirectory();
  const end = await replay(`${id}/nulldist/1`, '--out', out.path);
  expect([end.code, end.stderr]).toEqual([0, expect.stringContaining('running lab/steady:1 again')]);
  expect(end.stdout).toContain('same result');
  const [, seed] = /\| seed (\d+)/.exec(end.stdout) ?? [];
  expect(JSON.parse(readFileSync(join(out.path, 'result.json'), 'utf8'))).toMatchObject({
    numAlpha: Number(seed),
  });
  expect(leftBehind()).toEqual(before);
}, 180_000);

test('says of a failure that it fails as it failed, with the same output', async () => {
  const id = await studied('lab/failing:1');
  const end = await replay(`${id}/nulldist/0`, '--json');
  const told = JSON.parse(end.stdout) as {
    output: string;
    here: { report: object };
    comparison: { verdict: string; output: string };
  };
  expect([end.code, told.comparison]).toMatchObject([0, { verdict: 'same', output: 'same' }]);
  expect(told.output).toContain('no food left\n');
  expect(told.here.report).toMatchObject({
    exitCode: 1,
    reason: expect.stringContaining('code 3') as string,
  });
}, 180_000);

test('tells chance from change', async () => {
  const id = await studied('lab/chance:1');
  const end = await replay(`${id}/nulldist/2`);
  expect(end.code).toBe(8);
  expect(end.stdout).toContain('differs in updatesElapsed');
  expect(end.stdout).toContain('the image is not deterministic');
}, 180_000);

test('runs no other image under the name of the one that was recorded', async () => {
  const id = await studied('lab/changed:1');
  await give('lab/changed:1', { knockem_compete_two: FAILING });
  const end = await replay(`${id}/nulldist/0`);
  expect([end.code, end.stdout]).toEqual([1, '']);
  expect(end.stderr).toContain('the image lab/changed:1 is another one here');
  expect(end.stderr).toContain('--images');
}, 180_000);

test('asks an image that serves as it was asked', async () => {
  const id = await studied('lab/serving:1');
  const end = await replay(`${id}/nulldist/3`);
  expect([end.code, end.stdout]).toEqual([0, expect.stringContaining('in a container that serves')]);
  expect(end.stdout).toContain('same result');
}, 180_000);

test('leaves what the container was given where it is to be kept, and refuses what has not run', async () => {
  const id = await studied('lab/steady:1');
  const kept = await replay(`${id}/nulldist/0`, '--keep');
  const [, directory = ''] = /kept: (.*)/.exec(kept.stderr) ?? [];
  try {
    expect(readdirSync(directory)).toEqual(
      expect.arrayContaining(['inputs', 'order.json', 'out', 'runtime']),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  const never = await replay(`${id}/nulldist/77`);
  expect([never.code, never.stderr]).toEqual([4, expect.stringContaining('ordinal 77 is not among them')]);
  const twoWords = await replay(id);
  expect([twoWords.code, twoWords.stderr]).toEqual([2, expect.stringContaining(`${id}/nulldist/0`)]);
}, 180_000);
