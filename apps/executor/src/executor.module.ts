import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { type Registry } from 'prom-client';
import { ImageAllowList, KnockemError } from '#domain';
import { type Messaging } from '#messaging';
import {
  BUILD,
  type BuildStamp,
  CLOCK,
  type Clock,
  type Configuration,
  CONFIGURATION,
  type KnockemLogger,
  LOGGER,
  MESSAGING,
  METRICS,
  readCredentialFile,
  ShutdownSequence,
  TRACING,
  type Tracing,
} from '#platform';
import { chooseRuntime } from './adapters/choose-runtime';
import { BlobCache } from './adapters/disk/blob-cache';
import { DiskRoom } from './adapters/disk/disk-room';
import { type DirectoryLock, lockDirectory } from './adapters/disk/directory-lock';
import { openIdentity } from './adapters/disk/kept-identity';
import { openKeptReports } from './adapters/disk/kept-reports';
import { executorMeter, watchHeldRuns } from './adapters/metrics/executor-metrics';
import { runTraces } from './adapters/metrics/run-traces';
import { answerPruning } from './adapters/nats/answer-pruning';
import { answerContainerLog } from './adapters/nats/container-log';
import { contentStore } from './adapters/nats/content-store';
import { schedulerDoor } from './adapters/nats/scheduler-door';
import type { ContainerRuntime } from './application/container-runtime';
import { Executor } from './application/executor';

const OPENED = Symbol('OpenedExecutor');

/** For giving back what runs; below what the platform gives a service for its graceful end (20 s). */
const DRAIN_MS = 15_000;

export type OpenRuntime = (configuration: Configuration, executorId: string) => Promise<ContainerRuntime>;

interface OpenedExecutor {
  readonly executor: Executor;
  readonly runtime: ContainerRuntime;
  readonly lock: DirectoryLock;
}

interface Platform {
  readonly configuration: Configuration;
  readonly messaging: Messaging;
  readonly clock: Clock;
  readonly logger: KnockemLogger;
  readonly metrics: Registry;
  readonly build: BuildStamp;
  readonly tracing: Tracing;
}

@Module({})
export class ExecutorModule implements OnApplicationBootstrap {
  constructor(
    @Inject(OPENED) private readonly opened: OpenedExecutor,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    private readonly shutdown: ShutdownSequence,
  ) {}

  /** `openRuntime`: a runtime of a spec's own. */
  static on(_configuration: Configuration, openRuntime: OpenRuntime = runtimeOf): DynamicModule {
    const opened = {
      provide: OPENED,
      inject: [CONFIGURATION, MESSAGING, CLOCK, LOGGER, METRICS, BUILD, TRACING],
      useFactory: (
        configuration: Configuration,
        messaging: Messaging,
        clock: Clock,
        logger: KnockemLogger,
        metrics: Registry,
        build: BuildStamp,
        tracing: Tracing,
      ) => open({ configuration, messaging, clock, logger, metrics, build, tracing }, openRuntime),
    };
    return { module: ExecutorModule, providers: [opened] };
  }

  async onApplicationBootstrap(): Promise<void> {
    const { executor, runtime, lock } = this.opened;
    this.shutdown.add('store', 'container runtime', () => runtime.close());
    this.shutdown.add('store', 'directory lock', () => lock.release());
    const logs = answerContainerLog(this.messaging, executor.followLog);
    this.shutdown.add('intake', 'container logs', () => logs.stop());
    const pruning = answerPruning(this.messaging, executor.pruneStocks);
    this.shutdown.add('intake', 'pruning', () => pruning.stop());
    this.shutdown.add('work', 'runs', () => executor.drain(DRAIN_MS));
    this.messaging.onStatus((status) => status === 'connected' && executor.loop.reconnected());
    await executor.start((error) => {
      // Not ours to mend: the platform says it in one line and ends the process.
      void Promise.reject(error);
    });
  }
}

/** The directory first: nothing is read or started before it is this process's own. */
async function open(platform: Platform, openRuntime: OpenRuntime): Promise<OpenedExecutor> {
  const { directory } = platform.configuration.executor;
  await makeDirectory(directory);
  const lock = await lockDirectory(directory);
  try {
    return { lock, ...(await openParts(platform, openRuntime)) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openParts(
  { configuration, messaging, clock, logger, metrics, build, tracing }: Platform,
  openRuntime: OpenRuntime,
): Promise<Omit<OpenedExecutor, 'lock'>> {
  const { directory, slots, pool } = configuration.executor;
  await checkCredentialFile(configuration, logger);
  const identity = await openIdentity({ directory, slots, pool, version: build.knockemVersion });
  const runtime = await openRuntime(configuration, identity.executorId);
  const facts = await runtime.check();
  const { executorId } = identity;
  logger.info({ executorId, slots, pool, runtime: facts }, `containers run by ${facts.name}`);
  warnOfLimits(logger, facts.limitsNotHeld);
  const executor = new Executor({
    identity,
    runtime,
    facts,
    scheduler: schedulerDoor(messaging),
    reports: await openKeptReports(join(directory, 'reports'), (file) =>
      logger.error({ file }, 'a kept report cannot be read and is left alone'),
    ),
    inputs: await BlobCache.open({
      directory: join(directory, 'blobs'),
      maxBytes: configuration.cacheBytes,
      fetch: (digest) => messaging.blobs.get(digest),
    }),
    content: contentStore(messaging),
    clock,
    log: logger,
    meter: { ...executorMeter(metrics), ...runTraces(tracing, executorId) },
    turnPeriodMs: configuration.turnPeriodMs,
    hasRoom: new DiskRoom(directory, logger).hasRoom,
    allowedImages: new ImageAllowList(configuration.imagesAllowed),
    publishLog: (submissionId, competitionId, chunk) =>
      messaging.publishCore(messaging.subjects.containerLog(submissionId, competitionId), chunk),
  });
  watchHeldRuns(metrics, executor.held, slots);
  return { executor, runtime };
}

/** A file that cannot be used refuses the start: its images would fail one by one. */
async function checkCredentialFile(
  { registryAuthFile }: Configuration,
  logger: KnockemLogger,
): Promise<void> {
  if (registryAuthFile === undefined) return;
  const { warnings } = await readCredentialFile(registryAuthFile);
  for (const warning of warnings) logger.warn(warning);
}

function warnOfLimits(logger: KnockemLogger, limits: readonly string[]): void {
  if (limits.length > 0) logger.warn({ limits }, `limits that cannot be held here: ${limits.join(', ')}`);
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw new KnockemError(
      'misconfigured',
      `the executor's directory cannot be made: ${(error as Error).message}`,
      { hint: 'set KNOCKEM_EXECUTOR_DIR to a place where this user may write' },
    );
  }
}

const runtimeOf: OpenRuntime = (configuration, executorId) =>
  chooseRuntime({
    runtime: configuration.executor.runtime,
    directory: join(configuration.executor.directory, 'runtime'),
    imagesDirectory: configuration.imagesDir,
    registryAuthFile: configuration.registryAuthFile,
    allowUnlimited: configuration.executor.allowUnlimited,
    dockerHost: configuration.dockerHost,
    busybox: configuration.executor.busybox,
    executorId,
  });
