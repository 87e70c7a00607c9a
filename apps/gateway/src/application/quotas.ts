import type { UserUsage } from '#contracts';
import { KnockemError } from '#domain';
import type { LiveState } from './ports';

/** What one user may have; 0 = no limit. */
export interface QuotaLimits {
  readonly submissions: number;
  readonly competitions: number;
  readonly genomeBytes: number;
}

/** Users whose last known use is remembered; of others it is asked anew. */
const REMEMBERED = 10_000;
const NOTHING: UserUsage = { submissions: 0, competitions: 0, genomeBytes: 0 };

/**
 * Holds users to their quotas. What a user has is the scheduler's to say; while it is away, its last word counts and what
 * was accepted since, because an accepted submission must not wait for it. Requests of one user are admitted one after
 * the other, or a burst would pass together under a count that none of them has changed yet. What several gateways admit
 * at the same moment, and genomes on their way to the scheduler, can exceed a quota by as much.
 */
export class Quotas {
  private readonly last = new Map<string, UserUsage>();
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly live: Pick<LiveState, 'usage'>,
    private readonly limits: QuotaLimits,
  ) {}

  /** Does `accept` if the user may have one more live submission; throws `too-many`. */
  submission<T>(userEmail: string, accept: () => Promise<T>): Promise<T> {
    const { submissions, competitions } = this.limits;
    if (submissions === 0 && competitions === 0) return accept();
    return this.inTurn(`submission ${userEmail}`, async () => {
      const used = await this.usageOf(userEmail);
      if (isReached(used.submissions, submissions)) throw tooManySubmissions(userEmail, used, submissions);
      if (isReached(used.competitions, competitions))
        throw tooManyCompetitions(userEmail, used, competitions);
      const accepted = await accept();
      this.remember(userEmail, { ...used, submissions: used.submissions + 1 });
      return accepted;
    });
  }

  /** Does `accept` if the user's genomes may grow by so many bytes; throws `too-many`. */
  genome<T>(userEmail: string, bytes: number, accept: () => Promise<T>): Promise<T> {
    const limit = this.limits.genomeBytes;
    if (limit === 0) return accept();
    return this.inTurn(`genome ${userEmail}`, async () => {
      const used = await this.usageOf(userEmail);
      if (used.genomeBytes + bytes > limit) throw tooManyBytes(userEmail, used, bytes, limit);
      const accepted = await accept();
      this.remember(userEmail, { ...used, genomeBytes: used.genomeBytes + bytes });
      return accepted;
    });
  }

  private async usageOf(userEmail: string): Promise<UserUsage> {
    return this.live.usage(userEmail).catch(() => this.last.get(userEmail) ?? NOTHING);
  }

  private remember(userEmail: string, usage: UserUsage): void {
    this.last.delete(userEmail);
    if (this.last.size >= REMEMBERED) this.last.delete(this.last.keys().next().value as string);
    this.last.set(userEmail, usage);
  }

  private async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(work, work);
    this.turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(key) === turn) this.turns.delete(key);
    }
  }
}

const isReached = (used: number, limit: number): boolean => limit > 0 && used >= limit;
const number = (value: number): string => value.toLocaleString('en');

const tooManySubmissions = (user: string, used: UserUsage, limit: number): KnockemError =>
  new KnockemError(
    'too-many',
    `${user} has ${number(used.submissions)} live submissions; the quota is ${number(limit)}.`,
    { hint: 'Wait until one has ended, or cancel one; the operator sets KNOCKEM_QUOTA_SUBMISSIONS.' },
  );

const tooManyCompetitions = (user: string, used: UserUsage, limit: number): KnockemError =>
  new KnockemError(
    'too-many',
    `${user} has ${number(used.competitions)} competitions waiting or running; the quota is ${number(limit)}.`,
    {
      hint: 'Wait until some have ended, or cancel a submission; the operator sets KNOCKEM_QUOTA_COMPETITIONS.',
    },
  );

const tooManyBytes = (user: string, used: UserUsage, bytes: number, limit: number): KnockemError =>
  new KnockemError(
    'too-many',
    `${user} has ${number(used.genomeBytes)} bytes of genomes; ${number(bytes)} more exceed the quota of ${number(limit)}.`,
    { hint: 'Delete genomes that are not needed; the operator sets KNOCKEM_QUOTA_GENOME_BYTES.' },
  );
