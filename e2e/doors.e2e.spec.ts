/** Real: the whole stack, used through its doors: the command line, REST, and a bare NATS socket as another tool would. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { AssayDocument, CommandAccepted, SubmissionDocument, SubmissionView } from '#contracts';
import { shellImage, waitFor, writeImageArchive } from '#testing';
import { EXAMPLE, StackUnderTest } from './stack-under-test';

const GENOME = join(EXAMPLE, 'demo-genome.txt');
const IMAGE = ['--image', 'knockem/explicit-model:1', '--user', 'person@knockem.example'];
const SMALL = ['--assay', 'nulldist', '--param', 'nulldist.replicates=10', 'nulldist.alpha=0.1'];

describe('the doors of a running stack', () => {
  let stack: StackUnderTest;

  beforeAll(async () => {
    stack = await StackUnderTest.start();
  }, 120_000);
  afterAll(async () => stack?.stop(), 120_000);

  const statusOf = async (id: string): Promise<string> =>
    (await stack.get<{ submission: SubmissionDocument }>(`/api/v1/submissions/${id}`)).submission?.status;
  const completed = (id: string): Promise<unknown> =>
    waitFor(async () => (await statusOf(id)) === 'completed', {
      timeoutMs: 60_000,
      message: `${id} completes`,
    });

  describe('the command line', () => {
    let study: string;

    it('submits, watches to the end, and shows, lists and explains what came out', async () => {
      const submitted = await stack.run('submit', GENOME, ...IMAGE, ...SMALL, '--watch');
      expect(submitted.code).toBe(0);
      expect(submitted.stderr).toContain('completed: 11 completed');
      const id = (study = submitted.stdout.trim().split('\n')[0]);

      expect((await stack.run('show', id)).stdout).toMatch(/status\s+completed/);
      expect((await stack.run('list', '--user', 'person@knockem.example')).stdout).toContain(id);
      const results = await waitFor(
        async () => {
          const { stdout } = await stack.run('results', id);
          return stdout.includes('nulldist') ? stdout : undefined;
        },
        { timeoutMs: 20_000, message: 'results are recorded' },
      );
      expect(results).toContain('wild-type pairs: 10 measured, 0 failed');
      expect(results).toContain('rule: order statistic, 10 % a side');
      const csv = (await stack.run('results', id, '--csv')).stdout.trim().split('\n');
      expect(csv[0]).toContain('knockout');
      const table = (await stack.run('download', id, '-o', '-')).stdout.trim().split('\n');
      expect([table[0], table.length]).toEqual([csv[0], csv.length]);
      const file = join(stack.dataDir, 'table.parquet');
      const saved = await stack.json<{ bytes: number; format: string }>('download', id, '-o', file);
      expect(saved).toMatchObject({ format: 'parquet', bytes: statSync(file).size });
      expect(readFileSync(file).subarray(0, 4).toString()).toBe('PAR1');
      const none = await stack.run('skeleton', 'get', id);
      expect([none.code, none.stderr]).toEqual([4, expect.stringContaining('has no skeletons (yet)')]);
    }, 120_000);

    it('clones a study: what the same image has found is taken over, what is asked anew is measured', async () => {
      const cloned = async (...flags: string[]): Promise<AssayDocument> => {
        const { stdout, code } = await stack.run('clone', study, '--watch', ...flags);
        expect(code).toBe(0);
        const id = stdout.trim().split('\n')[0];
        const { assays } = await stack.get<SubmissionView>(`/api/v1/submissions/${id}`);
        return assays.find(({ assayType }) => assayType === 'nulldist')!;
      };
      const same = await cloned();
      expect(same).toMatchObject({ numCompetitions: 0, reusedFrom: { submissionId: study } });
      expect((await stack.run('show', same.submissionId)).stdout).toMatch(/nulldist +completed \(reused\)/);
      const resultOf = async (id: string): Promise<unknown> =>
        (
          await stack.get<{ items: { assayType: string; assayResult: unknown }[] }>(
            `/api/v1/submissions/${id}/results`,
          )
        ).items.find(({ assayType }) => assayType === 'nulldist')?.assayResult;
      const taken = await waitFor(() => resultOf(same.submissionId), { message: 'the result is recorded' });
      expect(taken).toEqual(await resultOf(study));

      expect(await cloned('--no-reuse')).toMatchObject({ numCompetitions: 10 });
      const changed = await cloned('--param', 'nulldist.replicates=12');
      expect([changed.numCompetitions, changed.reusedFrom]).toEqual([12, undefined]);
    }, 120_000);

    it('puts a genome and gets it back, byte for byte; knows no other', async () => {
      const put = await stack.run('genome', 'put', GENOME, '--user', 'person@knockem.example');
      expect((await stack.run('genome', 'get', put.stdout.trim())).stdout).toBe(readFileSync(GENOME, 'utf8'));
      const file = join(stack.dataDir, 'genome.txt');
      expect((await stack.run('genome', 'get', randomUUID(), '-o', file)).code).toBe(4);
      expect((await stack.run('download', randomUUID(), '-o', file)).code).toBe(4);
      expect(existsSync(file)).toBe(false);
    }, 120_000);

    it('cancels; nothing runs on', async () => {
      await writeImageArchive(
        join(stack.dataDir, 'images'),
        await shellImage('slow/model:1', {
          knockem_count_sites: 'awk "END{print NR}"',
          knockem_apply_knockout: 'cat',
          knockem_compete_two: 'sleep 300',
        }),
      );
      const { submissionId } = await stack.json<CommandAccepted>(
        ...['submit', GENOME, '--image', 'slow/model:1', '--user', 'person@knockem.example', ...SMALL],
      );
      await waitFor(
        async () =>
          (await stack.run('show', submissionId)).stdout.includes('active,') &&
          (await activeOf(submissionId)) > 0,
        {
          timeoutMs: 60_000,
          message: 'a container sleeps',
        },
      );
      expect((await stack.run('cancel', submissionId, '--reason', 'seen enough')).code).toBe(0);
      await waitFor(async () => (await statusOf(submissionId)) === 'cancelled', { timeoutMs: 60_000 });
      expect(await activeOf(submissionId)).toBe(0);
    }, 180_000);

    const activeOf = async (id: string): Promise<number> =>
      (await stack.get<{ submission: SubmissionDocument }>(`/api/v1/submissions/${id}`)).submission.counters
        .active;

    it('tails a service', async () => {
      const { stdout, code } = await stack.run('logs', 'scheduler', '--since', '1h');
      expect(code).toBe(0);
      expect(stdout).toContain('scheduler');
    }, 60_000);

    it.each([
      [['show', randomUUID()], 4, /no submission|not found|unknown/i],
      [['submit', '/no/such/file', ...IMAGE], 3, /there is no such file/],
      [['submit', GENOME, ...IMAGE, '--assay', 'screnCritical'], 3, /did you mean "screenCritical"/],
      [['submit', GENOME, ...IMAGE, '--max-active', '0'], 3, /: --max-active must/],
      [['submit', GENOME, ...IMAGE, '--param', 'nulldist.replicate=5'], 3, /did you mean "replicates"/],
      [['sbumit'], 2, /Did you mean submit/],
      [['list', '--status', 'done'], 2, /--status 'done' is none of/],
      [['logs', 'sheduler'], 2, /Did you mean scheduler/],
      [['dead', 'discard'], 2, /name the letters to discard/],
      [['dead', 'replay', 'x'], 2, /not a whole number/],
      [['dead', 'show', '999'], 4, /no dead letter 999/],
      [['list', '--url', 'http://127.0.0.1:9'], 1, /no gateway answers.*knockem up/s],
    ])('mistake %#: ends with its exit code and says why', async (args, code, sentence) => {
      const end = await stack.run(...args);
      expect(end.stderr).toMatch(sentence);
      expect(end.code).toBe(code);
    });
  });

  describe('a tool that speaks plain NATS over a socket', () => {
    const request = (genomeIdAlpha?: string): Record<string, unknown> => ({
      userEmail: 'tool@knockem.example',
      containerImage: 'knockem/explicit-model:1',
      assayTypes: ['nulldist'],
      assayParameters: { nulldist: { replicates: 10, alpha: 0.1 } },
      ...(genomeIdAlpha ? { genomeIdAlpha } : { genomeContent: 'neutral\n' }),
    });

    it('submits by request and follows by request', async () => {
      const genomeIdAlpha = await uploadDemoGenome();
      const reply = await natsRequest<{ ok: boolean; value: CommandAccepted }>(
        'knockem.api.submission.create',
        request(genomeIdAlpha),
      );
      expect(reply).toMatchObject({ ok: true });
      await completed(reply.value.submissionId);
      const view = await natsRequest<{ ok: boolean; value: SubmissionView }>('knockem.api.submission.get', {
        submissionId: reply.value.submissionId,
      });
      expect(view.value.submission.status).toBe('completed');
    }, 120_000);

    it('learns what is wrong with a request', async () => {
      const reply = await natsRequest<{
        ok: boolean;
        error: { problems: { field: string; message: string }[] };
      }>('knockem.api.submission.create', { ...request(), containerImagge: 'x' });
      expect(reply.ok).toBe(false);
      expect(JSON.stringify(reply.error)).toContain('did you mean');
    });

    it('submits by plain publish', async () => {
      const genomeIdAlpha = await uploadDemoGenome();
      const { body } = await stack.post<CommandAccepted>('/api/v1/submissions', request(genomeIdAlpha));
      const stored = await stack.get<{ submission: SubmissionDocument }>(
        `/api/v1/submissions/${body.submissionId}`,
      );
      const genome = await stack.get<{ digest: string; size: number }>(`/api/v1/genomes/${genomeIdAlpha}`);
      const submissionId = randomUUID();
      await natsPublish(`knockem.command.submission.create.${submissionId}`, {
        submissionId,
        userEmail: 'tool@knockem.example',
        containerImage: 'knockem/explicit-model:1',
        containerEnv: {},
        genomeIdAlpha,
        genomeDigest: genome.digest,
        genomeSize: genome.size,
        genomeIsEphemeral: false,
        assayTypes: ['nulldist'],
        assayParameters: { nulldist: { replicates: 10, alpha: 0.1 } },
        competitionTimeoutSeconds: 60,
        maxCompetitionsActive: 10,
        maxCompetitionsFail: 0,
        maxCompetitionAttempts: 5,
        priority: 'normal',
        resources: { cpus: 1, memoryMb: 64 },
        siteBase: 0,
        seed: 7,
        keepLogs: false,
        knockemRunmode: stored.submission.knockemRunmode,
      });
      await completed(submissionId);
    }, 120_000);

    it('finds what could not be used among the dead letters, to replay and to discard', async () => {
      const letters = (): Promise<{ sequence: number; problems: string[] }[]> => stack.json('dead', 'list');
      const arrived = async (): Promise<number> =>
        (await waitFor(async () => (await letters())[0], { message: 'the message is given up' })).sequence;
      await natsPublish(`knockem.command.submission.cancel.${randomUUID()}`, {
        reason: 'a tool in the making',
      });
      const first = await arrived();
      const shown = await stack.run('dead', 'show', String(first));
      expect(shown.stdout).toContain('"reason":"a tool in the making"');
      expect((await stack.run('dead', 'replay', String(first))).stdout).toMatch(
        /replayed: \d+ in the journal/,
      );
      const second = await arrived();
      expect(second).toBeGreaterThan(first);
      expect((await stack.run('dead', 'discard', '--all')).stdout).toBe(`${second} discarded\n`);
      expect((await stack.run('dead')).stdout).toBe('no dead letters\n');
    }, 60_000);

    async function uploadDemoGenome(): Promise<string> {
      const { readFileSync } = await import('node:fs');
      const { body } = await stack.post<{ genomeId: string }>('/api/v1/genomes', {
        genomeContent: readFileSync(GENOME, 'utf8'),
        userEmail: 'tool@knockem.example',
      });
      return body.genomeId;
    }
  });

  /** NATS's own text protocol, as any language could speak it without a library. */
  function natsRequest<T>(subject: string, body: unknown): Promise<T> {
    const inbox = `_INBOX.${randomUUID()}`;
    return natsSession(
      `SUB ${inbox} 1\r\n${pub(subject, body, inbox)}`,
      (text) => /\r\nMSG \S+ 1 \d+\r\n(.+)\r\n/s.exec(text)?.[1],
    ).then((answer) => JSON.parse(answer) as T);
  }

  async function natsPublish(subject: string, body: unknown): Promise<void> {
    await natsSession(`${pub(subject, body)}PING\r\n`, (text) => /PONG/.exec(text)?.[0]);
  }

  const pub = (subject: string, body: unknown, reply = ''): string => {
    const payload = JSON.stringify(body);
    return `PUB ${subject} ${reply} ${Buffer.byteLength(payload)}\r\n${payload}\r\n`;
  };

  function natsSession(send: string, read: (text: string) => string | undefined): Promise<string> {
    const { hostname, port } = new URL(stack.natsUrl);
    return new Promise((settle, reject) => {
      const socket = connect(Number(port), hostname);
      let text = '';
      socket.once('error', reject);
      socket.setTimeout(20_000, () => {
        socket.destroy();
        reject(new Error(`no answer in time; the server said: ${text}`));
      });
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        if (text.startsWith('INFO') && socket.bytesWritten === 0)
          socket.write(`CONNECT {"verbose":false}\r\n${send}`);
        const answer = read(text);
        if (answer === undefined) return;
        socket.destroy();
        settle(answer);
      });
    });
  }
});
