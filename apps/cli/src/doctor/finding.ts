/** One thing that was looked at: as it should be, worth a look, or broken; then with what mends it. */
export interface Finding {
  readonly check: string;
  readonly verdict: 'well' | 'doubtful' | 'broken';
  readonly sentence: string;
  readonly mend?: string;
}

export const well = (check: string, sentence: string): Finding => ({ check, verdict: 'well', sentence });
export const doubtful = (check: string, sentence: string, mend: string): Finding => ({
  check,
  verdict: 'doubtful',
  sentence,
  mend,
});
export const broken = (check: string, sentence: string, mend: string): Finding => ({
  check,
  verdict: 'broken',
  sentence,
  mend,
});
