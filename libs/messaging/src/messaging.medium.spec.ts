// Real: nats-server with JetStream. Nothing is mocked.
import { randomBytes } from 'node:crypto';
import { KnockemError } from '#domain';
import { expectNoLeaks, type NatsServer, startNatsServer, TestSignal, waitFor } from '#testing';
import { AlreadyOnSubject, connectMessaging, type Messaging } from './index';
import { asOperator } from './streams-under-test.conformance';

let server: NatsServer;
let messaging: Messaging;

const opened: Messaging[] = [];

/** Closed with the spec, also when a test fails before it closes what it opened. */
async function open(name = 'spec'): Promise<Messaging> {
  opened.push(await connectMessaging({ servers: server.url, name, runmode: 'testing' }));
  return opened.at(-1)!;
}

beforeAll(async () => {
  server = await startNatsServer();
  messaging = await open();
  await messaging.ensureStreams();
});
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await server.stop();
  expectNoLeaks();
});

const rejection = (promise: Promise<unknown>): Promise<KnockemError> =>
  promise.then(
    () => Promise.reject(new Error('was not rejected')),
    (error: KnockemError) => error,
  );

describe('connecting', () => {
  it('says within five seconds where no server is, and how to start one', async () => {
    const started = performance.now();
    const error = await rejection(
      connectMessaging({ servers: 'nats://127.0.0.1:1', name: 'spec', runmode: 'testing' }),
    );
    expect(error).toBeInstanceOf(KnockemError);
    expect(error.code).toBe('unavailable');
    expect(error.message).toMatch(/^cannot reach nats-server at nats:\/\/127\.0\.0\.1:1/);
    expect(error.details.hint).toContain('nats-server -js');
    expect(performance.now() - started).toBeLessThan(5500);
  });

  it('says when the password is refused', async () => {
    await using guarded = await startNatsServer({ arguments: ['--user', 'a', '--pass', 'b'] });
    const error = await rejection(
      connectMessaging({ servers: guarded.url, name: 'spec', runmode: 'testing', user: 'a', password: 'x' }),
    );
    expect(error.code).toBe('misconfigured');
    expect(error.details.hint).toContain('KNOCKEM_NATS_PASSWORD');
    const welcome = await connectMessaging({
      servers: guarded.url,
      name: 'spec',
      runmode: 'testing',
      user: 'a',
      password: 'b',
    });
    await welcome.close();
  });
});

describe('streams', () => {
  it('may be ensured by everyone at once, and again', async () => {
    await using fresh = await startNatsServer();
    const all = await Promise.all(
      [1, 2, 3].map((n) => connectMessaging({ servers: fresh.url, name: `s${n}`, runmode: 'production' })),
    );
    await Promise.all(all.map((one) => one.ensureStreams()));
    await all[0].ensureStreams();
    expect(await all[1].streamState('journal')).toMatchObject({ lastSequence: 0 });
    await Promise.all(all.map((one) => one.close()));
  });

  it('refuses a stream that is configured otherwise, naming both values', async () => {
    await using fresh = await startNatsServer();
    await asOperator(fresh, (manager) =>
      manager.streams.add({ name: 'JOURNAL', subjects: ['knockem.command.>'], max_age: 1e12 }),
    );
    const other = await connectMessaging({ servers: fresh.url, name: 'spec', runmode: 'production' });
    const error = await rejection(other.ensureStreams());
    expect(error.code).toBe('misconfigured');
    expect(error.message).toContain('stream JOURNAL is configured otherwise');
    expect(error.message).toContain('max_age is 1000000000000 on the server, 1209600000000000 is needed');
    expect(error.details.problems?.map((problem) => problem.field)).toEqual([
      'subjects',
      'max_age',
      'discard',
    ]);
    await other.close();
  });

  it('says so when the server runs without JetStream', async () => {
    await using plain = await startNatsServer({ jetStream: false });
    const other = await connectMessaging({ servers: plain.url, name: 'spec', runmode: 'production' });
    const error = await rejection(other.ensureStreams());
    expect(error.code).toBe('misconfigured');
    expect(error.message).toContain('nats-server runs without JetStream');
    await other.close();
  });
});

describe('publishing', () => {
  const subject = (id: string): string => messaging.subjects.submissionCommand('create', id);

  it('resolves with the sequence, and knows a repeated message id', async () => {
    const first = await messaging.publish(subject('a'), { n: 1 }, { messageId: 'a1', schema: 'x.v1' });
    const again = await messaging.publish(subject('a'), { n: 1 }, { messageId: 'a1' });
    expect(first.duplicate).toBe(false);
    expect(again).toEqual({ sequence: first.sequence, duplicate: true });
    const stored = await messaging.lastOn('journal', subject('a'));
    expect(stored).toMatchObject({ sequence: first.sequence, subject: subject('a') });
    expect(stored?.headers).toMatchObject({ 'Knockem-Schema': 'x.v1', 'Nats-Msg-Id': 'a1' });
    expect(JSON.parse(Buffer.from(stored!.body).toString())).toEqual({ n: 1 });
    expect(await messaging.lastOn('journal', subject('never'))).toBeUndefined();
  });

  it('lets only the first win where only the first may', async () => {
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => messaging.publish(subject('b'), { n }, { onlyFirst: true })),
    );
    expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of tries) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(AlreadyOnSubject);
    }
  });

  it('refuses what is above the limit of the server, and the connection lives on', async () => {
    const error = await rejection(messaging.publish(subject('c'), new Uint8Array(2_000_000)));
    expect(error.code).toBe('too-large');
    expect(() => messaging.publishCore('x', new Uint8Array(2_000_000))).toThrow(/above nats-server's limit/);
    await messaging.flush();
  });

  it('says when no stream takes the subject', async () => {
    const error = await rejection(messaging.publish('knockem-testing.nowhere', {}));
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain('publishing on knockem-testing.nowhere');
  });

  it('says when the store is full, and goes on when there is room', async () => {
    await using fresh = await startNatsServer();
    const other = await connectMessaging({ servers: fresh.url, name: 'spec', runmode: 'testing' });
    await other.ensureStreams();
    await asOperator(fresh, (manager) => manager.streams.update('TESTING_JOURNAL', { max_bytes: 300_000 }));
    const fill = (): Promise<unknown> => other.publish(subject('d'), randomBytes(200_000));
    await fill();
    const error = await rejection(fill());
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain('the store is full');
    await asOperator(fresh, (manager) => manager.streams.update('TESTING_JOURNAL', { max_bytes: -1 }));
    await fill();
    await other.close();
  });

  it('loses nothing that it said was stored when the server dies in the middle', async () => {
    await using fresh = await startNatsServer();
    const other = await connectMessaging({ servers: fresh.url, name: 'spec', runmode: 'testing' });
    await other.ensureStreams();
    const stored: number[] = [];
    let failures = 0;
    let done = false;
    const publishing = (async () => {
      for (let n = 0; !done; n++) {
        for (;;) {
          try {
            await other.publish(subject(`e${n}`), { n }, { messageId: `e${n}` });
            stored.push(n);
            break;
          } catch (error) {
            expect((error as KnockemError).code).toBe('unavailable');
            failures += 1;
          }
        }
      }
    })();
    await waitFor(() => stored.length > 200);
    await fresh.kill9();
    await waitFor(() => failures > 0);
    await fresh.restart();
    const before = stored.length;
    await waitFor(() => stored.length > before + 50);
    done = true;
    await publishing;
    const state = await other.streamState('journal');
    expect(state.lastSequence).toBe(stored.length);
    await other.close();
  });
});

describe('requests', () => {
  it('says at once that nobody is there', async () => {
    const started = performance.now();
    const error = await rejection(messaging.request('executor.list', {}, { timeoutMs: 5000 }));
    expect(error.code).toBe('unavailable');
    expect(error.message).toBe('no scheduler is there to answer executor.list');
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('hands over values, expected failures whole, and unexpected ones without their inside', async () => {
    const asker = await open('asker');
    const seen: Error[] = [];
    const stoppable = messaging.respond(
      'submission.status',
      (body) => {
        const { how } = JSON.parse(Buffer.from(body).toString()) as { how: string };
        if (how === 'not there') {
          throw new KnockemError('not-found', 'no such submission', {
            hint: 'look at the list',
            problems: [{ field: 'submissionId', message: 'unknown' }],
          });
        }
        if (how === 'broken') throw new TypeError('secret inside');
        return { how };
      },
      { onError: (error) => seen.push(error) },
    );
    await messaging.flush();
    const ask = (how: string): Promise<unknown> =>
      asker.request('submission.status', { how }, { timeoutMs: 2000 });
    expect(await ask('well')).toEqual({ how: 'well' });
    const missing = await rejection(ask('not there'));
    expect(missing).toMatchObject({
      code: 'not-found',
      message: 'no such submission',
      details: { hint: 'look at the list', problems: [{ field: 'submissionId', message: 'unknown' }] },
    });
    const broken = await rejection(ask('broken'));
    expect(broken.code).toBe('internal');
    expect(broken.message).not.toContain('secret');
    expect(seen.map((error) => error.message)).toEqual(['secret inside']);
    await stoppable.stop();
    expect((await rejection(ask('well'))).message).toContain('no scheduler is there');
    await asker.close();
  });

  it('leaves a broadcast to whoever has the answer', async () => {
    const silent = messaging.respond('containerlog.follow', () => undefined);
    const other = await open('other');
    const knowing = other.respond('containerlog.follow', async () => 'here');
    await messaging.flush();
    await other.flush();
    expect(await messaging.request('containerlog.follow', {}, { timeoutMs: 2000 })).toBe('here');
    await knowing.stop();
    const error = await rejection(messaging.request('containerlog.follow', {}, { timeoutMs: 200 }));
    expect(error).toMatchObject({ code: 'unavailable' });
    await silent.stop();
    await other.close();
  });

  it('waits for an answer that is under way when it stops', async () => {
    let release: (value: string) => void = () => undefined;
    const underWay = new TestSignal<void>('under way');
    const stoppable = messaging.respond('genome.users', () => {
      underWay.emit();
      return new Promise((resolve) => (release = resolve));
    });
    const asker = await open('asker');
    await messaging.flush();
    const asked = asker.request('genome.users', {}, { timeoutMs: 60_000 });
    asked.catch(() => undefined);
    await underWay.next();
    const stopped = stoppable.stop();
    release('late but there');
    expect(await asked).toBe('late but there');
    await stopped;
    await asker.close();
  });

  it('reaches plain subscribers, and shares among equals', async () => {
    const got: string[] = [];
    const first = messaging.subscribe('knockem-testing.event.>', (m) => got.push(`1 ${m.subject}`), {
      queue: 'q',
    });
    const second = messaging.subscribe('knockem-testing.event.>', (m) => got.push(`2 ${m.subject}`), {
      queue: 'q',
    });
    for (let n = 0; n < 20; n++) messaging.publishCore(messaging.subjects.event('progress', `s${n}`), { n });
    await waitFor(() => got.length >= 20);
    await messaging.flush();
    expect(got).toHaveLength(20);
    await Promise.all([first.stop(), second.stop()]);
  });
});

describe('blobs', () => {
  it('keeps content by digest, once, whole, and knows what is not there', async () => {
    const content = randomBytes(3_000_000);
    const { digest, size } = await messaging.blobs.put(content);
    expect(size).toBe(3_000_000);
    expect(await messaging.blobs.put(content)).toEqual({ digest, size });
    expect(await messaging.blobs.has(digest)).toBe(true);
    expect((await messaging.blobs.get(digest))?.equals(content)).toBe(true);
    expect(await messaging.blobs.get('0'.repeat(64))).toBeUndefined();
    expect(await messaging.blobs.has('0'.repeat(64))).toBe(false);
    await messaging.blobs.delete(digest);
    await messaging.blobs.delete(digest);
    expect(await messaging.blobs.get(digest)).toBeUndefined();
    expect(await messaging.blobs.put(content)).toEqual({ digest, size });
    expect((await messaging.blobs.get(digest))?.equals(content)).toBe(true);
  });

  it('takes empty content, and the same from several writers at once', async () => {
    const empty = await messaging.blobs.put(new Uint8Array());
    expect((await messaging.blobs.get(empty.digest))?.length).toBe(0);
    const content = randomBytes(400_000);
    const writers = await Promise.all([open('w1'), open('w2'), open('w3')]);
    const all = await Promise.all(writers.flatMap((w) => [w.blobs.put(content), w.blobs.put(content)]));
    expect(new Set(all.map((result) => result.digest)).size).toBe(1);
    for (const writer of writers) {
      expect((await writer.blobs.get(all[0].digest))?.equals(content)).toBe(true);
      await writer.close();
    }
  });
});
