import type {
  DoseCalibrationResult,
  DoseTitrationResult,
  NulldistResult,
  ScreenCriticalResult,
  SkeletonizationResult,
} from '#contracts';
import { html, type Html } from '../html';
import { number, sites } from '../figures-in-words';
import { estimateCard } from './estimates';
import { facts } from './facts';

type Findings = (result: never) => Html;

/** What an assay found, beside its figures. */
const FINDINGS: Readonly<Record<string, Findings>> = {
  nulldist,
  screenCritical,
  doseCalibration,
  doseTitration,
  skeletonization,
};

/** Findings of an assay's result; of a type without words of its own, or one recorded otherwise, the result as it is. */
export function findings(assayType: string, result: Readonly<Record<string, unknown>>): Html {
  try {
    const told = FINDINGS[assayType];
    if (told) return told(result as never);
  } catch {
    // An earlier version's record: shown as it is.
  }
  const text = JSON.stringify(result, null, 2);
  return html`<details>
    <summary>The result</summary>
    <pre>${text.slice(0, MAX_SHOWN)}${text.length > MAX_SHOWN ? ' …' : ''}</pre>
  </details>`;
}

/** Characters of a raw result: enough for a checklist of an image. */
const MAX_SHOWN = 20_000;

function nulldist({
  numMeasured,
  numFailed,
  thresholds,
  falsePositiveRate,
  asymmetry,
}: NulldistResult): Html {
  const { orderStatistic, percentile } = thresholds;
  return facts([
    ['wild-type pairs', `${number(numMeasured)} measured, ${number(numFailed)} failed`],
    ['deleterious above', number(orderStatistic.deleterious)],
    ['beneficial below', number(orderStatistic.beneficial)],
    ['false positives', `${number(falsePositiveRate * 100)} % a side`],
    ['published rule', `above ${number(percentile.deleterious)}, below ${number(percentile.beneficial)}`],
    ['favours', asymmetry.favours ?? 'neither side'],
  ]);
}

function screenCritical(result: ScreenCriticalResult): Html {
  const { counts, corrected } = result;
  return facts([
    ['sites', `${number(counts.measured)} measured, ${number(counts.notMeasured)} not measured`],
    ['deleterious', `${number(counts.deleterious)}; less false positives ${number(corrected.deleterious)}`],
    ['beneficial', `${number(counts.beneficial)}; less false positives ${number(corrected.beneficial)}`],
    ['critical sites', sites(result.criticalSites)],
    ['not measured', result.notMeasuredSites.length > 0 ? sites(result.notMeasuredSites) : undefined],
  ]);
}

function doseCalibration(result: DoseCalibrationResult): Html {
  const { band, doses, smear, interpolatedComplexity: sets } = result;
  return html`${facts([
      ['eligible sites', number(result.numEligibleSites)],
      ['smear', `${smear.length} doses, ${smear.filter((each) => each.detected).length} detected`],
      ['band', band ? `${number(band.low)} to ${number(band.high)} sites (${band.method})` : 'none'],
      ['doses of titration', doses.join(', ') || 'none'],
    ])}
    <ul class="answers">
      ${estimateCard('Interpolated complexity', `Disjoint sets of ${sets.setSize} sites that explain the smear.`, sets.estimate)}
    </ul>`;
}

function doseTitration({ numEligibleSites, replicates, paper, likelihood }: DoseTitrationResult): Html {
  return html`${facts([
    ['eligible sites', number(numEligibleSites)],
    ['competitions per dose', number(replicates)],
    [
      'published estimator',
      paper
        ? `${number(paper.sites)} sites of ${number(paper.effect)} thresholds each (r = ${number(paper.r)}, p = ${number(paper.p)})`
        : 'no estimate',
    ],
  ])}${
    likelihood
      ? html`<ul class="answers">
          ${estimateCard('Additive sites by likelihood', 'Hypergeometric draws of effects.', likelihood.sites)}
          ${estimateCard('Mean effect', 'Of one additive site.', likelihood.meanEffect)}
          ${estimateCard('Total effect', 'Of all additive sites together.', likelihood.totalEffect)}
        </ul>`
      : undefined
  }`;
}

function skeletonization(result: SkeletonizationResult): Html {
  const { skeletons, numCompetitions: asked, epistatic, lowerBounds } = result;
  const complete = skeletons.filter(({ status }) => status === 'complete');
  const sizes = complete.map(({ retainedSites }) => retainedSites.length);
  return html`${facts([
      ['skeletons', `${complete.length} of ${skeletons.length} complete`],
      [
        'sites retained',
        sizes.length > 0 ? `${Math.min(...sizes)} to ${Math.max(...sizes)} of ${result.numSites}` : undefined,
      ],
      ['procedure', result.procedure.name],
      [
        'competitions',
        `${number(asked.search)} search, ${number(asked.cleanUp)} clean-up, ${number(asked.check)} check, ${number(asked.jackknife)} jackknife; ${number(asked.withdrawn)} withdrawn`,
      ],
      ['epistatic sites', sites(epistatic.sites)],
    ])}
    <ul class="answers">
      ${estimateCard('Epistatic sites, at least', "Chao's lower bound.", lowerBounds.epistatic)}
      ${estimateCard('Sites with any effect, at least', "Chao's lower bound.", lowerBounds.anyEffect)}
    </ul>
    ${skeletonNotes(result)}`;
}

function skeletonNotes({ skeletons }: SkeletonizationResult): Html | undefined {
  const notes = skeletons.flatMap(({ index, reason, notes: said }) =>
    [...(reason ? [reason] : []), ...said].map((line) => html`<li>Skeleton ${index}: ${line}</li>`),
  );
  return notes.length > 0
    ? html`<details>
        <summary>Notes on skeletons</summary>
        <ul>
          ${notes}
        </ul>
      </details>`
    : undefined;
}
