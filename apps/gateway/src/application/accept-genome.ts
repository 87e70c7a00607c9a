import { genomeComplaint, LIMITS } from '#contracts';
import { genomeIdOf, KnockemError } from '#domain';
import type { StoredGenome } from '../domain/submission-body';
import type { FindGenome } from './find-genome';
import type { CommandJournal, GenomeContents, StackFacts } from './ports';
import type { Quotas } from './quotas';

export interface GenomeAccepted extends StoredGenome {
  readonly userEmail: string;
  readonly streamSequence: number;
}

/**
 * Takes a genome in: content first, then the journal, so that a journalled genome always has its content. Repeating is
 * harmless: the id follows from user and content. A crash in between leaves a blob that the repetition finds.
 */
export class AcceptGenome {
  constructor(
    private readonly journal: Pick<CommandJournal, 'createGenome'>,
    private readonly contents: Pick<GenomeContents, 'put'>,
    private readonly stack: Pick<StackFacts, 'runmode'>,
    private readonly finder: Pick<FindGenome, 'find'>,
    private readonly quotas: Pick<Quotas, 'genome'>,
    private readonly digestOf: (content: Buffer) => string,
  ) {}

  async accept(content: Buffer, userEmail: string, isEphemeral: boolean): Promise<GenomeAccepted> {
    if (content.length > LIMITS.genomeBytes) throw genomeTooLarge(content.length);
    const complaint = genomeComplaint(content);
    if (complaint) {
      throw new KnockemError('invalid', `Not stored: ${complaint}.`, {
        problems: [{ field: 'genomeContent', message: complaint }],
        hint: 'Send the genome as UTF-8 text.',
      });
    }
    const store = (): Promise<GenomeAccepted> => this.store(content, userEmail, isEphemeral);
    const known = await this.finder
      .find(genomeIdOf(userEmail, this.digestOf(content)))
      .catch(() => undefined);
    return known ? store() : this.quotas.genome(userEmail, content.length, store);
  }

  private async store(content: Buffer, userEmail: string, isEphemeral: boolean): Promise<GenomeAccepted> {
    const { digest, size } = await this.contents.put(content);
    const genome = { genomeId: genomeIdOf(userEmail, digest), digest, size, isEphemeral, userEmail };
    const streamSequence = await this.journal.createGenome({
      ...genome,
      knockemRunmode: this.stack.runmode,
    });
    return { ...genome, streamSequence };
  }
}

export const genomeTooLarge = (bytes?: number): KnockemError =>
  new KnockemError(
    'too-large',
    `The genome is larger than the limit of ${LIMITS.genomeBytes.toLocaleString('en')} bytes` +
      (bytes === undefined ? '.' : `: it has ${bytes.toLocaleString('en')}.`),
    { hint: 'A genome is at most 15 MB of text.' },
  );
