import type { Problem } from '#domain';

/** As many as a person reads. */
const MAX_PROBLEMS = 20;

/** The first of them, and a word of it where there are more: who sends a thousand wrong fields gets no work for each. */
export function firstProblems(problems: Iterable<Problem>): Problem[] {
  const first: Problem[] = [];
  for (const problem of problems) {
    if (first.length === MAX_PROBLEMS) return [...first, { field: '', message: 'and more of the kind' }];
    first.push(problem);
  }
  return first;
}
