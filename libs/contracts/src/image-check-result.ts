/** What a check of an image found out: everything at once, in the order in which an author would mend it. */
export interface ImageCheckResult {
  /** Nothing has failed; there may be warnings. */
  readonly passed: boolean;
  readonly findings: readonly ImageCheckFinding[];
  /** Null where the image did not tell. */
  readonly numSites: number | null;
  /** Wall time of a competition in its container, without the container's own start; null = none completed. */
  readonly secondsPerCompetition: number | null;
  /** Of wild type against wild type, per update, in order of seeds. */
  readonly scores: readonly number[];
}

export interface ImageCheckFinding {
  readonly check: ImageCheckName;
  /** `skipped`: cannot be judged before something else is mended. */
  readonly verdict: 'passed' | 'warning' | 'failed' | 'skipped';
  /** What was seen. */
  readonly sentence: string;
  /** What to do; absent where nothing is wrong. */
  readonly mend?: string;
}

export const IMAGE_CHECKS = [
  'starts',
  'verbs',
  'countSites',
  'identity',
  'siteBase',
  'knockouts',
  'repeatable',
  'order',
  'sitesKept',
  'competes',
  'wholeCounts',
  'seed',
  'fair',
  'allOut',
  'time',
] as const;
export type ImageCheckName = (typeof IMAGE_CHECKS)[number];
