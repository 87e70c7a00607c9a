import type { ContainerLogChunk, ContainerLogReply } from '#contracts';
import { KnockemError } from '#domain';
import type { Messaging } from '#messaging';
import type { ContainerLogs } from '../../application/read-container-log';

/** Executors that do not hold the run stay silent, so silence for this long means that none does. */
const TIMEOUT_MS = 1500;

/** Asks all executors for the output of a run; the one that holds it answers and publishes what follows. */
export class NatsContainerLogs implements ContainerLogs {
  constructor(private readonly messaging: Messaging) {}

  async ask(
    submissionId: string,
    competitionId: string,
    followMs: number,
  ): Promise<ContainerLogReply | undefined> {
    const body = { submissionId, competitionId, followMs };
    try {
      return await this.messaging.request<ContainerLogReply>('containerlog.follow', body, {
        timeoutMs: TIMEOUT_MS,
      });
    } catch (error) {
      if (error instanceof KnockemError && ['unavailable', 'not-found'].includes(error.code))
        return undefined;
      throw error;
    }
  }

  watch(
    submissionId: string,
    competitionId: string,
    onChunk: (chunk: ContainerLogChunk) => void,
  ): () => Promise<void> {
    const subject = this.messaging.subjects.containerLog(submissionId, competitionId);
    const subscription = this.messaging.subscribe(subject, ({ body }) => {
      const chunk = parsed(body);
      if (chunk) onChunk(chunk);
    });
    return () => subscription.stop();
  }
}

/** Executors are ours; what is not a chunk all the same is passed over. */
function parsed(body: Uint8Array): ContainerLogChunk | undefined {
  try {
    const chunk = JSON.parse(Buffer.from(body).toString('utf8')) as ContainerLogChunk;
    return typeof chunk.offset === 'number' && typeof chunk.text === 'string' ? chunk : undefined;
  } catch {
    return undefined;
  }
}
