import { setTimeout as delay } from 'node:timers/promises';
import type { StreamState } from '#messaging';
import type { MetaRow } from '../sqlite/rows';

/** The journal is applied within milliseconds; beyond this the scheduler is busy catching up. */
const WAIT_MS = 5_000;
const LOOK_AGAIN_MS = 20;

type Position = Pick<MetaRow, 'journalSequence' | 'journalCreated' | 'recoverUntil'>;

/** Waits until all that the journal holds now is applied. Undefined when it is; else what stands against it. */
export async function whyBehind(
  journal: () => Promise<StreamState>,
  position: () => Position,
): Promise<string | undefined> {
  const { created, lastSequence } = await journal();
  for (const until = performance.now() + WAIT_MS; ; await delay(LOOK_AGAIN_MS)) {
    const why = complaint(position(), created, lastSequence);
    if (why === undefined || performance.now() > until) return why;
  }
}

function complaint(
  { journalSequence, journalCreated, recoverUntil }: Position,
  created: string,
  lastSequence: number,
): string | undefined {
  if (recoverUntil !== null) return 'the database was restored, and the scheduler is catching up';
  // An empty stream has nothing to read.
  if (lastSequence === 0) return undefined;
  if (journalCreated !== created) return 'the journal was made anew, and the scheduler has not read it yet';
  if (journalSequence >= lastSequence) return undefined;
  return `the scheduler has applied ${journalSequence} of ${lastSequence} messages of the journal`;
}
