import { validate as isUuid } from 'uuid';
import { uuidv5 } from './uuid-v5';

/**
 * Every id below a submission is a UUIDv5 of its parent and what it is, so that a repeated plan, a redelivered
 * message or a rebuilt store always arrives at the same ids.
 */
const KNOCKEM_NAMESPACE = '6f0c3f0e-5b5d-5e57-9b39-2d5bb0a5f1c4';

export { isUuid };

/** The id of a submission that a client repeats with the same Idempotency-Key. */
export const submissionIdOf = (userEmail: string, idempotencyKey: string): string =>
  uuidv5(`submission\n${userEmail}\n${idempotencyKey}`, KNOCKEM_NAMESPACE);

/** The id of a genome that came inside a submission, or was uploaded twice with the same content by one user. */
export const genomeIdOf = (userEmail: string, digest: string): string =>
  uuidv5(`genome\n${userEmail}\n${digest}`, KNOCKEM_NAMESPACE);

export const assayIdOf = (submissionId: string, name: string): string =>
  uuidv5(`assay ${name}`, submissionId);

export const competitionIdOf = (assayId: string, ordinal: number): string =>
  uuidv5(`competition ${ordinal}`, assayId);

/** Of what a submission's request says about notifications: the same words, the same id. */
export const notifyIdOf = (submissionId: string, words: string): string =>
  uuidv5(`notify\n${words}`, submissionId);

/** Of one change of state, told in one way: however often the change is read, it is told under one id. */
export const notificationIdOf = (submissionId: string, channel: string, version: number): string =>
  uuidv5(`notification ${channel} ${version}`, submissionId);

/** Epoch is part of it: after a restored backup, attempt numbers may be handed out a second time. */
export const attemptIdOf = (competitionId: string, epoch: number, attempt: number): string =>
  uuidv5(`attempt ${epoch} ${attempt}`, competitionId);

/** The genome that is `baseGenomeId` with `sites` (0-based, any order) knocked out; the base itself when none is. */
export const knockoutGenomeIdOf = (baseGenomeId: string, sites: readonly number[]): string =>
  sites.length === 0 ? baseGenomeId : uuidv5([...sites].sort((a, b) => a - b).join(' '), baseGenomeId);
