import type { Schemas } from '#client';
import { KnockemError, nearestWord } from '#domain';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const FORM = 'SUBMISSION/ASSAY/ORDINAL, such as 1b7c2f6e-…/screenCritical/12 (ASSAY is its type or its id)';

/** A competition as a person names it: its submission, the assay by type or id, and its place there. */
export interface CompetitionName {
  readonly submissionId: string;
  readonly assay: string;
  readonly ordinal: number;
}

/** `SUBMISSION/ASSAY/ORDINAL`; undefined for the id of a submission alone. */
export function readCompetitionName(text: string): CompetitionName | undefined {
  const [submissionId, assay, ordinal, ...rest] = text.split('/');
  if (!UUID.test(submissionId)) {
    throw new KnockemError('invalid', `"${submissionId}" is not the id of a submission`, {
      hint: `\`knockem list\` shows the ids; a competition is named ${FORM}`,
    });
  }
  if (assay === undefined) return undefined;
  if (rest.length > 0 || assay === '' || !/^\d{1,9}$/.test(ordinal ?? '')) {
    throw new KnockemError('invalid', `"${text}" does not name a competition`, { hint: `say ${FORM}` });
  }
  return { submissionId, assay, ordinal: Number(ordinal) };
}

/** The assay of a submission by its type or its id. */
export function assayNamed(
  { submission, assays }: Schemas['SubmissionView'],
  name: string,
): Schemas['AssayView'] {
  const found = assays.find(({ id, assayType }) => id === name.toLowerCase() || assayType === name);
  if (found) return found;
  const types = assays.map(({ assayType }) => assayType);
  const near = nearestWord(name, types);
  throw new KnockemError('not-found', `submission ${submission.id} has no assay "${name}"`, {
    hint: near
      ? `did you mean "${near}"?`
      : `it has ${types.join(', ') || 'none yet: the first plan is under way'}`,
  });
}
