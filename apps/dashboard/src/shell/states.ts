/** How a state looks: a sign beside its word, so that no meaning hangs on the colour alone. */
export interface StateLook {
  readonly sign: string;
  /** Of Mantine's colours. */
  readonly color: string;
}

/** Every state of what the page shows, from submissions to notifications; one look for one word. */
export const STATE_LOOKS: Readonly<Record<string, StateLook>> = {
  pending: { sign: '○', color: 'gray' },
  blocked: { sign: '◌', color: 'gray' },
  active: { sign: '▶', color: 'blue' },
  stopping: { sign: '◼', color: 'orange' },
  held: { sign: '‖', color: 'yellow' },
  completed: { sign: '✓', color: 'teal' },
  failed: { sign: '✗', color: 'red' },
  cancelled: { sign: '–', color: 'gray' },
  leased: { sign: '○', color: 'gray' },
  running: { sign: '▶', color: 'blue' },
  lost: { sign: '!', color: 'orange' },
  succeeded: { sign: '✓', color: 'teal' },
  'container-error': { sign: '✗', color: 'red' },
  'timed-out': { sign: '✗', color: 'red' },
  'system-error': { sign: '!', color: 'orange' },
  interrupted: { sign: '–', color: 'gray' },
  superseded: { sign: '–', color: 'gray' },
  abandoned: { sign: '–', color: 'gray' },
  complete: { sign: '✓', color: 'teal' },
  incomplete: { sign: '◌', color: 'gray' },
  here: { sign: '●', color: 'teal' },
  draining: { sign: '◐', color: 'yellow' },
  silent: { sign: '!', color: 'red' },
  waiting: { sign: '○', color: 'gray' },
  delivered: { sign: '✓', color: 'teal' },
  'given-up': { sign: '✗', color: 'red' },
  gone: { sign: '–', color: 'gray' },
};

const UNKNOWN: StateLook = { sign: '·', color: 'gray' };

export const lookOf = (state: string): StateLook => STATE_LOOKS[state] ?? UNKNOWN;

/** In the order in which they are reached. */
export const SUBMISSION_STATES = [
  'pending',
  'active',
  'stopping',
  'completed',
  'failed',
  'cancelled',
] as const;
export const COMPETITION_STATES = ['pending', 'active', 'completed', 'failed', 'cancelled'] as const;

const ENDED: readonly string[] = ['completed', 'failed', 'cancelled'];

/** Nothing follows by itself; of a submission, an assay or a competition. */
export const hasEnded = (state: string): boolean => ENDED.includes(state);
