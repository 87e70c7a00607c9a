import pino, { type Logger, multistream, type StreamEntry } from 'pino';
import type makePretty from 'pino-pretty';
import { withoutSecrets } from '../access/access-token';
import type { Configuration, LogFormat } from '../configuration';

export type KnockemLogger = Logger;

/** Never in a log. (A bare `token` is the fencing token of a lease, which may be seen.) */
const REDACTED = [
  'password',
  'authorization',
  '*.password',
  '*.authorization',
  'headers.authorization',
  '*.headers.authorization',
  'nats.token',
  '*.nats.token',
];

/**
 * One line per event: JSON on stdout (or pretty, for people at a terminal), and the same line to `bus` where there is one. Field
 * names are those of LogLine in the contracts.
 */
export function createLogger(
  service: string,
  settings: Configuration['log'],
  bus?: { write(line: string): void },
): KnockemLogger {
  const destination: { write(line: string): unknown } = isPretty(settings.format, process.stdout.isTTY)
    ? prettyModule()({ sync: true, messageKey: 'message', ignore: 'service', translateTime: 'HH:MM:ss.l' })
    : pino.destination({ dest: 1, sync: true });
  const streams: StreamEntry[] = [{ stream: fenced(destination), level: 'trace' }];
  if (bus) streams.push({ stream: fenced(bus), level: 'trace' });
  return pino(
    {
      level: settings.level,
      base: { service },
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '…' },
    },
    multistream(streams),
  );
}

export const isPretty = (format: LogFormat, isTerminal: boolean): boolean =>
  format === 'pretty' || (format === 'auto' && isTerminal);

/** Loaded only where people read along. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- a dynamic import would not run from the sources
const prettyModule = () => require('pino-pretty') as typeof makePretty;

/** A token that somebody has put where none belongs (an address, a name) ends here, whatever the field is called. */
const fenced = (destination: { write(line: string): unknown }): { write(line: string): void } => ({
  write: (line) => void destination.write(withoutSecrets(line)),
});

/** For specs and scripts. */
export const silentLogger = (): KnockemLogger => pino({ level: 'silent' });
