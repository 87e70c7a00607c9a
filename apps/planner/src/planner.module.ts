import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { type Registry as Metrics } from 'prom-client';
import type { Messaging } from '#messaging';
import {
  BUILD,
  CLOCK,
  LOGGER,
  MESSAGING,
  METRICS,
  ShutdownSequence,
  TRACING,
  type BuildStamp,
  type Clock,
  type KnockemLogger,
  type Tracing,
} from '#platform';
import {
  publishContractFiles,
  publishContractFilesAgain,
} from './adapters/contract-files/publish-contract-files';
import { answerForecasts } from './adapters/nats/forecasts';
import { GenomeCommandJournal } from './adapters/nats/genome-command-journal';
import { PlanRequests } from './adapters/nats/plan-requests';
import { SchedulerResults } from './adapters/nats/scheduler-results';
import { observeRequests } from './adapters/observe-requests';
import { StepThreads } from './adapters/threads/step-threads';
import { AnswerPlanRequest } from './application/answer-plan-request';
import { ASSAY_REGISTRY } from './domain/assays/registry';

/** Who takes away blobs that nobody names passes over what was stored within the hour; runs to come will name these. */
const STORE_AGAIN_MS = 20 * 60_000;

/** Puts the contract's files into the blob store, then answers plan requests until shutdown. Keeps nothing. */
@Module({})
export class PlannerModule implements OnApplicationBootstrap {
  constructor(
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: KnockemLogger,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(BUILD) private readonly build: BuildStamp,
    @Inject(TRACING) private readonly tracing: Tracing,
    private readonly shutdown: ShutdownSequence,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { messaging } = this;
    const threads = new StepThreads();
    const planner = new AnswerPlanRequest({
      registry: ASSAY_REGISTRY,
      contractDigests: await publishContractFiles(messaging.blobs),
      content: messaging.blobs,
      results: new SchedulerResults(messaging),
      genomes: new GenomeCommandJournal(messaging),
      laborious: threads,
      plannerVersion: this.build.knockemVersion,
      build: nameOf(this.build),
    });
    const now = (): number => this.clock.now();
    const { logger, metrics, tracing } = this;
    const { root } = messaging.subjects;
    const requests = new PlanRequests(messaging, planner, {
      now,
      ...observeRequests({ logger, metrics, tracing, now, root }),
    });
    this.answerForecasts();
    this.keepContractFiles();
    // Requests know that they are to stop before their steps are given up: those go back, they have not failed.
    this.shutdown.add('intake', 'plan requests', () => Promise.all([requests.stop(), threads.stop()]));
    await requests.start();
  }

  private answerForecasts(): void {
    const planner = { registry: ASSAY_REGISTRY, build: nameOf(this.build) };
    const forecasts = answerForecasts(this.messaging, planner, (error) =>
      this.logger.error({ err: error }, 'a forecast failed'),
    );
    this.shutdown.add('intake', 'forecasts', () => forecasts.stop());
  }

  private keepContractFiles(): void {
    const stopping = new AbortController();
    let again = Promise.resolve();
    const put = (): void => {
      again = publishContractFilesAgain(this.messaging.blobs, stopping.signal, ({ message }) =>
        this.logger.warn(`the contract's files could not be stored and are tried again: ${message}`),
      );
    };
    const renewing = setInterval(put, STORE_AGAIN_MS);
    this.messaging.onStatus((status) => {
      if (status === 'connected' && !stopping.signal.aborted) put();
    });
    this.shutdown.add('intake', "contract's files", () => {
      clearInterval(renewing);
      stopping.abort();
      return again;
    });
  }
}

const nameOf = ({ knockemVersion, knockemRevision }: BuildStamp): string =>
  `${knockemVersion}+${knockemRevision}`;
