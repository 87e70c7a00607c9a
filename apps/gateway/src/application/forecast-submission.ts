import {
  type AssayForecast,
  type CompetitionResultDocument,
  type MeasuredDuration,
  MAX_SITES,
  type SubmissionCreate,
  type SubmissionDocument,
  type SubmissionForecast,
  type SubmissionRequest,
} from '#contracts';
import { competitionsOf, lengthsOf, median, slotsFor } from '../domain/forecast';
import { type Caller, mayTouch } from '../domain/caller';
import { submissionBody } from '../domain/submission-body';
import type { AcceptSubmission } from './accept-submission';
import type { FindGenome, FoundGenome } from './find-genome';
import type { LiveState, RecordReads, StackFacts } from './ports';

/** The planner's answers; methods reject with `unavailable` while it is away, and with `refused` for what cannot work. */
export interface Forecasts {
  forecast(submission: SubmissionCreate, numSites?: number): Promise<readonly AssayForecast[]>;
}

/** How far back an image's durations are looked for, and of how many competitions they are taken. */
const SUBMISSIONS_BACK = 100;
const COMPETITIONS_MEASURED = 100;
/** The planner looks at neither. */
const NO_CONTENT = { digest: '0'.repeat(64), size: 1, isEphemeral: false };

/**
 * What a request would become: assays, competitions, time. Creates nothing; the genome need not be here, and what is
 * refused would have been refused at the door, or by the planner before the first competition.
 */
export class ForecastSubmission {
  constructor(
    private readonly door: Pick<AcceptSubmission, 'refuseUnfit'>,
    private readonly finder: Pick<FindGenome, 'find'>,
    private readonly planner: Forecasts,
    private readonly live: Pick<LiveState, 'executors'>,
    private readonly records: Pick<RecordReads, 'submissions' | 'competitions' | 'competitionResults'>,
    private readonly stack: Pick<StackFacts, 'runmode'>,
    private readonly newId: () => string,
  ) {}

  async forecast(request: SubmissionRequest, caller: Caller): Promise<SubmissionForecast> {
    this.door.refuseUnfit(request);
    const genome = await this.genomeOf(request, caller);
    const genomeId = request.genomeIdAlpha?.toLowerCase() ?? this.newId();
    const submission = submissionBody(
      this.newId(),
      request,
      genome ?? { ...NO_CONTENT, genomeId },
      this.stack.runmode,
    );
    const counted = genome?.record?.numSites;
    const numSites = counted !== undefined && counted <= MAX_SITES ? counted : undefined;
    const [assays, executors, measured] = await Promise.all([
      this.planner.forecast(submission, numSites),
      this.live.executors(),
      this.measured(submission),
    ]);
    const slots = slotsFor(submission, executors);
    const atOnce = Math.min(slots, submission.maxCompetitionsActive);
    return {
      assays,
      ...(numSites === undefined ? {} : { numSites }),
      competitions: competitionsOf(assays),
      slots,
      atOnce,
      ...(atOnce === 0 ? {} : { lengths: lengthsOf(assays, atOnce) }),
      ...(measured === undefined ? {} : { measured }),
    };
  }

  /** What belongs to others is as unknown as what is not there. */
  private async genomeOf(
    { genomeIdAlpha }: SubmissionRequest,
    caller: Caller,
  ): Promise<FoundGenome | undefined> {
    if (genomeIdAlpha == null) return undefined;
    const found = await this.finder.find(genomeIdAlpha.toLowerCase()).catch(() => undefined);
    return found && mayTouch(caller, found.userEmail) ? found : undefined;
  }

  /** Of the newest submission of this user with this image that has completed competitions to tell of. */
  private async measured({
    userEmail,
    containerImage,
  }: SubmissionCreate): Promise<MeasuredDuration | undefined> {
    try {
      const recent = await this.records.submissions({ userEmail }, SUBMISSIONS_BACK);
      for (const submission of recent.filter((each) => tellsOf(each, containerImage))) {
        const results = await this.resultsOf(submission.id);
        if (results.length === 0) continue;
        const { id: submissionId } = submission;
        return {
          medianSeconds: median(results.map(secondsOf)),
          numCompetitions: results.length,
          submissionId,
        };
      }
      return undefined;
    } catch {
      // Records that are away leave the time unknown, and all else known.
      return undefined;
    }
  }

  private async resultsOf(submissionId: string): Promise<CompetitionResultDocument[]> {
    const { items } = await this.records.competitions(
      { submissionId, status: 'completed' },
      { limit: COMPETITIONS_MEASURED },
    );
    return this.records.competitionResults(items.map(({ id }) => id));
  }
}

const secondsOf = ({ startedAt, endedAt }: CompetitionResultDocument): number =>
  (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;

const tellsOf = ({ containerImage, counters }: SubmissionDocument, image: string): boolean =>
  containerImage === image && counters.completed > 0;
