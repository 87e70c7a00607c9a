import type { Assay, Submission } from '../domain/model';
import { openPlan } from './advance-assay';
import type { Work } from './store';

/**
 * The image is no longer the one that the remembered inspection spoke of: that memory is forgotten, the inspection runs
 * now, and everything that depends on it is planned anew. Attempt numbers go on growing, so that late reports of the
 * withdrawn runs are fenced off.
 */
export function startOver(work: Work, submission: Submission): void {
  const { store, now, effects } = work;
  const assays = store.listAssays(submission.row);
  store.recordFacts(submission.row, null, now.wall);
  store.forgiveFailures(submission.row);
  store.moveSubmissionIf(submission.row, { from: 'active', to: 'pending', wall: now.wall });
  for (const assay of assays.filter(({ origin }) => origin !== 'internal')) block(work, assay);
  for (const assay of assays.filter(({ remembered }) => remembered === 1)) runAgain(work, assay);
  effects.submissions.add(submission.submissionId);
  effects.progress.add(submission.submissionId);
  effects.workAppeared = true;
}

function block(work: Work, assay: Assay): void {
  const { store, now, effects } = work;
  if (assay.status === 'completed' || assay.status === 'cancelled') return;
  store.withdrawCompetitions(assay);
  store.startAssayOver(assay.row);
  if (assay.status !== 'blocked') {
    store.moveAssayIf(assay.row, { from: assay.status, to: 'blocked', wall: now.wall });
  }
  effects.assays.add(assay.assayId);
}

function runAgain(work: Work, assay: Assay): void {
  const { store, now, effects } = work;
  if (assay.rememberAs) store.forgetMemo(assay.rememberAs);
  store.startAssayOver(assay.row);
  store.moveAssayIf(assay.row, { from: 'completed', to: 'active', wall: now.wall });
  effects.assays.add(assay.assayId);
  openPlan(work, store.getAssay(assay.row));
}
