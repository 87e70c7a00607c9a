/** Tries of one user's notifications at a time: whoever's receivers are slow waits for them himself. */
const AT_A_TIME = 4;
/** Of one user, for a turn or for the next try; 100,000 of everybody may wait before new ones are held up. */
export const MOST_WAITING = 2000;
/** One that waited and has not come back so long after its time was given to another gateway, or is gone. */
const LOST_MS = 600_000;
/** Users, before those are looked for of whom nothing is known any more. */
const SWEEP_AT = 1000;

interface User {
  underWay: number;
  /** When the last one that was sent away comes back. */
  lastTurnAt: number;
  /** By notification: when it comes back. */
  readonly waiting: Map<string, number>;
}

/**
 * Whose notification may be tried now. One that must wait is told a time at which all before it have had their turn,
 * though each of them takes as long as it may: it comes back once, and does not ask every second.
 */
export class UserTurns {
  private readonly users = new Map<string, User>();
  private sweepAt = SWEEP_AT;

  constructor(
    private readonly rules: {
      readonly now: () => number;
      /** The longest that a try takes. */
      readonly tryMs: number;
    },
  ) {}

  /** 0: its turn has begun, until `leave`. Else it is to come back after so many ms. */
  enter(userEmail: string): number {
    const user = this.userOf(userEmail);
    if (user.underWay < AT_A_TIME) {
      user.underWay += 1;
      return 0;
    }
    const now = this.rules.now();
    user.lastTurnAt = Math.max(user.lastTurnAt, now) + this.rules.tryMs / AT_A_TIME;
    return Math.ceil(user.lastTurnAt - now);
  }

  leave(userEmail: string): void {
    const user = this.userOf(userEmail);
    user.underWay -= 1;
    this.forgetIfIdle(userEmail, user);
  }

  /** False when too many of this user wait already. */
  mayWait(userEmail: string, notificationId: string, waitMs: number): boolean {
    const { waiting } = this.userOf(userEmail);
    if (!waiting.has(notificationId) && waiting.size >= MOST_WAITING) {
      this.dropLost(waiting);
      if (waiting.size >= MOST_WAITING) return false;
    }
    waiting.set(notificationId, this.rules.now() + waitMs);
    return true;
  }

  /** It does not come back. */
  ended(userEmail: string, notificationId: string): void {
    this.users.get(userEmail)?.waiting.delete(notificationId);
  }

  private userOf(userEmail: string): User {
    const known = this.users.get(userEmail);
    if (known) return known;
    if (this.users.size >= this.sweepAt) this.sweep();
    const user: User = { underWay: 0, lastTurnAt: 0, waiting: new Map() };
    this.users.set(userEmail, user);
    return user;
  }

  private sweep(): void {
    for (const [userEmail, user] of this.users) {
      this.dropLost(user.waiting);
      this.forgetIfIdle(userEmail, user);
    }
    this.sweepAt = Math.max(SWEEP_AT, 2 * this.users.size);
  }

  private dropLost(waiting: Map<string, number>): void {
    const now = this.rules.now();
    for (const [id, backAt] of waiting) if (backAt + LOST_MS < now) waiting.delete(id);
  }

  private forgetIfIdle(userEmail: string, { underWay, lastTurnAt, waiting }: User): void {
    if (underWay === 0 && waiting.size === 0 && lastTurnAt <= this.rules.now()) this.users.delete(userEmail);
  }
}
