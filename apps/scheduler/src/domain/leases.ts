/** Beyond its own deadline a container gets this long to end and its executor to say so, before it is given up. */
export const ABANDON_AFTER_MS = 10_000;

export const leaseUntil = (nowMs: number, leaseMs: number): number => Math.ceil(nowMs + leaseMs);

export const isLeaseOver = (executor: { readonly leaseUntilMs: number }, nowMs: number): boolean =>
  nowMs >= executor.leaseUntilMs;

/** When a container that was seen running at `nowMs` has ended at the latest: its executor's deadline holds it to that. */
export const deadlineOf = (nowMs: number, timeoutSeconds: number): number =>
  Math.ceil(nowMs + timeoutSeconds * 1000);

export const isAbandoned = (deadlineMs: number, nowMs: number): boolean =>
  nowMs >= deadlineMs + ABANDON_AFTER_MS;
