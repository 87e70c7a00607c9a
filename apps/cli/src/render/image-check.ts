import type { ImageCheckFinding, ImageCheckName, ImageCheckResult } from '#contracts';

const MARKS: Readonly<Record<ImageCheckFinding['verdict'], string>> = {
  passed: '✓',
  failed: '✗',
  warning: '!',
  skipped: '–',
};

/** What each check looks at, for those that could not be made. */
const SUBJECTS: Readonly<Record<ImageCheckName, string>> = {
  starts: 'start',
  verbs: 'programs',
  countSites: 'number of sites',
  identity: 'knockout of nothing',
  siteBase: 'first and last site',
  knockouts: 'single knockouts',
  repeatable: 'knockouts twice',
  order: 'order of sites',
  sitesKept: 'number of sites after a knockout',
  competes: 'competitions',
  wholeCounts: 'counts',
  seed: 'seeds',
  fair: 'fairness',
  allOut: 'everything knocked out',
  time: 'time',
};

/** A checklist: a line for each finding, below it what to do; at the end one line that sums up. */
export function renderImageCheck({ findings }: ImageCheckResult): string {
  const judged = findings.filter(({ verdict }) => verdict !== 'skipped');
  return [...judged.flatMap(linesOf), ...notChecked(findings), '', summaryOf(findings)].join('\n');
}

const linesOf = ({ verdict, sentence, mend }: ImageCheckFinding): string[] => [
  `${MARKS[verdict]} ${sentence}`,
  ...(mend === undefined ? [] : [`    ${mend}`]),
];

/** One line for each reason: `– not checked (REASON): order of sites, seeds`. */
function notChecked(findings: readonly ImageCheckFinding[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { check, verdict, sentence } of findings) {
    if (verdict === 'skipped') byReason.set(sentence, [...(byReason.get(sentence) ?? []), SUBJECTS[check]]);
  }
  return [...byReason].map(
    ([reason, subjects]) => `${MARKS.skipped} not checked (${reason}): ${subjects.join(', ')}`,
  );
}

function summaryOf(findings: readonly ImageCheckFinding[]): string {
  const count = (verdict: ImageCheckFinding['verdict']): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const wrong = count('failed');
  const doubtful = count('warning');
  const faults = wrong === 0 ? 'nothing is wrong' : wrong === 1 ? 'one fault' : `${wrong} faults`;
  if (doubtful === 0) return faults;
  return `${faults}, ${doubtful === 1 ? 'one thing' : `${doubtful} things`} to look at`;
}
