import type { SubmissionRequest } from './form-values';

/** Where the command looks when nothing tells it otherwise. */
const USUAL_URL = 'http://127.0.0.1:8080';

/** The `knockem submit` that asks for the same, one option a line. `genome` is a file's name or a genome's id. */
export function commandOf(
  request: Omit<SubmissionRequest, 'genomeContent'>,
  genome: string,
  origin: string,
): string {
  const { assayParameters = {}, containerEnv = {}, resources, notify } = request;
  const parameters = Object.entries(assayParameters).flatMap(([type, numbers]) =>
    Object.entries(numbers as Record<string, number>).map(([name, value]) => `${type}.${name}=${value}`),
  );
  const options = [
    option('--url', origin === USUAL_URL ? undefined : origin),
    option('--user', request.userEmail || 'you@example.org'),
    option('--image', request.containerImage || 'your/image:1.0'),
    option('--assay', ...request.assayTypes),
    option('--param', ...parameters),
    option('--env', ...Object.entries(containerEnv).map(([name, value]) => `${name}=${value}`)),
    option('--timeout', request.competitionTimeoutSeconds),
    option('--max-active', request.maxCompetitionsActive),
    option('--max-fail', request.maxCompetitionsFail),
    option('--attempts', request.maxCompetitionAttempts),
    option('--priority', request.priority),
    option('--cpus', resources?.cpus),
    option('--memory', resources?.memoryMb),
    option('--pool', request.pool),
    option('--site-base', request.siteBase),
    option('--seed', request.seed),
    ...(request.keepLogs ? ['--keep-logs'] : []),
    ...(request.reuseResults ? ['--reuse'] : []),
    // Its secret stands in the environment: everybody on a machine can read command lines.
    option('--webhook', notify?.webhookUrl),
    ...(notify?.email ? ['--email'] : []),
    option('--notify-on', ...(notify?.events ?? [])),
  ].filter((line) => line !== '');
  return [`knockem submit ${quoted(genome)}`, ...options].join(' \\\n  ');
}

function option(flag: string, ...values: readonly (string | number | undefined)[]): string {
  const given = values.filter((value) => value !== undefined);
  return given.length === 0 ? '' : [flag, ...given.map((value) => quoted(String(value)))].join(' ');
}

/** A word as a shell reads it back. */
const quoted = (word: string): string =>
  /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
