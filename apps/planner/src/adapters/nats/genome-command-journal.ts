import type { GenomeCreate } from '#contracts';
import type { Messaging } from '#messaging';
import type { GenomeCommands } from '../../application/ports';

/** Publishes `genome.create`; made when its PubAck is here. */
export class GenomeCommandJournal implements GenomeCommands {
  constructor(private readonly messaging: Messaging) {}

  async create(command: GenomeCreate): Promise<void> {
    const { genomeId, digest } = command;
    await this.messaging.publish(this.messaging.subjects.genomeCommand('create', genomeId), command, {
      schema: 'genome.create.v1',
      messageId: `kept-${genomeId}-${digest.slice(0, 16)}`,
    });
  }
}
