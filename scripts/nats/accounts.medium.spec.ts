// Real: nats-server with deploy/nats/secured.conf, all five services as processes, crun and its containers. Mocked: nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUS_ROLES, type BusRole, COLLECTIONS, type DocumentBatch } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { expectNoLeaks, waitFor } from '#testing';
import { seedFile } from './make-keys';
import {
  filesHolding,
  processesOf,
  REVISION,
  SecuredStack,
  TALKS,
  whyNoStack,
} from './secured-stack.conformance';

const why = whyNoStack();
if (why) it.skip(`a stack with accounts (${why})`, () => undefined);
(why ? describe.skip : describe)('a stack with accounts', () => {
  let stack: SecuredStack;
  const open = new Map<BusRole, Messaging>();
  const as = async (role: BusRole): Promise<Messaging> => {
    // A starved machine may be slow to sign.
    const bus = open.get(role) ?? (await waitFor(() => stack.connect(role), { timeoutMs: 60_000 }));
    open.set(role, bus);
    return bus;
  };

  beforeAll(async () => {
    stack = await SecuredStack.start();
  }, 300_000);
  afterAll(async () => {
    for (const bus of open.values()) await bus.close();
    await stack?.stop();
    expectNoLeaks();
  }, 60_000);

  it('takes a study from its submission to its result', async () => {
    const id = await stack.submit();
    const document = await stack.finished(id);
    expect(document).toMatchObject({ status: 'completed' });
    const tool = await as('tool');
    expect(await tool.request('submission.get', { submissionId: id }, { timeoutMs: 10_000 })).toBeDefined();
    expect((await tool.streamState('dead')).lastSequence).toBe(0);
  }, 240_000);

  it('lets a tool follow what happens, and every document says which version and revision wrote it', async () => {
    const tool = await as('tool');
    const batches: DocumentBatch[] = [];
    const reading = await tool.tail({
      stream: 'records',
      filter: tool.subjects.all.documents(),
      from: { sequence: 1 },
      onMessage: ({ body }) => batches.push(JSON.parse(Buffer.from(body).toString()) as DocumentBatch),
    });
    const seen = (): Set<string> => new Set(batches.map(({ collection }) => collection));
    await waitFor(() => COLLECTIONS.every((collection) => seen().has(collection)), {
      message: 'documents of all collections',
    });
    await reading.stop();
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    for (const document of batches.flatMap(({ documents }) => documents))
      expect(document).toMatchObject({ knockemVersion: version, knockemRevision: REVISION });
  }, 60_000);

  it('tells over the gateway what happens to a study, and cancels it', async () => {
    const id = await stack.submit({ replicates: 2000 });
    const events = stack.eventsOf(id);
    await stack.cancel(id);
    expect(await stack.finished(id)).toMatchObject({ status: 'cancelled' });
    expect(await events).toMatch(/event: state[^]*event: end\ndata: .*"cancelled"/);
  }, 240_000);

  it("shows a container's output while it runs, until the study is cancelled", async () => {
    const id = await stack.submit({ containerEnv: TALKS });
    let isCancelled = false;
    const follow = async (): Promise<string | undefined> => {
      let output = '';
      for await (const bytes of await stack.followedOutput(id)) {
        output += Buffer.from(bytes).toString();
        if (isCancelled || !/^word 5$/m.test(output)) continue;
        isCancelled = true;
        await stack.cancel(id);
      }
      return isCancelled ? output : undefined;
    };
    // An attempt that a starved machine could not start ends without a word; the next one speaks.
    const output = await waitFor(follow, { timeoutMs: 200_000 });
    const words = [...output.matchAll(/^word (\d+)$/gm)].map(([, word]) => Number(word));
    expect(words).toEqual(words.map((_, index) => index + 1));
    expect(await stack.finished(id)).toMatchObject({ status: 'cancelled' });
  }, 420_000);

  it('lets the operator back up and nobody else', async () => {
    const backup = { timeoutMs: 60_000 };
    const operator = await as('operator');
    expect(await operator.request('scheduler.backup', {}, backup)).toMatchObject({
      blobs: expect.any(Array),
    });
    const tool = await as('tool');
    await expect(tool.request('scheduler.backup', {}, backup)).rejects.toThrow(/Permissions Violation/i);
  }, 120_000);

  it.each<[BusRole, string, (bus: Messaging) => string]>([
    ['executor', 'a plan', ({ subjects }) => subjects.plan('s', 'a')],
    ['executor', 'a request to plan', ({ subjects }) => subjects.planRequest('s', 'a')],
    ['executor', 'a command', ({ subjects }) => subjects.submissionCommand('create', 's')],
    ['executor', 'documents', ({ subjects }) => subjects.documents('competitionResults', 's')],
    ['executor', 'an event', ({ subjects }) => subjects.event('submission', 's')],
    ['executor', "another's log", ({ subjects }) => subjects.log('scheduler', 'info')],
    ['tool', 'a plan', ({ subjects }) => subjects.plan('s', 'a')],
    ['tool', 'documents', ({ subjects }) => subjects.documents('submissions', 's')],
    ['tool', 'an event', ({ subjects }) => subjects.event('assay', 's', 'a')],
    ['tool', 'a dead letter', ({ subjects }) => subjects.dead('scheduler', 'refused')],
    ['gateway', 'a plan', ({ subjects }) => subjects.plan('s', 'a')],
    ['planner', 'documents', ({ subjects }) => subjects.documents('submissions', 's')],
    ['recorder', 'a command', ({ subjects }) => subjects.submissionCommand('cancel', 's')],
    ['scheduler', 'a plan', ({ subjects }) => subjects.plan('s', 'a')],
  ])('of a %s forbid to publish %s', async (role, _, subjectOf) => {
    const bus = await as(role);
    const subject = subjectOf(bus);
    await expect(bus.publish(subject, { forged: true })).rejects.toThrow(/Permissions Violation/i);
    const scheduler = await as('scheduler');
    expect(await scheduler.lastOn('journal', subject)).toBeUndefined();
    expect(await scheduler.lastOn('records', subject)).toBeUndefined();
  });

  it('does not let an executor have stored bytes sent as a plan, nor hear replies to another', async () => {
    const bus = await as('executor');
    await expect(
      bus.tail({ stream: 'records', filter: '>', from: 'new', onMessage: () => undefined }),
    ).rejects.toThrow(/Permissions Violation/i);
    await expect(bus.request('submission.status', {}, { timeoutMs: 5_000 })).rejects.toThrow(
      /Permissions Violation/i,
    );
    await expect(bus.request('assay.results', {}, { timeoutMs: 5_000 })).rejects.toThrow(
      /Permissions Violation/i,
    );
  });

  it('refuses strangers, and tells nobody what a credential holds', async () => {
    const { url, keys } = stack;
    const wrong = (more: object) =>
      connectMessaging({ servers: url, name: 'executor', runmode: 'production', ...more }).then(
        () => 'came in',
        (error: Error) => error.message,
      );
    expect(await wrong({})).toMatch(/refuses these credentials/);
    expect(await wrong({ user: 'gateway', password: 'planted-word' })).toMatch(/refuses these credentials/);
    expect(await wrong({ user: 'gateway', password: 'planted-word' })).not.toMatch(/planted/);
    expect(await wrong({ credentialsFile: join(keys, 'absent.nk') })).toMatch(
      /cannot read the NATS credentials/,
    );
    const notKey = await wrong({ credentialsFile: join(keys, '..', 'accounts.conf') });
    expect(notKey).toMatch(/no \.creds file and no nkey seed/);
  });

  it('leaves no secret in logs, records, stores, command lines or containers', async () => {
    const seeds = BUS_ROLES.map((role) => readFileSync(seedFile(stack.keys, role), 'utf8').trim());
    expect(new Set(seeds.map((seed) => seed.slice(0, 2)))).toEqual(new Set(['SU']));
    expect(filesHolding(stack.dataDir, stack.shownByContainers)).not.toEqual([]);
    for (const seed of seeds) {
      expect(filesHolding(stack.dataDir, seed)).toEqual([]);
      expect(stack.said()).not.toContain(seed);
      expect(processesOf(stack.dataDir).filter((process) => process.includes(seed))).toEqual([]);
    }
    expect(processesOf(stack.dataDir).length).toBeGreaterThanOrEqual(5);
  }, 60_000);
});
