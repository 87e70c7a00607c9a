import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { CompetitionOutcome, ImageCheckFinding } from '#contracts';
import { score } from '#science';
import { failed, passed, skipped, warned } from './findings';
import { mendOfCompetition } from './mends';

/** What a competition of a check is for. */
export type ContestPurpose = 'null' | 'repeat' | 'allOutOfBeta' | 'allOutOfAlpha';

export interface CheckedContest {
  readonly purpose: ContestPurpose;
  readonly seed: number;
  readonly outcome: CompetitionOutcome;
}

interface Measured {
  readonly seed: number;
  readonly updatesElapsed: number;
  readonly numAlpha: number;
  readonly numBeta: number;
  readonly seconds: number;
  readonly warnings: readonly string[];
}

export const CONTEST_CHECKS = ['competes', 'wholeCounts', 'seed', 'fair', 'allOut', 'time'] as const;

/** A fair image is called unfair once in a thousand checks. */
const UNFAIR_LEVEL = 0.001;
/** Lead of a genome without a single working site at which the two sides look exchanged. */
const EXCHANGED = 0.5;

/** What the competitions show: CONTEST_CHECKS in that order, and the numbers behind them. */
export function judgeContests(contests: readonly CheckedContest[], timeoutSeconds: number) {
  const nulls = contests.filter(({ purpose }) => purpose === 'null');
  const measured = nulls.flatMap(measuredOf);
  const findings = [
    judgeCompeting(nulls, measured),
    ...(measured.length === 0
      ? CONTEST_CHECKS.slice(1).map((check) => skipped(check, 'no competition gave a result'))
      : [
          judgeWholeCounts(measured),
          judgeSeed(measured, contests.filter(({ purpose }) => purpose === 'repeat').flatMap(measuredOf)),
          judgeFairness(measured),
          judgeAllOut(contests),
          judgeTime(measured, timeoutSeconds),
        ]),
  ];
  const secondsPerCompetition = measured.length === 0 ? null : median(measured.map((m) => m.seconds));
  return { findings, scores: measured.map(score), secondsPerCompetition };
}

function measuredOf({ seed, outcome }: CheckedContest): Measured[] {
  return outcome.outcome === 'completed' && outcome.value
    ? [{ ...(outcome.value as unknown as Measured), seed }]
    : [];
}

function judgeCompeting(nulls: readonly CheckedContest[], measured: readonly Measured[]): ImageCheckFinding {
  const first = nulls.find(({ outcome }) => outcome.outcome === 'failed');
  if (!first) {
    return passed('competes', `the wild type competed against itself ${times(measured.length)}`);
  }
  const reason = first.outcome.reason ?? 'no reason was given';
  const numFailed = nulls.filter(({ outcome }) => outcome.outcome === 'failed').length;
  return failed(
    'competes',
    numFailed === nulls.length ? reason : `${numFailed} of ${nulls.length} competitions failed: ${reason}`,
    mendOfCompetition(reason),
  );
}

const times = (n: number): string => (n === 1 ? 'once' : `${n} times`);

function judgeWholeCounts(measured: readonly Measured[]): ImageCheckFinding {
  const warning = measured.flatMap(({ warnings }) => warnings)[0];
  if (warning === undefined) return passed('wholeCounts', 'it reports once, in whole numbers');
  return warned(
    'wholeCounts',
    warning,
    /rounded/.test(warning) ? 'report how many there are: whole numbers' : 'report once, in one way',
  );
}

const counts = ({ numAlpha, numBeta }: Measured): string => `${numAlpha} against ${numBeta}`;
const isSame = (a: Measured, b: Measured): boolean =>
  a.updatesElapsed === b.updatesElapsed && a.numAlpha === b.numAlpha && a.numBeta === b.numBeta;

function judgeSeed(measured: readonly Measured[], repeats: readonly Measured[]): ImageCheckFinding {
  const pairs = repeats.flatMap((again) => {
    const before = measured.find(({ seed }) => seed === again.seed);
    return before ? [{ before, again }] : [];
  });
  const broken = pairs.find(({ before, again }) => !isSame(before, again));
  if (broken) {
    return failed(
      'seed',
      `the same KNOCKEM_SEED (${broken.again.seed}) gave ${counts(broken.before)}, then ${counts(broken.again)}`,
      'draw every random number from a generator that KNOCKEM_SEED seeds: no clock, no process id, no race of threads',
    );
  }
  if (pairs.length === 0) return skipped('seed', 'no competition was repeated');
  return measured.length > 1 && measured.every((m) => isSame(m, measured[0]))
    ? warned(
        'seed',
        `${measured.length} different seeds gave the same counts (${counts(measured[0])})`,
        'right for a model without chance; otherwise let KNOCKEM_SEED seed it, or every replicate is the same one',
      )
    : passed('seed', 'the same KNOCKEM_SEED gives the same counts, another one others');
}

/** Alpha's lead as a share of both: from −1 to 1; 0 when both are extinct. */
const lead = ({ numAlpha, numBeta }: Measured): number =>
  numAlpha + numBeta === 0 ? 0 : (numAlpha - numBeta) / (numAlpha + numBeta);
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Student's t test of the mean lead; two equal genomes have none. */
function judgeFairness(measured: readonly Measured[]): ImageCheckFinding {
  if (measured.every(({ numAlpha, numBeta }) => numAlpha + numBeta === 0)) {
    return warned(
      'fair',
      'both sides were extinct at the end of every competition',
      'a wild type should live: is this the right genome?',
    );
  }
  const n = measured.length;
  const average = mean(measured.map(lead));
  const share = percent((1 + average) / 2);
  if (n < 2) return skipped('fair', 'one competition does not tell');
  const variance = measured.reduce((sum, m) => sum + (lead(m) - average) ** 2, 0) / (n - 1);
  const bound = studentQuantile(1 - UNFAIR_LEVEL / 2, n - 1) * Math.sqrt(variance / n);
  return Math.abs(average) > bound + 1e-9
    ? failed(
        'fair',
        `${average > 0 ? 'alpha' : 'beta'} is favoured: two equal genomes end with ${share} alpha on average (${n} competitions), where 50 % is expected`,
        'treat both sides alike: equal numbers at the start, the same places, the same order of turns on average',
      )
    : passed('fair', `two equal genomes end even: ${share} alpha on average of ${n} competitions`);
}

/** A genome of which nothing is left must be able to compete, and to lose. */
function judgeAllOut(contests: readonly CheckedContest[]): ImageCheckFinding {
  const ofPurpose = (purpose: ContestPurpose) => contests.find((contest) => contest.purpose === purpose);
  const [beta, alpha] = [ofPurpose('allOutOfBeta'), ofPurpose('allOutOfAlpha')];
  if (!beta || !alpha) return skipped('allOut', 'knockouts are not known to work');
  const broken = [beta, alpha].find(({ outcome }) => outcome.outcome === 'failed');
  if (broken) {
    return warned(
      'allOut',
      `with every site knocked out of one side: ${broken.outcome.reason ?? 'it failed'}`,
      'let a genome that cannot live lose, with a count of 0, not end in an error: some assays knock out nearly everything at once',
    );
  }
  const [outOfBeta, outOfAlpha] = [...measuredOf(beta), ...measuredOf(alpha)].map(lead);
  if (outOfBeta < -EXCHANGED && outOfAlpha > EXCHANGED) {
    return failed(
      'allOut',
      'the side that has every site knocked out wins, whichever it is',
      'are numAlpha and numBeta, or the two genome files, exchanged?',
    );
  }
  return outOfBeta > 0 && outOfAlpha < 0
    ? passed('allOut', 'a genome with every site knocked out competes, and loses')
    : warned(
        'allOut',
        'a genome with every site knocked out does not lose',
        'does the competition read KNOCKEM_GENOME_FILE_ALPHA and KNOCKEM_GENOME_FILE_BETA?',
      );
}

function judgeTime(measured: readonly Measured[], timeoutSeconds: number): ImageCheckFinding {
  const seconds = median(measured.map((m) => m.seconds));
  const longest = Math.max(...measured.map((m) => m.seconds));
  const sentence = `a competition takes ${seconds.toFixed(2)} s in its container (at most ${longest.toFixed(2)} s)`;
  return longest * 2 > timeoutSeconds
    ? warned(
        'time',
        `${sentence}; ${timeoutSeconds} s are allowed`,
        'allow more when you submit (--timeout), or on a busy machine some will be stopped',
      )
    : passed('time', sentence);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}
