import { KnockemError, type ErrorCode, type Problem } from '#domain';
import { EXIT } from './exit-codes';
import { painted, wantsColour } from './render/paint';
import { printable } from './render/printable';

const EXIT_CODE_OF: Partial<Record<ErrorCode, number>> = {
  invalid: EXIT.refused,
  refused: EXIT.refused,
  conflict: EXIT.refused,
  'too-large': EXIT.refused,
  'too-many': EXIT.refused,
  unauthorized: EXIT.refused,
  forbidden: EXIT.refused,
  'not-found': EXIT.notFound,
};

/**
 * Tells a failure on stderr (as JSON with --json): what, where, what to do. Returns the exit code. A person is told fields
 * by the names that they gave them by; JSON keeps those of the request.
 */
export function explainFailure(
  error: unknown,
  asJson: boolean,
  nameOf: (field: string) => string = (field) => field,
): number {
  const known = error instanceof KnockemError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (asJson) {
    const details = { code: known?.code ?? 'internal', message, ...known?.details };
    process.stderr.write(`${JSON.stringify({ error: details })}\n`);
  } else {
    const problems = known?.details.problems ?? [];
    const untold = problems.filter((problem, _at, { length }) => !isTold(problem, message, length));
    const sentence = problems.reduce(
      (told, problem) => told.replace(asFields(problem), () => inWords(problem, nameOf)),
      message,
    );
    const hint = known?.details.hint ? [`  ${known.details.hint}`] : [];
    const lines = [
      `error: ${sentence}`,
      ...untold.map((problem) => `  ${inWords(problem, nameOf)}`),
      ...hint,
    ];
    const text = printable(`${lines.join('\n')}\n`);
    process.stderr.write(wantsColour(process.stderr) ? painted(text) : text);
  }
  return (known && EXIT_CODE_OF[known.code]) ?? EXIT.failure;
}

/** The gateway tells the first problem in its sentence, too, and the only one without its field: nothing is said twice. */
const isTold = (problem: Problem, sentence: string, numProblems: number): boolean =>
  sentence.includes(numProblems === 1 ? problem.message : asFields(problem));

const asFields = ({ field, message }: Problem): string => `${field ? `${field}: ` : ''}${message}`;

/** With the field once: many a sentence begins with it. */
function inWords({ field, message }: Problem, nameOf: (field: string) => string): string {
  if (!field) return message;
  const own = message.startsWith(field) ? message.slice(field.length) : undefined;
  return own !== undefined && /^[ :]/.test(own) ? nameOf(field) + own : `${nameOf(field)}: ${message}`;
}
