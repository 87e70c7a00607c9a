import type { DoseCalibrationResult, DoseTitrationResult } from '#contracts';
import { renderEstimate, rounded } from './summary';

export function calibrationLines(result: DoseCalibrationResult): string[] {
  const { smear, band, doses, interpolatedComplexity: sets } = result;
  const measured = smear.filter(({ score }) => score !== null).length;
  const detected = smear.filter((each) => each.detected).length;
  return [
    `  ${detected} of ${measured} measured doses were detected, of ${result.numEligibleSites} eligible sites`,
    band
      ? `  detection rises from 5 % to 95 % between ${rounded(band.low)} and ${rounded(band.high)} sites`
      : '  there is no band: nothing, or everything, was detected',
    `  doses for titration: ${doses.join(', ') || 'none'}`,
    `  disjoint sets of ${sets.setSize} sites that explain the smear: ${renderEstimate(sets.estimate)}`,
  ];
}

export function titrationLines({ doses, paper, likelihood }: DoseTitrationResult): string[] {
  return [
    ...doses.map(
      ({ dose, detected, measured, share }) =>
        `  ${dose} sites: ${detected} of ${measured} detected${share === null ? '' : ` (${rounded(share * 100)} %)`}`,
    ),
    ...(likelihood
      ? [
          `  additive sites: ${renderEstimate(likelihood.sites)}`,
          `  mean effect: ${renderEstimate(likelihood.meanEffect)}`,
          `  total effect: ${renderEstimate(likelihood.totalEffect)}`,
        ]
      : ['  no estimate by likelihood']),
    paper
      ? `  published estimator: ${rounded(paper.sites)} sites of ${rounded(paper.effect)} thresholds each`
      : '  no estimate by the published estimator',
  ];
}
