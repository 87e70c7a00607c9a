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
