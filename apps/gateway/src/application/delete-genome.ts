import { KnockemError } from '#domain';
import { FindGenome } from './find-genome';
import type { CommandJournal, LiveState } from './ports';
import { genomeNotFound } from './read-genome';

export interface GenomeDeleted {
  readonly genomeId: string;
  readonly streamSequence: number;
}

/**
 * Deletes a genome that no live submission uses. The check here gives the person a clear answer; a submission that is
 * accepted at the same moment is the scheduler's to decide, which reads both in one order.
 */
export class DeleteGenome {
  constructor(
    private readonly finder: FindGenome,
    private readonly live: Pick<LiveState, 'genomeUsers'>,
    private readonly journal: Pick<CommandJournal, 'deleteGenome'>,
  ) {}

  async delete(genomeId: string, by: string | undefined): Promise<GenomeDeleted> {
    const found = await this.finder.find(genomeId);
    if (!found) throw genomeNotFound(genomeId);
    const users = await this.live.genomeUsers(genomeId);
    if (users.length > 0) {
      throw new KnockemError(
        'conflict',
        `Genome ${genomeId} is in use by ${users.length} live submission(s).`,
        {
          problems: users.map((id) => ({ field: 'submissionId', message: id })),
          hint: 'Wait until they have ended, or cancel them.',
        },
      );
    }
    const streamSequence = await this.journal.deleteGenome({ genomeId, by: by ?? found.userEmail });
    return { genomeId, streamSequence };
  }
}
