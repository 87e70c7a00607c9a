import type { Finding } from '../doctor/finding';

const MARKS: Readonly<Record<Finding['verdict'], string>> = { well: '✓', doubtful: '!', broken: '✗' };

/** A line for each finding, below it what mends it; at the end one line that sums up. */
export function renderFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, verdict, sentence, mend }) => [
    `${MARKS[verdict]} ${check}: ${sentence}`,
    ...(mend === undefined ? [] : [`    ${mend}`]),
  ]);
  const count = (verdict: Finding['verdict']): number =>
    findings.filter((each) => each.verdict === verdict).length;
  const [bad, unclear] = [count('broken'), count('doubtful')];
  const broken =
    bad === 0 ? 'nothing is broken' : bad === 1 ? 'one thing is broken' : `${bad} things are broken`;
  return [...lines, '', unclear === 0 ? broken : `${broken}, ${unclear} worth a look`].join('\n');
}
