/** Time as an argument: `now` for records (ms since 1970), `monotonic` for durations (ms, never jumps). */
export interface Clock {
  now(): number;
  monotonic(): number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
