import { Command, Option } from 'commander';
import { addressOf } from '#client';
import type { LogLine } from '#contracts';
import { KnockemError, nearestWord } from '#domain';
import type { Messaging } from '#messaging';
import { onTheBus } from '../client/bus';
import { assayNamed, readCompetitionName } from '../client/name-competition';
import { EXIT } from '../exit-codes';
import { readDuration } from '../read-duration';
import { printable, printablePieces, textPieces } from '../render/printable';
import { type Session, sessionOf } from '../session';
import { untilAskedToStop } from '../stop-signals';
import { wholeNumber } from './number-arguments';
import { UUID } from './submission-arguments';

const SERVICES = ['gateway', 'planner', 'scheduler', 'executor', 'recorder'];
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

interface LogsFlags {
  follow?: boolean;
  level: (typeof LEVELS)[number];
  since: string;
  competition?: string;
  attempt?: number;
}

export function logsCommand(): Command {
  return new Command('logs')
    .argument('<service|submission>', `${SERVICES.join(', ')}; or a submission id with --competition`)
    .option('-f, --follow', 'go on with what comes')
    .addOption(new Option('--level <level>', 'this level and above').choices(LEVELS).default('info'))
    .option('--since <duration>', 'how far back: 90s, 10m, 2h (logs are kept for a day)', '10m')
    .option('--competition <assay/ordinal>', 'the container of this competition')
    .option('--attempt <n>', 'of the competition: this attempt (knockem explain shows them)', wholeNumber)
    .action(async (subject: string, flags: LogsFlags, command: Command) => {
      const session = sessionOf(command);
      const { competition, attempt } = flags;
      if (competition !== undefined) return containerLog(session, subject, { ...flags, competition });
      if (attempt !== undefined) throw ofACompetition();
      if (!SERVICES.includes(subject)) throw unknownService(subject);
      await serviceLog(session, subject, flags);
    });
}

const LOG = '/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/log';
type ContainerLogFlags = Pick<LogsFlags, 'attempt' | 'follow'> & { readonly competition: string };

async function containerLog(
  session: Session,
  id: string,
  { competition, attempt, follow }: ContainerLogFlags,
): Promise<void> {
  const named = readCompetitionName(`${id}/${competition}`);
  if (!named) return;
  const assay = assayNamed(await session.gateway.submission(named.submissionId), named.assay);
  const path = { submissionId: named.submissionId, assayId: assay.id, ordinal: named.ordinal };
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
    from: { sinceMs: durationMs(flags.since) },
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

const ofACompetition = (): KnockemError =>
  new KnockemError('invalid', '--attempt is of a competition', {
    hint: 'name it: --competition ASSAY/ORDINAL',
  });

export function unknownService(name: string): KnockemError {
  if (UUID.test(name)) {
    return new KnockemError('invalid', 'which of the containers of this submission?', {
      hint: `name one: knockem logs ${name} --competition ASSAY/ORDINAL, such as nulldist/0`,
    });
  }
  const near = nearestWord(name, SERVICES);
  return new KnockemError('invalid', `unknown service "${name}"`, {
    hint: near ? `did you mean "${near}"?` : `services: ${SERVICES.join(', ')}`,
  });
}

export function durationMs(text: string): number {
  const ms = readDuration(text, ['s', 'm', 'h']);
  if (ms === undefined)
    throw new KnockemError('invalid', `--since ${text}: expected a duration such as 90s, 10m or 2h`);
  return ms;
}
