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

/** Tells a failure on stderr (as JSON with --json): what, where, what to do. Returns the exit code. */
export function explainFailure(error: unknown, asJson: boolean): number {
  const known = error instanceof KnockemError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (asJson) {
    const details = { code: known?.code ?? 'internal', message, ...known?.details };
    process.stderr.write(`${JSON.stringify({ error: details })}\n`);
  } else {
    const problems = (known?.details.problems ?? [])
      .filter((problem, _at, { length }) => !isTold(problem, message, length))
      .map(inWords);
    const hint = known?.details.hint ? [`  ${known.details.hint}`] : [];
    const lines = [`error: ${message}`, ...problems.map((words) => `  ${words}`), ...hint];
    const text = printable(`${lines.join('\n')}\n`);
    process.stderr.write(wantsColour(process.stderr) ? painted(text) : text);
  }
  return (known && EXIT_CODE_OF[known.code]) ?? EXIT.failure;
}

/** The gateway tells the first problem in its sentence, too, and the only one without its field: nothing is said twice. */
const isTold = (problem: Problem, sentence: string, numProblems: number): boolean =>
  sentence.includes(numProblems === 1 ? problem.message : inWords(problem));

const inWords = ({ field, message }: Problem): string => `${field ? `${field}: ` : ''}${message}`;
