import { InvalidArgumentError } from 'commander';
import { NO_SUBMISSION_ID, submissionId, UUID } from './submission-arguments';

const PLACE = 'ASSAY/ORDINAL, such as screenCritical/12 (ASSAY is its type or its id)';

/** A competition within its submission: the assay by type or id, and its place there. */
export interface PlaceInSubmission {
  readonly assay: string;
  readonly ordinal: number;
}

/** A competition as a person names it; without a place, its submission alone. */
export interface CompetitionName {
  readonly submissionId: string;
  readonly place?: PlaceInSubmission;
}

/** `SUBMISSION/ASSAY/ORDINAL`, or the id of a submission alone. */
export function competitionOrSubmission(text: string): CompetitionName {
  const [id, ...place] = text.split('/');
  if (place.length === 0) return { submissionId: submissionId(id) };
  if (UUID.test(id)) return { submissionId: submissionId(id), place: placeInSubmission(place.join('/')) };
  throw new InvalidArgumentError(`does not name a competition: '${id}' ${NO_SUBMISSION_ID}`);
}

/** `SUBMISSION/ASSAY/ORDINAL`, and nothing less. */
export function competition(text: string): Required<CompetitionName> {
  const { submissionId: id, place } = competitionOrSubmission(text);
  if (place) return { submissionId: id, place };
  throw new InvalidArgumentError(
    `is a submission; say which of its competitions, such as ${text}/nulldist/0`,
  );
}

/** `ASSAY/ORDINAL`, where the submission is named already. */
export function placeInSubmission(text: string): PlaceInSubmission {
  const [assay, ordinal, ...rest] = text.split('/');
  if (rest.length === 0 && assay && /^\d{1,9}$/.test(ordinal ?? ''))
    return { assay, ordinal: Number(ordinal) };
  throw new InvalidArgumentError(`does not name a competition; of a submission it is named ${PLACE}`);
}
