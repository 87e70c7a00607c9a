import { Command, InvalidArgumentError, Option } from 'commander';
import { addressOf } from '#client';
import type { LogLine } from '#contracts';
import { nearestWord } from '#domain';
import type { Messaging } from '#messaging';
import { onTheBus } from '../client/bus';
import { assayNamed } from '../client/name-competition';
import { EXIT } from '../exit-codes';
import { readDuration } from '../read-duration';
import { printable, printablePieces, textPieces } from '../render/printable';
import { type Session, sessionOf } from '../session';
import { untilAskedToStop } from '../stop-signals';
import { type PlaceInSubmission, placeInSubmission } from './competition-arguments';
import { wholeNumber } from './number-arguments';
import { NO_SUBMISSION_ID, UUID } from './submission-arguments';

const SERVICES = ['gateway', 'planner', 'scheduler', 'executor', 'recorder'];
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

interface LogsFlags {
  follow?: boolean;
  level: (typeof LEVELS)[number];
  /** In milliseconds. */
  since: number;
  competition?: PlaceInSubmission;
  attempt?: number;
}

export function logsCommand(): Command {
  return new Command('logs')
    .argument('<service|submission>', `${SERVICES.join(', ')}; or a submission id with --competition`)
    .option('-f, --follow', 'go on with what comes')
    .addOption(new Option('--level <level>', 'this level and above').choices(LEVELS).default('info'))
    .addOption(
      new Option('--since <duration>', 'how far back: 90s, 10m, 2h (logs are kept for a day)')
        .argParser(durationMs)
        .default(600_000, '10m'),
    )
    .option('--competition <assay/ordinal>', 'the container of this competition', placeInSubmission)
    .option('--attempt <n>', 'of the competition: this attempt (knockem explain shows them)', wholeNumber)
    .action(async (subject: string, flags: LogsFlags, command: Command) => {
      const wrong = whatIsWrong(subject, flags);
      if (wrong !== undefined) command.error(`error: ${wrong}`);
      const session = sessionOf(command);
      const { competition } = flags;
      if (competition) await containerLog(session, subject, { ...flags, competition });
      else await serviceLog(session, subject, flags);
    });
}

const LOG = '/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/log';
type ContainerLogFlags = Pick<LogsFlags, 'attempt' | 'follow'> & { readonly competition: PlaceInSubmission };

async function containerLog(
  session: Session,
  id: string,
  { competition, attempt, follow }: ContainerLogFlags,
): Promise<void> {
  const assay = assayNamed(await session.gateway.submission(id), competition.assay);
  const path = { submissionId: id, assayId: assay.id, ordinal: competition.ordinal };
  const query = { ...(follow ? { follow } : {}), ...(attempt === undefined ? {} : { attempt }) };
  const stream = await session.gateway.open(addressOf(LOG, { path, query }));
  if (session.settings.json) {
    for await (const output of textPieces(stream)) process.stdout.write(`${JSON.stringify({ output })}\n`);
    return;
  }
  // A file gets the bytes as they are.
  const output = process.stdout.isTTY ? printablePieces(stream) : stream;
  for await (const chunk of output) process.stdout.write(chunk);
}

function serviceLog(session: Session, service: string, flags: LogsFlags): Promise<void> {
  return onTheBus(session.settings, 'logs', (messaging) => readLog(messaging, session, service, flags));
}

async function readLog(
  messaging: Messaging,
  session: Session,
  service: string,
  flags: LogsFlags,
): Promise<void> {
  const lowest = LEVELS.indexOf(flags.level);
  const ended = new Silence(flags.follow ? undefined : QUIET_MS);
  const reader = await messaging.tail({
    stream: 'log',
    filter: messaging.subjects.all.logs(service),
    from: { sinceMs: flags.since },
    onMessage: ({ body }) => {
      ended.heard();
      const line = JSON.parse(Buffer.from(body).toString('utf8')) as LogLine;
      if (LEVELS.indexOf(line.level as LogsFlags['level']) >= lowest) print(session, line);
    },
  });
  ended.heard();
  const outcome = await Promise.race([ended.reached, untilAskedToStop()]);
  await reader.stop();
  if (outcome === 'stop') process.exitCode = EXIT.interrupted;
}

/** Stored lines follow one another within milliseconds: after a second without one, all have come. */
const QUIET_MS = 1000;

/** Reached when nothing was heard for so long; without a duration, never. */
class Silence {
  private timer?: NodeJS.Timeout;
  private reach: () => void = () => undefined;
  readonly reached = new Promise<void>((resolve) => (this.reach = resolve));

  constructor(private readonly durationMs?: number) {}

  heard(): void {
    clearTimeout(this.timer);
    if (this.durationMs !== undefined) this.timer = setTimeout(this.reach, this.durationMs);
  }
}

function print(session: Session, logged: LogLine): void {
  if (session.settings.json) return void process.stdout.write(`${JSON.stringify(logged)}\n`);
  const { time, level, service, message, ...rest } = logged;
  const fields = Object.entries(rest)
    .filter(([, value]) => value !== undefined && typeof value !== 'object')
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
  const line = `${time} ${level.toUpperCase().padEnd(5)} ${service}  ${message}${fields ? `  ${fields}` : ''}`;
  process.stdout.write(`${printable(line)}\n`);
}

/** Of the words together, each of which is well formed; a second line is what was meant. */
export function whatIsWrong(
  subject: string,
  { competition, attempt }: Pick<LogsFlags, 'competition' | 'attempt'>,
): string | undefined {
  const isSubmission = UUID.test(subject);
  if (competition) return isSubmission ? undefined : `'${subject}' ${NO_SUBMISSION_ID}`;
  if (isSubmission)
    return `which container of this submission? Name its competition: --competition ASSAY/ORDINAL, such as nulldist/0`;
  if (attempt !== undefined) return '--attempt is of a competition; name it: --competition ASSAY/ORDINAL';
  if (SERVICES.includes(subject)) return undefined;
  const near = nearestWord(subject, SERVICES);
  const meant = near ? `(Did you mean ${near}?)` : `(services: ${SERVICES.join(', ')})`;
  return `unknown service '${subject}'\n${meant}`;
}

export function durationMs(text: string): number {
  const ms = readDuration(text, ['s', 'm', 'h']);
  if (ms === undefined) throw new InvalidArgumentError('is not a duration such as 90s, 10m or 2h');
  return ms;
}
