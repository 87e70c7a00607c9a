import type { ImageCheckFinding, ImageCheckName } from '#contracts';

export const passed = (check: ImageCheckName, sentence: string): ImageCheckFinding => ({
  check,
  verdict: 'passed',
  sentence,
});

export const failed = (check: ImageCheckName, sentence: string, mend: string): ImageCheckFinding => ({
  check,
  verdict: 'failed',
  sentence,
  mend,
});

export const warned = (check: ImageCheckName, sentence: string, mend: string): ImageCheckFinding => ({
  check,
  verdict: 'warning',
  sentence,
  mend,
});

/** Not judged; `why` says what stands in the way. */
export const skipped = (check: ImageCheckName, why: string): ImageCheckFinding => ({
  check,
  verdict: 'skipped',
  sentence: why,
});

/** A finding about a call that gave no answer; `cause` is the same for calls that fail in the same way. */
export type Judged = ImageCheckFinding & { readonly cause?: string };

/** Each cause is told once, where it comes first; what else it spoils is not judged. */
export function withoutRepeats(findings: readonly Judged[]): ImageCheckFinding[] {
  const told = new Set<string>();
  return findings.map(({ cause, ...finding }) => {
    if (cause === undefined) return finding;
    const isRepeat = told.has(cause);
    told.add(cause);
    return isRepeat ? skipped(finding.check, 'the same fault as above') : finding;
  });
}
