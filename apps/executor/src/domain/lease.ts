/**
 * What an executor knows of its lease: never longer than the scheduler thinks, since it counts from the moment a turn
 * was sent that was answered. Whoever was silent longer (stopped, cut off) may have lost everything that was granted,
 * and later its places under the cap; so nothing granted in an earlier term may be started in a later one.
 */
export class Lease {
  private lengthMs = Infinity;
  private untilMs = -Infinity;
  private terms = 0;

  /** Grows whenever the lease was over, as far as one can know here. */
  get term(): number {
    return this.terms;
  }

  /** A turn was answered. The length is told with every grant; before the first there is nothing to lose. */
  renew(turn: { readonly sentMs: number; readonly answeredMs: number; readonly leaseMs?: number }): void {
    this.lengthMs = turn.leaseMs ?? this.lengthMs;
    if (turn.answeredMs >= this.untilMs) this.terms += 1;
    this.untilMs = Math.max(this.untilMs, turn.sentMs + this.lengthMs);
  }

  /** Whether what was granted in this term may be started now. */
  holds(term: number, nowMs: number): boolean {
    return term === this.terms && nowMs < this.untilMs;
  }
}
