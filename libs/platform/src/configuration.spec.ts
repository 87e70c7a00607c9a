import { KnockemError } from '#domain';
import { CONFIGURATION_KEYS, type KeySpec } from './configuration-keys';
import { readConfiguration } from './configuration';

const complaint = (environment: Record<string, string>): string => {
  try {
    readConfiguration(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(KnockemError);
    expect((error as KnockemError).code).toBe('misconfigured');
    return (error as KnockemError).message;
  }
  throw new Error('was accepted');
};

it('has a default for everything', () => {
  const configuration = readConfiguration({});
  expect(configuration).toMatchObject({
    nats: { servers: 'nats://127.0.0.1:4222' },
    runmode: 'production',
    log: { level: 'info', format: 'auto' },
    ops: { host: '127.0.0.1', port: undefined },
    gateway: { host: '127.0.0.1', port: 8080 },
    turnPeriodMs: 5000,
    executor: { runtime: 'auto', allowUnlimited: false },
    cacheBytes: 1e9,
  });
  expect(configuration.executor.slots).toBeGreaterThan(0);
});

it('puts files below the data directory unless told otherwise, always absolute', () => {
  const configuration = readConfiguration({
    KNOCKEM_DATA_DIR: '/data',
    KNOCKEM_EXECUTOR_DIR: 'here',
    KNOCKEM_IMAGES_DIR: '',
  });
  expect(configuration.scheduler.databaseFile).toBe('/data/scheduler/scheduler.sqlite');
  expect(configuration.records.embeddedFile).toBe('/data/records/records.sqlite');
  expect(configuration.imagesDir).toBe('/data/images');
  expect(configuration.executor.directory).toBe(`${process.cwd()}/here`);
});

it('reads a list of patterns, empty when there is none', () => {
  expect(readConfiguration({}).imagesAllowed).toEqual([]);
  expect(readConfiguration({ KNOCKEM_IMAGES_ALLOWED: ' lab/*, model:2.*,' }).imagesAllowed).toEqual([
    'lab/*',
    'model:2.*',
  ]);
});

it('cannot be changed', () => {
  const configuration = readConfiguration({});
  expect(() => Object.assign(configuration.executor, { slots: 5 })).toThrow(TypeError);
});

it.each([
  [
    { KNOCKEM_EXECUTOR_SLOT: '3' },
    'KNOCKEM_EXECUTOR_SLOT is not a setting; did you mean KNOCKEM_EXECUTOR_SLOTS?',
  ],
  [
    { KNOCKEM_GATEWAY_PORT: '80a' },
    /KNOCKEM_GATEWAY_PORT must be a whole number \(TCP port\) between 0 and 65535/,
  ],
  [{ KNOCKEM_IMAGES_ALLOWED: 'lab/*, -v/:/host' }, /KNOCKEM_IMAGES_ALLOWED "-v\/:\/host" is not a pattern/],
  [{ KNOCKEM_TURN_PERIOD_MS: '-1' }, /between 50 and 60000, got "-1"/],
  [{ KNOCKEM_RUNMODE: 'test' }, 'KNOCKEM_RUNMODE cannot be "test"; did you mean testing?'],
  [{ KNOCKEM_EXECUTOR_ALLOW_UNLIMITED: 'maybe' }, /must be true or false, got "maybe"/],
  [{ KNOCKEM_NATS_URL: 'localhost' }, /must look like nats:\/\/host:4222, got "localhost"/],
  [{ KNOCKEM_RECORDS_URL: 'mysql://x' }, /must begin with mongodb:\/\//],
  [{ KNOCKEM_EXECUTOR_POOL: 'Big Ones' }, /must be a word/],
])('refuses %j', (environment, message) => {
  expect(complaint(environment as Record<string, string>)).toMatch(message);
});

it('tells everything that is wrong at once, and never a password', () => {
  const message = complaint({
    KNOCKEM_NATS_URL: 'nats://me:geheim@host:4222',
    KNOCKEM_LOG_FORMAT: 'xml',
  });
  expect(message).toContain('KNOCKEM_NATS_URL holds a password');
  expect(message).toContain('KNOCKEM_LOG_FORMAT');
  expect(message).not.toContain('geheim');
});

it('leaves the keys of the tests alone', () => {
  expect(readConfiguration({ KNOCKEM_TEST_MONGODB_URL: 'x', OTHER: 'y' }).runmode).toBe('production');
});

it('describes every key for the documentation', () => {
  for (const [key, spec] of Object.entries(CONFIGURATION_KEYS as Record<string, KeySpec>)) {
    expect({ key, described: spec.description.length > 10 }).toEqual({ key, described: true });
    if (spec.type === 'whole number') expect(spec).toMatchObject({ unit: expect.any(String) });
    if (spec.type === 'word') expect(spec.choices?.length).toBeGreaterThan(1);
  }
});
