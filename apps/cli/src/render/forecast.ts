import type { CompetitionRange, SubmissionForecast } from '#contracts';
import { duration } from './duration';
import { table } from './table';

/** What a study would run, and how long it would take: what is known, and by what it was reckoned. */
export function renderForecast(forecast: SubmissionForecast): string {
  const { assays, numSites, competitions } = forecast;
  const rows = assays.map((assay) => [
    assay.assayType,
    range(assay),
    assay.dependsOn.join(', ') || '–',
    assay.origin === 'needed'
      ? `needed by others; ${assay.note ?? ''}`.replace(/; $/, '')
      : (assay.note ?? ''),
  ]);
  return [
    `sites: ${numSites ?? 'not counted yet; the image counts them when the submission starts'}`,
    '',
    table(['assay', 'competitions', 'after', 'note'], rows),
    '',
    `competitions: ${range(competitions)}`,
    ...timeLines(forecast),
    'nothing was uploaded or created',
  ].join('\n');
}

function timeLines({ lengths, atOnce, slots, measured }: SubmissionForecast): string[] {
  if (lengths === undefined)
    return ['time: none can be told, no executor is here that fits (knockem executors)'];
  const slotsInWords = `${atOnce} at once (${slots} slots are here that fit)`;
  if (measured === undefined) {
    return [
      `time: ${range(lengths)} times as long as one competition, with ${slotsInWords}`,
      '  how long one takes with this image is not known yet: if 1 s, ' + seconds(lengths, 1),
    ];
  }
  const { medianSeconds, numCompetitions, submissionId } = measured;
  return [
    `time: ${seconds(lengths, medianSeconds)}, with ${slotsInWords}`,
    `  one competition took ${Number(medianSeconds.toPrecision(2))} s (median of ${numCompetitions} in ${submissionId}); ` +
      `that, ${range(lengths)} times`,
  ];
}

const seconds = ({ atLeast, atMost }: CompetitionRange, each: number): string => {
  const least = duration(1000 * each * atLeast);
  const most = atMost === undefined ? undefined : duration(1000 * each * atMost);
  if (most === undefined) return `${least} or more`;
  return most === least ? `about ${least}` : `${least} to ${most}`;
};

function range({ atLeast, atMost }: CompetitionRange): string {
  if (atMost === undefined) return `${atLeast} or more`;
  return atMost === atLeast ? String(atLeast) : `${atLeast} to ${atMost}`;
}
