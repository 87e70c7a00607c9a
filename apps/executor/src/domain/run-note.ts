import type { Collect, GrantedCompetition, Grant, RunTemplate } from '#contracts';

/**
 * What an executor must know to report a run that it did not start itself: kept beside the container, so that an
 * adopter needs no memory.
 */
export interface RunNote {
  readonly attemptId: string;
  readonly competitionId: string;
  readonly submissionId: string;
  readonly token: number;
  readonly attempt: number;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly collect: Collect;
  readonly keepLogs: boolean;
  readonly imageChainId?: string;
  readonly imageDigest?: string;
}

export const noteOf = (grant: Grant, competition: GrantedCompetition, template: RunTemplate): RunNote => ({
  attemptId: competition.attemptId,
  competitionId: competition.competitionId,
  submissionId: grant.submissionId,
  token: competition.token,
  attempt: competition.attempt,
  timeoutSeconds: grant.timeoutSeconds,
  memoryMb: template.resources.memoryMb,
  collect: collectOf(template, competition),
  keepLogs: template.keepLogs ?? false,
});

/** What is collected of this run: an image that leaves a blob where none was asked for fills no store. */
function collectOf({ collect }: RunTemplate, { args }: GrantedCompetition): Collect {
  const { blobArgument } = collect;
  return blobArgument === undefined || args.includes(blobArgument)
    ? collect
    : { ...collect, blobFile: undefined };
}

export const writeNote = (note: RunNote): string => JSON.stringify(note);

/** Undefined when the text is not a note of this version for this attempt: nobody can report such a run. */
export function readNote(text: string, attemptId: string): RunNote | undefined {
  try {
    const note = JSON.parse(text) as Partial<RunNote>;
    const whole =
      note.attemptId === attemptId &&
      typeof note.competitionId === 'string' &&
      typeof note.submissionId === 'string' &&
      typeof note.token === 'number' &&
      typeof note.timeoutSeconds === 'number' &&
      typeof note.memoryMb === 'number' &&
      typeof note.collect === 'object';
    return whole ? (note as RunNote) : undefined;
  } catch {
    return undefined;
  }
}
