import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorView } from '#contracts';
import { tempDirectory } from '#testing';
import { renderFindings } from '../render/findings';
import { checkNode, checkRegistryAuth, judgeDisk, natsVersion } from './check-machine';
import { judgeClock, judgeExecutors, judgeParts, judgeVersion } from './check-stack';
import { broken, doubtful, well } from './finding';

const executor = (more: Partial<ExecutorView>): ExecutorView => ({
  executorId: 'e',
  host: 'lab3',
  state: 'here',
  runtime: 'crun',
  arch: 'amd64',
  slots: 4,
  running: 0,
  version: '1.0.0',
  lastTurnAt: '2030-01-01T00:00:00.000Z',
  ...more,
});

it.each([
  ['20.19.0', 'well'],
  ['22.1.0', 'well'],
  ['20.18.9', 'broken'],
  ['18.0.0', 'broken'],
])('Node %s is %s', (version, verdict) => {
  expect(checkNode(version)).toMatchObject({ verdict });
});

it.each([
  [100e9, 'well'],
  [2e9, 'doubtful'],
  [0.2e9, 'broken'],
])('%d free bytes are %s, with what to do', (bytes, verdict) => {
  expect(judgeDisk(bytes, '/data')).toMatchObject({
    verdict,
    ...(verdict === 'well' ? {} : { mend: expect.stringContaining('knockem delete') }),
  });
});

it("says what the gateway's parts being up means, and why one is down", () => {
  const nats = { status: 'down', message: 'nats-server is away; reconnecting' } as const;
  expect(judgeParts({ nats, service: { status: 'up' }, records: { status: 'up' } })).toEqual([
    broken('nats', nats.message, expect.stringContaining('knockem logs gateway')),
    well('gateway', 'takes requests'),
    well('records', 'the gateway reads the store of records'),
  ]);
  expect(natsVersion('nats-server: v2.9.10\n')).toBe('version 2.9.10 is installed');
});

it('holds the clocks and versions of two machines against one another', () => {
  const now = Date.parse('2030-01-01T00:00:10Z');
  expect(judgeClock('Tue, 01 Jan 2030 00:00:09 GMT', now).verdict).toBe('well');
  expect(judgeClock('Tue, 01 Jan 2030 00:01:00 GMT', now)).toMatchObject({
    verdict: 'doubtful',
    sentence: expect.stringContaining('50 s away'),
  });
  expect(judgeClock(null, now).verdict).toBe('doubtful');
  expect(judgeVersion('gateway', '1.0.0', '1.0.0').verdict).toBe('well');
  expect(judgeVersion('gateway', '0.9.0', '1.0.0').verdict).toBe('doubtful');
});

it('misses executors, and tells of limits that are not held and of other versions', () => {
  expect(judgeExecutors([executor({ state: 'gone' })], '1.0.0')).toMatchObject([{ verdict: 'broken' }]);
  const found = judgeExecutors(
    [executor({ limitsNotHeld: ['memory'] }), executor({ host: 'lab4', version: '0.9.0' })],
    '1.0.0',
  );
  expect(found.map(({ check, verdict }) => [check, verdict])).toEqual([
    ['executors', 'well'],
    ['limits', 'doubtful'],
    ['version', 'doubtful'],
  ]);
});

it('says of a credential file whether executors can use it, and nothing of what stands in it', async () => {
  const directory = tempDirectory('knockem-doctor-');
  const file = join(directory.path, 'registries.json');
  const verdict = async (): Promise<unknown> => (await checkRegistryAuth(file)).map((found) => found.verdict);
  expect(await checkRegistryAuth(undefined)).toEqual([]);
  expect(await verdict()).toEqual(['broken']);
  writeFileSync(file, '{"auths": {"a.example": {"auth": "YWRhOnMzY3JldA=="}}}', { mode: 0o600 });
  expect(await verdict()).toEqual(['well']);
  chmodSync(file, 0o644);
  expect(await verdict()).toEqual(['doubtful']);
  writeFileSync(file, 's3cret');
  const found = await checkRegistryAuth(file);
  expect(found).toMatchObject([{ verdict: 'broken', mend: expect.stringContaining('skopeo login') }]);
  expect(JSON.stringify(found)).not.toContain('s3cret');
  directory.remove();
});

it('is told line by line, with what mends and a sum', () => {
  const text = renderFindings([well('node', 'a'), doubtful('disk', 'b', 'c'), broken('nats', 'd', 'e')]);
  expect(text).toBe('✓ node: a\n! disk: b\n    c\n✗ nats: d\n    e\n\none thing is broken, 1 worth a look');
});
