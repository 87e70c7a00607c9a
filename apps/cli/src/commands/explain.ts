import { Command } from 'commander';
import { attemptsTellMore, type Schemas } from '#client';
import type { Explanation } from '#contracts';
import { isTerminalAssay, isTerminalCompetition, isTerminalSubmission, KnockemError } from '#domain';
import type { GatewayClient } from '../client/gateway-client';
import { assayNamed } from '../client/name-competition';
import { renderAttempts } from '../render/attempts';
import { renderExplanation } from '../render/explanation';
import { sessionOf } from '../session';
import { type CompetitionName, competitionOrSubmission } from './competition-arguments';

interface Explained {
  readonly name: string;
  readonly explanation: Explanation;
  /** Absent where the competition is not planned yet. */
  readonly attempts?: Schemas['CompetitionAttempts'];
}

interface ExplainFlags {
  readonly attempts?: boolean;
}

/**
 * Why a competition is not running, and how it was tried so far; for a submission, of the next one of each assay that is
 * not at its end. Attempts are shown where they tell more than the competition's state.
 */
export function explainCommand(): Command {
  return new Command('explain')
    .argument(
      '<competition>',
      'SUBMISSION/ASSAY/ORDINAL; or a submission: the next competition of each assay',
      competitionOrSubmission,
    )
    .option('--attempts', 'show the attempts also where there was but a plain one')
    .action(async ({ submissionId, place }: CompetitionName, flags: ExplainFlags, command: Command) => {
      const { gateway, print } = sessionOf(command);
      const answer = await gateway.submission(submissionId);
      const explained = place
        ? [await explainOne(gateway, answer, assayNamed(answer, place.assay), place.ordinal)]
        : await explainNext(gateway, answer);
      print(place ? explained[0] : explained, () =>
        explained.length === 0
          ? nothingWaits(answer)
          : explained.map((one) => renderExplained(submissionId, one, flags)).join('\n'),
      );
    });
}

async function explainOne(
  gateway: GatewayClient,
  { submission }: Schemas['SubmissionView'],
  assay: Schemas['AssayView'],
  ordinal: number,
): Promise<Explained> {
  const [answer, attempts] = await Promise.all([
    gateway.competition(submission.id, assay.id, ordinal),
    gateway.attempts(submission.id, assay.id, ordinal).catch(noneWhereNotPlanned),
  ]);
  const name = `${submission.id}/${assay.assayType}/${ordinal}`;
  return { name, explanation: explanationOf(answer), ...(attempts ? { attempts } : {}) };
}

function noneWhereNotPlanned(error: unknown): undefined {
  if (!(error instanceof KnockemError && error.code === 'not-found')) throw error;
}

function renderExplained(
  submissionId: string,
  { name, explanation, attempts }: Explained,
  flags: ExplainFlags,
): string {
  const told = renderExplanation({ submissionId, name }, explanation, Date.now());
  if (!attempts || !(flags.attempts || attemptsTellMore(attempts))) return told;
  const competition = name.slice(submissionId.length + 1);
  const output = (attempt: number): string =>
    `knockem logs ${submissionId} --competition ${competition} --attempt ${attempt}`;
  return `${told}\n${indented(renderAttempts(attempts, output))}`;
}

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

/** What has ended is told by its record. */
function explanationOf({
  competitionId,
  competition,
  explanation,
  result,
}: Schemas['CompetitionView']): Explanation {
  if (explanation) return explanation;
  const status = competition?.status ?? 'pending';
  const said = isTerminalCompetition(status)
    ? `it has ended: ${status}`
    : `it was ${status} when the records last heard of it; the scheduler does not answer`;
  const since = result?.endedAt ?? competition?.datetime ?? '';
  return { competitionId, status, detail: competition?.reason ?? said, since };
}

async function explainNext(gateway: GatewayClient, answer: Schemas['SubmissionView']): Promise<Explained[]> {
  const live = isTerminalSubmission(answer.submission.status) ? [] : answer.assays;
  const explained: Explained[] = [];
  for (const assay of live.filter(({ status }) => !isTerminalAssay(status))) {
    const ordinal = await nextOrdinal(gateway, answer.submission.id, assay);
    if (ordinal !== undefined) explained.push(await explainOne(gateway, answer, assay, ordinal));
  }
  return explained;
}

/** Of a blocked assay the first that it will have; of another the first that waits, else one that runs. */
async function nextOrdinal(
  gateway: GatewayClient,
  submissionId: string,
  { id: assayId, status }: Schemas['AssayView'],
): Promise<number | undefined> {
  if (status === 'blocked') return 0;
  for (const wanted of ['pending', 'active'] as const) {
    const { items } = await gateway.competitions(submissionId, { assayId, status: wanted, limit: 1 });
    if (items.length > 0) return items[0].ordinal;
  }
  return undefined;
}

function nothingWaits({ submission, assays }: Schemas['SubmissionView']): string {
  const { id, status, reason } = submission;
  if (isTerminalSubmission(status))
    return `${id} has ended: ${reason ?? status}\nsee what it found: knockem results ${id}`;
  if (assays.length === 0)
    return `${id} is ${status}: its first plan is under way (is the planner up? knockem status)`;
  return `${id} is ${status}, and no competition of it waits: the next round is being planned`;
}
