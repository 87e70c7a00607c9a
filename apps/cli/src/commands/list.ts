import { Command, Option } from 'commander';
import type { SubmissionDocument } from '#contracts';
import { SUBMISSION_STATES, type SubmissionState } from '#domain';
import { type Session, sessionOf } from '../session';
import { renderSubmissions } from '../render/submission';
import { wholeNumber } from './number-arguments';

interface ListFlags {
  user?: string;
  status?: SubmissionState;
  from?: string;
  to?: string;
  limit: number;
}

const PAGE = 100;

export function listCommand(): Command {
  return new Command('list')
    .option('--user <email>', 'only of this user')
    .addOption(new Option('--status <state>', 'only in this state').choices(SUBMISSION_STATES))
    .option('--from <time>', 'submitted at or after this ISO-8601 time')
    .option('--to <time>', 'submitted before this ISO-8601 time')
    .option('--limit <n>', 'at most this many', wholeNumber, 20)
    .action(async (flags: ListFlags, command: Command) => {
      const session = sessionOf(command);
      const submissions = await pages(session, flags);
      session.print(submissions, () => renderSubmissions(submissions));
    });
}

async function pages(session: Session, flags: ListFlags): Promise<SubmissionDocument[]> {
  const rows: SubmissionDocument[] = [];
  let cursor: string | undefined;
  do {
    const { user: userEmail, status, from, to } = flags;
    const limit = Math.min(PAGE, flags.limit - rows.length);
    const page = await session.gateway.submissions({ userEmail, status, from, to, cursor, limit });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && rows.length < flags.limit);
  return rows;
}
