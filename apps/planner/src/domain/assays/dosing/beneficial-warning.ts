/** Standard errors above the number expected by chance from which beneficial knockouts are told of. */
const CLEARLY = 3;

/**
 * Knockouts that do detectable good are counted, but not as detected: estimates from detections see harm alone. Told
 * when there are more of them than chance explains.
 */
export function beneficialWarning(
  numBeneficial: number,
  numMeasured: number,
  falsePositiveRate: number,
): string[] {
  const expected = numMeasured * falsePositiveRate;
  return numBeneficial === 0 || numBeneficial < expected + CLEARLY * Math.sqrt(expected)
    ? []
    : [
        `${numBeneficial} of ${numMeasured} competitions were detectably beneficial: they do not count as detected, so the estimates tell of harm only, and good that knockouts do can hide it`,
      ];
}
