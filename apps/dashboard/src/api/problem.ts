/** A field of a request and what is wrong with it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

interface ProblemDocument {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly problems?: readonly FieldProblem[];
}

/** What the API answered in place of what was asked for: a problem document (RFC 9457), as an error with its words. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: readonly FieldProblem[] = [],
  ) {
    super(message);
  }
}

/** Of an answer that is no success; also of one that is no problem document, as a proxy in between may send. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const { code, title, detail, hint, problems } = (isObject(body) ? body : {}) as ProblemDocument;
  const sentence = detail ?? title ?? `The gateway answered with status ${status} and no explanation.`;
  const words = hint === undefined || sentence.includes(hint) ? sentence : `${sentence} ${hint}`;
  return new ApiProblem(status, code ?? 'unknown', words, problems ?? []);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
