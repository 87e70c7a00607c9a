import type { Random } from '#science';
import { IMAGE } from '../load/image';

/** A body of POST /api/v1/submissions. */
export interface Request {
  readonly containerImage: string;
  readonly genomeContent: string;
  readonly assayTypes: readonly string[];
  readonly assayParameters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly containerEnv: Readonly<Record<string, string>>;
  readonly competitionTimeoutSeconds: number;
  readonly maxCompetitionsActive: number;
  readonly maxCompetitionsFail: number;
  readonly maxCompetitionAttempts: number;
  readonly resources: { readonly cpus: number; readonly memoryMb: number };
  readonly keepLogs: boolean;
}

/** What the user does after the submission; times in ms after its acceptance, or after the step before. */
export type Step =
  | { readonly kind: 'cancel'; readonly afterMs: number }
  | { readonly kind: 'limit'; readonly afterMs: number; readonly maxCompetitionsActive: number }
  | { readonly kind: 'hold'; readonly afterMs: number; readonly forMs: number }
  | { readonly kind: 'retry-when-failed' };

export interface PlannedSubmission {
  readonly label: string;
  readonly request: Request;
  readonly steps: readonly Step[];
  /** How it must end; absent: in any terminal state. */
  readonly mustEnd?: 'completed' | 'failed';
}

const between = (random: Random, low: number, high: number): number => low + random.below(high - low + 1);

/** All different, so that inspections are not remembered from one genome to the next, and ids never meet. */
const genomeOf = (sites: number, random: Random): string => {
  const name = random.uint32();
  return Array.from({ length: sites }, (_, site) => `instruction ${name} ${site}\n`).join('');
};

const request = (random: Random, changes: Partial<Request> = {}): Request => ({
  containerImage: IMAGE,
  genomeContent: genomeOf(between(random, 6, 12), random),
  assayTypes: ['nulldist'],
  assayParameters: { nulldist: { replicates: between(random, 6, 14), alpha: 0.2 } },
  containerEnv: { CHAOS_SECONDS: (between(random, 5, 40) / 100).toFixed(2) },
  // A lost attempt of which nobody can tell keeps its place for ten seconds longer than this.
  competitionTimeoutSeconds: 12,
  maxCompetitionsActive: between(random, 1, 5),
  maxCompetitionsFail: 1_000,
  // Whatever is killed: a good competition must not run out of attempts.
  maxCompetitionAttempts: 100,
  resources: { cpus: 0.25, memoryMb: 32 },
  keepLogs: false,
  ...changes,
});

type Kind = (random: Random) => PlannedSubmission;

const good: Kind = (random) => ({ label: 'good', request: request(random), steps: [], mustEnd: 'completed' });

const screen: Kind = (random) => ({
  label: 'screen',
  request: request(random, {
    assayTypes: ['screenCritical'],
    assayParameters: { nulldist: { replicates: 8, alpha: 0.2 } },
  }),
  steps: [],
  mustEnd: 'completed',
});

/** Each next competition depends on the results so far; skeletons travel as blobs. */
const adaptive: Kind = (random) => ({
  label: 'adaptive',
  request: request(random, {
    genomeContent: genomeOf(6, random),
    assayTypes: ['skeletonization'],
    assayParameters: {
      nulldist: { replicates: 6, alpha: 0.2 },
      skeletonization: { numSkeletons: 2, speculation: between(random, 1, 3) },
    },
    // Without chance: a search that must weigh noise asks hundreds of times.
    containerEnv: { CHAOS_SECONDS: '0.03', CHAOS_EXACT: '1' },
    maxCompetitionsActive: 4,
    keepLogs: true,
  }),
  steps: [],
});

const failing: Kind = (random) => ({
  label: 'failing',
  request: request(random, { containerEnv: { CHAOS_FAIL: '3' }, maxCompetitionsFail: between(random, 0, 6) }),
  steps: random.below(2) === 0 ? [{ kind: 'retry-when-failed' }] : [],
});

const hanging: Kind = (random) => ({
  label: 'hanging',
  request: request(random, {
    containerEnv: { CHAOS_HANG: '4' },
    competitionTimeoutSeconds: 1,
    maxCompetitionsFail: between(random, 1, 100),
  }),
  steps: [],
});

const cancelled: Kind = (random) => ({
  label: 'cancelled',
  request: request(random, { containerEnv: { CHAOS_SECONDS: '0.5' } }),
  steps: [{ kind: 'cancel', afterMs: between(random, 0, 4_000) }],
});

const limited: Kind = (random) => ({
  label: 'limited',
  request: request(random, {
    assayParameters: { nulldist: { replicates: between(random, 15, 25), alpha: 0.2 } },
    maxCompetitionsActive: between(random, 1, 6),
  }),
  steps: Array.from({ length: 3 }, () => ({
    kind: 'limit' as const,
    afterMs: between(random, 300, 2_500),
    maxCompetitionsActive: between(random, 1, 6),
  })),
  mustEnd: 'completed',
});

const held: Kind = (random) => ({
  label: 'held',
  request: request(random),
  steps: [{ kind: 'hold', afterMs: between(random, 0, 1_500), forMs: between(random, 500, 3_000) }],
  mustEnd: 'completed',
});

const withoutImage: Kind = (random) => ({
  label: 'no image',
  request: request(random, { containerImage: 'chaos/never-built:1', maxCompetitionAttempts: 2 }),
  steps: [],
  mustEnd: 'failed',
});

/** A plan in several parts; nobody waits for its competitions. */
export const large: Kind = (random) => ({
  label: 'large',
  request: request(random, {
    assayParameters: { nulldist: { replicates: 520, alpha: 0.2 } },
    maxCompetitionsActive: 1,
  }),
  steps: [{ kind: 'cancel', afterMs: 6_000 }],
});

/** The first of these make sure that a short run has met each kind. */
const KINDS: readonly Kind[] = [
  limited,
  failing,
  hanging,
  adaptive,
  cancelled,
  screen,
  held,
  withoutImage,
  good,
  limited,
  cancelled,
];

/** An endless, seeded mix of what users do. */
export class SubmissionMix {
  private next = 0;

  constructor(private readonly random: Random) {}

  draw(): PlannedSubmission {
    const kind = this.next < KINDS.length ? KINDS[this.next] : KINDS[this.random.below(KINDS.length)];
    this.next += 1;
    return kind(this.random);
  }

  /** What the strike needs to be met soon, beside the usual mix. */
  large(): PlannedSubmission {
    return large(this.random);
  }

  small(): PlannedSubmission {
    return good(this.random);
  }
}
