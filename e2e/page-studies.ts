import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AssayDocument, CompetitionAttempts, SubmissionDocument } from '#contracts';
import { drawGenome, seededRandom } from '#science';
import { shellImage, waitFor, writeImageArchive } from '#testing';
import { genomeText } from '../examples/explicit-model/genome-text';
import { FAILING } from './page-images';
import { command, type StackUnderTest } from './stack-under-test';

export const IMAGE = 'knockem/explicit-model:1';
export const USER = 'ada@lab.example';
export const GENOME = genomeText(
  drawGenome({ numSites: 12, numCritical: 3, numAdditive: 2, numSets: 0, setSize: 0 }, seededRandom(5)),
);
/** Longer than any test of the page waits for. */
const LONG = { nulldist: { replicates: 20_000 } };

/** The studies that tests of the page look at: submitted, asked about and brought into a state over REST. */
export class PageStudies {
  constructor(private readonly stack: StackUnderTest) {}

  async submission(id: string): Promise<SubmissionDocument> {
    return (await this.stack.get<{ submission: SubmissionDocument }>(`/api/v1/submissions/${id}`)).submission;
  }

  async submit(more: object): Promise<string> {
    const body = { userEmail: USER, containerImage: IMAGE, genomeContent: GENOME, ...more };
    return (await this.stack.post<{ submissionId: string }>('/api/v1/submissions', body)).body.submissionId;
  }

  /** By a command as the page shows it, in a directory with the genome; answers the submission's id. */
  async submitByShell(shown: string, env: Readonly<Record<string, string>>): Promise<string> {
    const directory = join(this.stack.dataDir, 'notebook');
    mkdirSync(directory);
    writeFileSync(join(directory, 'genome.txt'), GENOME);
    const bin = resolve(__dirname, '..', 'bin');
    const line = `cd '${directory}' && PATH='${bin}':"$PATH" ${shown}`;
    const end = await command('bash', ['-c', line], env);
    if (end.code !== 0) throw new Error(`${line}\n${end.stderr}`);
    return end.stdout.trim();
  }

  submitLong(more: object = {}): Promise<string> {
    return this.submit({
      ...{ assayTypes: ['nulldist'], assayParameters: LONG, maxCompetitionsActive: 1 },
      ...more,
    });
  }

  /** How many sites each skeleton retains, once that is known. */
  async skeletonsOf(id: string): Promise<{ retained: number[] } | undefined> {
    const { items } = await this.stack.get<{
      items: { assayResult: { skeletons?: { retainedSites: number[] }[] } }[];
    }>(`/api/v1/submissions/${id}/results`);
    const found = items.flatMap(({ assayResult }) => assayResult.skeletons ?? []);
    return found.length > 0
      ? { retained: found.map(({ retainedSites }) => retainedSites.length) }
      : undefined;
  }

  /** A study whose first competition failed, was tried again, and failed again; each time it said something else. */
  async failedTwice(): Promise<readonly [id: string, competition: string]> {
    const { stack } = this;
    await writeImageArchive(join(stack.dataDir, 'images'), await shellImage('lab/failing:1', FAILING));
    const id = await this.submit({
      ...{ containerImage: 'lab/failing:1', genomeContent: 'a\nb\nc\n', maxCompetitionsActive: 1 },
      ...{ assayTypes: ['nulldist'], assayParameters: { nulldist: { replicates: 10, alpha: 0.2 } } },
    });
    const hasFailed = async (): Promise<boolean> => (await this.submission(id)).status === 'failed';
    await waitFor(hasFailed, { timeoutMs: 120_000, message: 'the study has failed' });
    const of = `/api/v1/submissions/${id}`;
    const { items } = await stack.get<{ items: AssayDocument[] }>(`${of}/assays`);
    const competition = `${of}/competitions/${items.find(({ assayType }) => assayType === 'nulldist')!.id}/0`;
    await stack.post(`${of}/retry`, {});
    const isOver = async (): Promise<boolean> =>
      (await stack.get<CompetitionAttempts>(`${competition}/attempts`)).numAttempts === 2 && hasFailed();
    await waitFor(isOver, { timeoutMs: 120_000, message: 'it has failed again' });
    return [id, competition];
  }
}

/** What a submission asks for, by which two that ask for the same are known. */
export const askedFor = (submission: SubmissionDocument): object => ({
  assayTypes: submission.assayTypes,
  assayParameters: submission.assayParameters,
  maxCompetitionsActive: submission.maxCompetitionsActive,
  seed: submission.seed,
  genome: submission.genomeIdAlpha,
  user: submission.userEmail,
  limits: [
    submission.maxCompetitionsFail,
    submission.competitionTimeoutSeconds,
    submission.resources,
    submission.priority,
  ],
});
