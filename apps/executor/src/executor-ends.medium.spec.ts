// Real: nats-server (turns, blobs, container logs), the executor's directory on disk.
// Fake: the container runtime (FakeHost, which survives its executors), the scheduler (a script that answers turns).
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerLogChunk, ContainerLogReply } from '#contracts';
import { tempDirectory, waitFor } from '#testing';
import { FakeHost, FakeRuntime } from './application/fake-runtime.conformance';
import { aGrant, attemptOf, ExecutorWorld } from './executor-harness.conformance';

const world = new ExecutorWorld();

describe('whose fault', () => {
  const endOf = async (over: Parameters<typeof aGrant>[0], end: Parameters<FakeHost['end']>[1]) => {
    const grant = aGrant(over);
    world.scheduler.grant(grant);
    await world.runs(attemptOf(grant));
    world.host.end(attemptOf(grant), end);
    return world.scheduler.report(attemptOf(grant));
  };

  it('names what a result has against its schema', async () => {
    await world.start();
    expect(await endOf({}, { value: { count: 3.5 } })).toMatchObject({
      outcome: 'container-error',
      reason: 'the result does not fit: count must be integer (got 3.5)',
    });
    expect(await endOf({}, { result: Buffer.from('hello') })).toMatchObject({
      reason: 'the result is not JSON: "hello"',
    });
    expect(await endOf({}, {})).toMatchObject({ reason: 'exited with code 0 but reported nothing' });
  });

  it('stores a collected blob before it reports it', async () => {
    await world.start();
    const content = Buffer.from('a large result');
    const digest = createHash('sha256').update(content).digest('hex');
    const report = await endOf(
      { collect: { kind: 'blob', resultFile: '/knockem/work/out' } },
      { result: content },
    );
    expect(report).toMatchObject({
      outcome: 'succeeded',
      value: { digest, size: content.length },
      blobDigest: digest,
    });
    expect(await world.bus.blobs.get(digest)).toEqual(content);
  });

  it('stores a blob that was left beside the result; without one there is none', async () => {
    await world.start();
    const content = Buffer.from('kept');
    const digest = createHash('sha256').update(content).digest('hex');
    const collect = {
      kind: 'json',
      resultFile: '/knockem/work/out',
      blobFile: '/knockem/work/kept',
    } as const;
    const report = await endOf({ collect }, { value: { count: 3 }, blob: content });
    expect(report).toMatchObject({ outcome: 'succeeded', value: { count: 3 }, blobDigest: digest });
    expect(await world.bus.blobs.get(digest)).toEqual(content);
    const without = await endOf({ collect }, { value: { count: 3 } });
    expect([without.outcome, without.blobDigest]).toEqual(['succeeded', undefined]);
    const failed = await endOf({ collect }, { exitCode: 3, blob: content });
    expect([failed.outcome, failed.blobDigest]).toEqual(['container-error', undefined]);
  });

  it('is ours when there is no such image, another image, no such input, or a runtime that fails', async () => {
    await world.start();
    const failing = async (over: Parameters<typeof aGrant>[0]) => {
      const grant = aGrant(over);
      world.scheduler.grant(grant);
      return world.scheduler.report(attemptOf(grant));
    };
    expect(await failing({ imageRef: 'nobody/has:1' })).toMatchObject({
      outcome: 'system-error',
      reasonCode: 'no-image',
      reason: 'there is no image nobody/has:1 here',
    });
    expect(await failing({ imageChainId: `sha256:${'b'.repeat(64)}` })).toMatchObject({
      outcome: 'system-error',
      reasonCode: 'image-changed',
      imageChainId: `sha256:${'a'.repeat(64)}`,
    });
    const input = { path: '/knockem/in/a', digest: 'c'.repeat(64), mode: 0o444 };
    expect(await failing({ inputs: [input] })).toMatchObject({
      outcome: 'system-error',
      reasonCode: 'no-input',
    });
    world.host.failNext('start', 'no space left on device');
    expect(await failing({})).toMatchObject({
      outcome: 'system-error',
      reasonCode: 'no-runtime',
      reason: 'the container could not be started: no space left on device',
    });
    expect(await endOf({}, { exitCode: undefined })).toMatchObject({ outcome: 'system-error' });
  });
});

it('hands inputs over as files of the right content, fetched once', async () => {
  await world.start({ slots: 4 });
  const content = Buffer.from('#!/bin/sh\necho hello\n');
  const { digest } = await world.bus.blobs.put(content);
  const input = { path: '/knockem/in/entry.sh', digest, mode: 0o755 };
  const grants = Array.from({ length: 4 }, () => aGrant({ inputs: [input] }));
  world.scheduler.grant(...grants);
  for (const grant of grants) await world.runs(attemptOf(grant));
  const [{ hostFile }] = world.host.get(attemptOf(grants[0])).specification.inputs;
  expect(existsSync(hostFile)).toBe(true);
  expect(readdirSync(join(world.directory.path, 'blobs'))).toEqual([digest]);
});

it('tells the output of the run that it holds, live, and is silent about others', async () => {
  const other = tempDirectory();
  await world.start();
  const silent = await world.start({
    directory: other.path,
    runtime: new FakeRuntime(new FakeHost()),
    slots: 0,
  });
  const grant = aGrant();
  world.scheduler.grant(grant);
  await world.runs(attemptOf(grant));
  world.host.write(attemptOf(grant), 'first\n');
  const { submissionId, competitions } = grant;
  const { competitionId } = competitions[0];
  const chunks: ContainerLogChunk[] = [];
  const subscription = world.bus.subscribe(
    world.bus.subjects.containerLog(submissionId, competitionId),
    ({ body }) => {
      chunks.push(JSON.parse(Buffer.from(body).toString()) as ContainerLogChunk);
    },
  );
  await world.bus.flush();
  const reply = await world.bus.request<ContainerLogReply>(
    'containerlog.follow',
    { submissionId, competitionId, followMs: 60_000 },
    { timeoutMs: 5000 },
  );
  expect(reply).toMatchObject({ running: true, output: 'first\n', offset: 6, attemptId: attemptOf(grant) });
  world.host.write(attemptOf(grant), 'second\n');
  await waitFor(() => chunks.some(({ text }) => text === 'second\n'));
  world.host.write(attemptOf(grant), 'last\n');
  world.host.end(attemptOf(grant), { value: { count: 1 } });
  await waitFor(() => chunks.some(({ ended }) => ended));
  expect(chunks.map(({ text }) => text).join('')).toMatch(/^second\n(last\n)?$/);
  let place = reply.offset;
  for (const { offset, text } of chunks) {
    expect(offset).toBe(place);
    place += text.length;
  }
  await subscription.stop();
  await silent.stop();
  other.remove();
});
