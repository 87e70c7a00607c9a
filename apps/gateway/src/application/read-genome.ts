import type { GenomeDocument } from '#contracts';
import { KnockemError } from '#domain';
import { FindGenome, type FoundGenome } from './find-genome';
import type { GenomeContents, Now, Page, PageRequest, RecordReads, StackFacts } from './ports';

/** A genome without its content. */
export type GenomeFacts = Omit<GenomeDocument, 'genomeContent'>;
export interface GenomeView {
  readonly genome: GenomeFacts;
  readonly source: 'journal' | 'records';
  readonly asOf: string;
}

export class ReadGenome {
  constructor(
    private readonly finder: FindGenome,
    private readonly contents: Pick<GenomeContents, 'get' | 'put'>,
    private readonly records: Pick<RecordReads, 'genomesOf'>,
    private readonly stack: StackFacts,
    private readonly now: Now,
  ) {}

  async facts(genomeId: string): Promise<GenomeView> {
    const found = await this.found(genomeId);
    return { genome: this.factsOf(found), source: found.source, asOf: this.now() };
  }

  /** The content, from its blob; from the record where the bucket was lost, which is then filled again. */
  async content(genomeId: string): Promise<Buffer> {
    const found = await this.found(genomeId);
    const blob = await this.contents.get(found.digest);
    if (blob) return blob;
    if (found.record?.genomeContent === undefined) {
      throw new KnockemError('not-found', `The content of genome ${genomeId} is no longer kept.`, {
        hint: found.isEphemeral
          ? 'It was uploaded as ephemeral: its content goes 24 hours after the last submission that used it.'
          : 'Upload it again: the same content gets the same id.',
      });
    }
    const content = Buffer.from(found.record.genomeContent);
    await this.contents.put(content);
    return content;
  }

  list(userEmail: string, page: PageRequest): Promise<Page<GenomeFacts>> {
    return this.records.genomesOf(userEmail, page);
  }

  private async found(genomeId: string): Promise<FoundGenome> {
    const found = await this.finder.find(genomeId);
    if (!found) throw genomeNotFound(genomeId);
    return found;
  }

  private factsOf(found: FoundGenome): GenomeFacts {
    if (found.record) return withoutContent(found.record);
    const { genomeId, digest, size, isEphemeral, userEmail, datetime } = found;
    const stamp = {
      datetime,
      userEmail,
      version: 0,
      knockemRevision: this.stack.revision,
      knockemRunmode: this.stack.runmode,
      knockemVersion: this.stack.version,
    };
    return { genomeId, digest, size, isEphemeral, ...stamp };
  }
}

const withoutContent = ({ genomeContent: _, ...facts }: GenomeDocument): GenomeFacts => facts;

export const genomeNotFound = (genomeId: string): KnockemError =>
  new KnockemError('not-found', `There is no genome ${genomeId} here, or it was deleted.`, {
    hint: 'Upload it with POST /api/v1/genomes; the answer holds its id.',
  });
