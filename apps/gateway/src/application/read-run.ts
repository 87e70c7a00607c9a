import type { RecordedRun } from '#contracts';
import { KnockemError } from '#domain';
import type { GenomeContents, LiveState } from './ports';
import { mustHaveAssay } from './read-competition';
import { ReadSubmission } from './read-submission';

export interface CompetitionNamed {
  readonly submissionId: string;
  readonly assayId: string;
  readonly ordinal: number;
}

/** One run of a competition as its executor was given it, with the files it read: enough to run it again elsewhere. */
export class ReadRun {
  constructor(
    private readonly submissions: ReadSubmission,
    private readonly live: Pick<LiveState, 'run'>,
    private readonly contents: Pick<GenomeContents, 'get'>,
  ) {}

  async read({ submissionId, assayId, ordinal }: CompetitionNamed, attempt?: number): Promise<RecordedRun> {
    await mustHaveAssay(this.submissions, submissionId, assayId);
    return this.live.run({ assayId, ordinal, ...(attempt === undefined ? {} : { attempt }) });
  }

  /** Only what the run itself reads: a digest opens no other content. */
  async input(named: CompetitionNamed, digest: string): Promise<Buffer> {
    const { template } = await this.read(named);
    const input = template.inputs.find((each) => each.digest === digest);
    if (!input) throw new KnockemError('not-found', `No run of this competition reads a file ${digest}.`);
    const content = await this.contents.get(digest);
    if (content) return content;
    throw new KnockemError('not-found', `The file ${input.path} of this run is no longer kept.`, {
      hint: 'The genome was deleted, or was uploaded for one submission only, which ended more than a day ago.',
    });
  }
}
