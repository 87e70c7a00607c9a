import type { TurnRequest } from '#contracts';
import { KnockemError } from '#domain';

/** Which stack this scheduler is: told to executors, whose containers carry it as a label. */
export class StackIdentity {
  constructor(readonly stackId: string) {}

  /** An executor that worked for another database: its containers are not ours to judge, nothing is removed. */
  foreign(request: TurnRequest): KnockemError {
    return new KnockemError(
      'refused',
      `executor ${request.executorId} on ${request.host} belongs to stack ${request.stackId}; this scheduler is stack ${this.stackId}`,
      {
        hint: 'Connect it to the nats-server of its own stack, or give it an empty KNOCKEM_EXECUTOR_DIR to join this one.',
      },
    );
  }
}
