import { competitionIdOf, KnockemError, PLACE_HOLDING_STATES } from '#domain';
import type { GenomeContents, RecordReads } from './ports';
import { type AttemptsView, type AttemptView, ReadAttempts } from './read-attempts';
import type { ContainerLog, ContainerLogs } from './read-container-log';
import type { CompetitionNamed } from './read-run';

/** A busy executor may be silent for longer than its answer is waited for, and an attempt may end between two questions. */
const MOST_TRIES = 4;

/**
 * Output of one attempt at a competition: of one that is not over from its executor, else what was kept of it, which for
 * the attempt that settled the competition may be the tail in its record.
 */
export class ReadAttemptLog {
  constructor(
    private readonly attempts: ReadAttempts,
    private readonly logs: Pick<ContainerLogs, 'ask'>,
    private readonly contents: Pick<GenomeContents, 'get'>,
    private readonly records: Pick<RecordReads, 'competition'>,
  ) {}

  async read(named: CompetitionNamed, number: number): Promise<ContainerLog> {
    for (let tries = 1; ; tries++) {
      const attempt = attemptOf(await this.attempts.read(named), number);
      const log =
        (await this.held(named, attempt)) ?? (await this.blob(attempt)) ?? (await this.tail(named, attempt));
      if (log) return log;
      if (attempt.state !== 'running' || tries === MOST_TRIES) throw notKept(number);
    }
  }

  private async held(
    { submissionId, assayId, ordinal }: CompetitionNamed,
    { state, attemptId }: AttemptView,
  ): Promise<ContainerLog | undefined> {
    if (!PLACE_HOLDING_STATES.includes(state)) return undefined;
    const held = await this.logs.ask(submissionId, competitionIdOf(assayId, ordinal), 0);
    return held?.attemptId === attemptId ? { text: held.output, source: 'executor' } : undefined;
  }

  private async blob({ logDigest }: AttemptView): Promise<ContainerLog | undefined> {
    const blob = logDigest === undefined ? undefined : await this.contents.get(logDigest);
    return blob && { text: blob.toString('utf8'), source: 'blob' };
  }

  private async tail(
    { assayId, ordinal }: CompetitionNamed,
    { settled }: AttemptView,
  ): Promise<ContainerLog | undefined> {
    const record = settled ? await this.records.competition(assayId, ordinal) : undefined;
    return record?.logTail === undefined ? undefined : { text: record.logTail, source: 'record' };
  }
}

const notKept = (number: number): KnockemError =>
  new KnockemError('not-found', `No output of attempt ${number} is kept.`, {
    hint: 'Output is kept of failed runs, and of all runs of a submission with keepLogs: true.',
  });

function attemptOf({ items, source }: AttemptsView, number: number): AttemptView {
  const found = items.find(({ attempt }) => attempt === number);
  if (found) return found;
  const there = items.map(({ attempt }) => attempt).join(', ') || 'none';
  throw new KnockemError('not-found', `It has no attempt ${number} that is known here (known: ${there}).`, {
    ...(source === 'records' && {
      hint: 'Only the scheduler knows them all, for 30 days after the end of their submission; the records told these.',
    }),
  });
}
