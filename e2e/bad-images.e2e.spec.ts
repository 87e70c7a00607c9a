/**
 * Real: the whole stack, containers of images that misbehave in every way one can think of. Each ends in a failed
 * submission or competition with a reason a person understands.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompetitionDocument, ImageCheckResult, SubmissionDocument } from '#contracts';
import {
  FAULTY_IMAGES,
  GOOD_IMAGE,
  GOOD_IMAGE_GENOME,
  shellImage,
  waitFor,
  writeImageArchive,
} from '#testing';
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

/** What the sandbox itself forbids, the words being the kernel's. */
const SANDBOXED = [
  {
    name: 'fetches',
    compete: 'busybox wget -q -O /dev/null http://192.0.2.1/ || exit 1',
    sentence: /its last words: wget: .*unreachable/,
    mend: /no network/,
  },
  {
    name: 'writes-to-its-root',
    compete: 'echo cached >/cache || exit 1',
    sentence: /its last words: .*Read-only file system/,
    mend: /read-only/,
  },
  {
    name: 'changes-owners',
    compete: 'touch /tmp/model; busybox chown 0:0 /tmp/model || exit 1',
    sentence: /its last words: chown: .*Operation not permitted/,
    mend: /ordinary user/,
  },
];
/** Of the faults that the planner's own spec plays through, one of each kind, here in containers. */
const CHECKED = FAULTY_IMAGES.filter(({ name }) =>
  ['numbers-from-1', 'has-one-verb-less', 'counts-for-ever', 'has-its-own-chance', 'ends-badly'].includes(
    name,
  ),
);

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
    await writeImageArchive(images, await shellImage('checked/good:1', GOOD_IMAGE));
    for (const { name, verbs } of CHECKED)
      await writeImageArchive(images, await shellImage(`checked/${name}:1`, verbs));
    for (const { name, compete } of SANDBOXED) {
      const scripts = { ...GOOD_IMAGE, knockem_compete_two: compete };
      await writeImageArchive(images, await shellImage(`checked/${name}:1`, scripts));
    }
    writeFileSync(join(stack.dataDir, 'genome.txt'), GOOD_IMAGE_GENOME);
  }, 120_000);

  afterAll(async () => stack?.stop(), 120_000);

  const check = async (image: string): Promise<{ code: number; result: ImageCheckResult }> => {
    const flags = ['--genome', join(stack.dataDir, 'genome.txt'), '--timeout', '10', '--json'];
    const { code, stdout, stderr } = await stack.run(
      ...['check-image', image, ...flags, '--user', 'author@knockem.example'],
    );
    if (stdout === '') throw new Error(stderr);
    return { code, result: JSON.parse(stdout) as ImageCheckResult };
  };

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

  describe('are told so by check-image,', () => {
    it('a good one that nothing is wrong', async () => {
      const { code, result } = await check('checked/good:1');
      expect(result.findings.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
      expect([code, result.passed, result.numSites, result.scores.length]).toEqual([0, true, 40, 12]);
    }, 120_000);

    it.each(CHECKED.map((each) => [each.name, each] as const))(
      'one that %s what to do',
      async (name, { check: concerned, sentence, mend }) => {
        const { code, result } = await check(`checked/${name}:1`);
        expect(code).toBe(6);
        expect(result.findings).toContainEqual({
          check: concerned,
          verdict: 'failed',
          sentence: expect.stringMatching(sentence),
          mend: expect.stringMatching(mend),
        });
      },
      120_000,
    );

    it.each(SANDBOXED.map((each) => [each.name, each] as const))(
      'one that %s what the sandbox forbids',
      async (name, { sentence, mend }) => {
        const { code, result } = await check(`checked/${name}:1`);
        expect(code).toBe(6);
        expect(result.findings).toContainEqual({
          check: 'competes',
          verdict: 'failed',
          sentence: expect.stringMatching(sentence),
          mend: expect.stringMatching(mend),
        });
      },
      120_000,
    );

    it('one that does not exist that it is not there', async () => {
      const { code, result } = await check('checked/never-built:1');
      expect([code, result.findings[0].sentence]).toEqual([6, expect.stringMatching(/^There is no image/)]);
    }, 120_000);

    it('a person as a checklist', async () => {
      const flags = ['--genome', join(stack.dataDir, 'genome.txt'), '--user', 'author@knockem.example'];
      const { stdout } = await stack.run('check-image', 'checked/has-one-verb-less:1', ...flags);
      expect(stdout).toContain(
        '✗ the image has no knockem_apply_knockout on its PATH (/usr/bin:/bin)\n    put an',
      );
      expect(stdout).toContain(
        '– not checked (knockem_apply_knockout is missing): knockout of nothing, first and',
      );
      expect(stdout).toMatch(/\n\none fault\n$/);
    }, 120_000);
  });
});
