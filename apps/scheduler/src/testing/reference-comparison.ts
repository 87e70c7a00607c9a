import { assayIdOf } from '#domain';
import type { ModelCompetition, ModelSubmission } from './reference-model';
import { placesOf } from './reference-model';
import type { ReferenceScheduler } from './reference-scheduler';
import type { World } from './world';

const LONGEST_BACK_OFF_MS = 60_000;

/** Every state, counter, place and accepted result of the database against the model's. Throws with the first that differs. */
export function compare(world: World, model: ReferenceScheduler): void {
  for (const submission of model.submissions.values()) {
    const assayId = assayIdOf(submission.id, 'work');
    takeOverWaits(world, submission, assayId);
    const [found, expected] = [inDatabase(world, submission.id, assayId), inModel(submission)];
    for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
      const [here, there] = [found[key], expected[key]].map((one) => JSON.stringify(one));
      if (here === there) continue;
      throw new Error(`${key} of ${submission.id}: the database says ${here}, the model ${there}`);
    }
  }
}

/** §5 names no numbers for the back-off: it must be ahead, and no longer than its bound. */
function takeOverWaits(world: World, { competitions }: ModelSubmission, assayId: string): void {
  for (const row of world.competitions(assayId)) {
    const competition = competitions.find(({ ordinal }) => ordinal === row.ordinal);
    if (!competition || !Number.isNaN(competition.notBeforeMs)) continue;
    const waitMs = row.notBeforeMs - world.ms;
    if (row.status === 'pending' && (waitMs <= 0 || waitMs > LONGEST_BACK_OFF_MS)) {
      throw new Error(`competition ${row.ordinal} waits ${waitMs} ms after a system error`);
    }
    competition.notBeforeMs = row.notBeforeMs;
  }
}

function inModel(submission: ModelSubmission) {
  const { status, held, cap, failuresAllowed, failures, assay, competitions, attempts } = submission;
  const count = (wanted: ModelCompetition['status']) =>
    competitions.filter((one) => one.status === wanted).length;
  return {
    submission: { status, held, cap, failuresAllowed, failures, places: placesOf(submission) },
    counters: {
      ...{ pending: count('pending'), active: count('active'), completed: count('completed') },
      ...{ failed: count('failed'), cancelled: count('cancelled') },
    },
    assay: assay && { status: assay.status, round: assay.round, planOpen: assay.planOpen },
    competitions: competitions.map(({ ordinal, ...one }) => ({
      ...{ ordinal, status: one.status, attempt: one.attempt, systemErrors: one.systemErrors },
      ...{ failure: one.failure, settledBy: one.settledBy, value: one.value },
    })),
    attempts: attempts.map(({ attemptId, token, state }) => ({ attemptId, token, state })),
  };
}

function inDatabase(world: World, id: string, assayId: string): ReturnType<typeof inModel> {
  const row = world.submission(id);
  const assay = world.assay(assayId);
  return {
    submission: {
      ...{ status: row.status, held: row.held === 1, cap: row.maxCompetitionsActive },
      ...{ failuresAllowed: row.maxCompetitionsFail, failures: row.numFailures, places: row.places },
    },
    counters: {
      ...{ pending: row.numPending, active: row.numActive, completed: row.numCompleted },
      ...{ failed: row.numFailed, cancelled: row.numCancelled },
    },
    assay: assay && {
      ...{ status: assay.status as 'active', round: assay.round, planOpen: assay.planOpen === 1 },
    },
    competitions: world.competitions(assayId).map((one) => ({
      ...{ ordinal: one.ordinal, status: one.status, attempt: one.attempt, systemErrors: one.systemErrors },
      ...{ failure: one.failure, settledBy: one.settledAttempt },
      value: one.value === null ? null : (JSON.parse(one.value) as unknown),
    })),
    attempts: world.attempts(assayId).map(({ attemptId, token, state }) => ({ attemptId, token, state })),
  };
}
