/**
 * Real: the whole stack, containers of images that misbehave in every way one can think of. Each ends in a failed
 * submission or competition with a reason a person understands.
 */
import { join } from 'node:path';
import type { CompetitionDocument, SubmissionDocument } from '#contracts';
import { shellImage, waitFor, writeImageArchive } from '#testing';
import { StackUnderTest } from './stack-under-test';

const GOOD = {
  knockem_count_sites: 'awk "END{print NR}"',
  knockem_apply_knockout: 'awk -v out=" $* " \'{ if (index(out, " " (NR-1) " ")) print "x"; else print }\'',
  knockem_compete_two: 'echo \'{"updatesElapsed": 10, "numAlpha": 50, "numBeta": 50}\'',
};
const report = (line: string): string => `echo '${line}'`;

/** What each image does wrong, and the sentence that must reach the person. */
const CASES: readonly { name: string; scripts: Record<string, string>; reason: RegExp }[] = [
  { name: 'no-verbs', scripts: {}, reason: /knockem_count_sites/ },
  {
    name: 'garbage-count',
    scripts: { ...GOOD, knockem_count_sites: 'echo lots' },
    reason: /count_sites.*lots|lots.*count_sites/s,
  },
  {
    name: 'count-differs',
    scripts: {
      ...GOOD,
      knockem_count_sites: 'awk "END{print NR}" >/dev/null; head -c 2 /dev/urandom | od -An -tu2 | tr -d " "',
    },
    reason: /knockem_count_sites/,
  },
  { name: 'exits-3', scripts: { ...GOOD, knockem_compete_two: 'exit 3' }, reason: /exited with code 3/ },
  { name: 'hangs', scripts: { ...GOOD, knockem_compete_two: 'sleep 600' }, reason: /3 s/ },
  {
    name: 'eats-memory',
    scripts: { ...GOOD, knockem_compete_two: 'awk \'BEGIN { s = "x"; while (1) s = s s }\'' },
    reason: /memory/i,
  },
  { name: 'says-nothing', scripts: { ...GOOD, knockem_compete_two: 'true' }, reason: /reported nothing/ },
  {
    name: 'negative-counts',
    scripts: {
      ...GOOD,
      knockem_compete_two: report('{"updatesElapsed": 10, "numAlpha": -5, "numBeta": 50}'),
    },
    reason: /-5|negative|numAlpha/,
  },
  {
    name: 'no-knockout',
    scripts: { ...GOOD, knockem_apply_knockout: 'cat' },
    reason: /knockem_apply_knockout/,
  },
];

interface Shown {
  readonly submission: SubmissionDocument;
}

describe('images that misbehave', () => {
  let stack: StackUnderTest;

  beforeAll(async () => {
    stack = await StackUnderTest.start(['--runtime', 'crun']);
    const images = join(stack.dataDir, 'images');
    for (const { name, scripts } of CASES)
      await writeImageArchive(images, await shellImage(`bad/${name}:1`, scripts));
    await writeImageArchive(
      images,
      await shellImage('good/floods:1', {
        ...GOOD,
        knockem_compete_two: `yes flooding | head -c 18000000; ${GOOD.knockem_compete_two}`,
      }),
    );
    await writeImageArchive(
      images,
      await shellImage('good/reports-twice:1', {
        ...GOOD,
        knockem_compete_two:
          'python3 -m knockem.cli report-competition 10 50 50; python3 -m knockem.cli report-competition 10 1 99',
      }),
    );
  }, 120_000);

  afterAll(async () => stack?.stop(), 120_000);

  const submit = async (image: string, changes: Record<string, unknown> = {}): Promise<string> => {
    const { status, body } = await stack.post<{ submissionId: string }>('/api/v1/submissions', {
      userEmail: 'tester@knockem.example',
      containerImage: image,
      genomeContent: 'a\nb\nc\nd\n',
      assayTypes: ['screenCritical'],
      assayParameters: { nulldist: { replicates: 3, alpha: 0.2 } },
      competitionTimeoutSeconds: 3,
      maxCompetitionsFail: 0,
      resources: { cpus: 1, memoryMb: 64 },
      ...changes,
    });
    expect(status).toBe(202);
    return body.submissionId;
  };

  const ended = async (id: string): Promise<SubmissionDocument> =>
    waitFor(
      async () => {
        const { submission } = await stack.get<Shown>(`/api/v1/submissions/${id}`);
        return ['completed', 'failed', 'cancelled'].includes(submission.status) ? submission : undefined;
      },
      { timeoutMs: 90_000, message: `submission ${id} ends\n${stack.logs()}` },
    );

  it.each(CASES.map((each) => [each.name, each] as const))(
    '%s ends failed, with a sentence that says why',
    async (name, { reason }) => {
      const submission = await ended(await submit(`bad/${name}:1`));
      expect(submission.status).toBe('failed');
      expect(submission.reason).toMatch(reason);
    },
    120_000,
  );

  it('an image that does not exist ends failed, naming the image', async () => {
    const submission = await ended(await submit('bad/never-built:1', { maxCompetitionAttempts: 1 }));
    expect(submission.status).toBe('failed');
    expect(submission.reason).toContain('bad/never-built:1');
  }, 120_000);

  it('a flood of output is capped and does no harm', async () => {
    expect((await ended(await submit('good/floods:1', { competitionTimeoutSeconds: 60 }))).status).toBe(
      'completed',
    );
  }, 120_000);

  it('a second, different report is ignored with a warning in the record', async () => {
    const id = await submit('good/reports-twice:1', {
      assayTypes: ['nulldist'],
      competitionTimeoutSeconds: 60,
    });
    expect((await ended(id)).status).toBe('completed');
    const csv = await waitFor(
      async () => {
        const text = (await stack.run('results', id, '--csv')).stdout;
        return text.trim().split('\n').length >= 4 ? text : undefined;
      },
      { timeoutMs: 30_000, message: 'three competitions and a heading are in the table' },
    );
    expect(csv).toMatch(/differ|second|twice|again/i);
    const { items } = await stack.get<{ items: (CompetitionDocument & { result?: { numAlpha: number } })[] }>(
      `/api/v1/submissions/${id}/competitions`,
    );
    expect(items.filter((row) => row.result).map((row) => row.result?.numAlpha)).toEqual(
      expect.arrayContaining([50]),
    );
  }, 120_000);
});
