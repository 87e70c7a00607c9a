import { useEffect, useState } from 'react';
import type { CompetitionName } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { readLog, type Wanted } from '../../api/read-log';
import { append, type BoundedText, NO_TEXT } from './bounded-text';
import { followLog, type LogFollower } from './follow-log';

interface Log extends BoundedText {
  /** There is none, or it could not be read (yet). */
  readonly problem?: Error;
}

/**
 * Output of a competition's container; with `follow` as it comes, until its run has ended or nobody looks any more;
 * another one is another component.
 */
export function useLog(competition: CompetitionName, { attempt, follow = false }: Wanted): Log {
  const [log, setLog] = useState<Log>(NO_TEXT);
  const { submissionId, assayId, ordinal } = competition;
  useEffect(() => {
    const left = new AbortController();
    const follower: LogFollower = {
      open: () => setLog(({ text, isCut }) => ({ text, isCut })),
      piece: (text, isFirst) => setLog((before) => append(isFirst ? NO_TEXT : before, text)),
      trouble: (problem, waitMs) => setLog((before) => ({ ...before, problem: inWords(problem, waitMs) })),
    };
    const wanted = { follow, ...(attempt === undefined ? {} : { attempt }) };
    void followLog(
      (onOpen, onPiece) =>
        readLog({ submissionId, assayId, ordinal }, wanted, { onOpen, onPiece }, left.signal),
      follow,
      follower,
      left.signal,
    );
    return () => left.abort();
  }, [submissionId, assayId, ordinal, attempt, follow]);
  return log;
}

/** The gateway's own words say enough; a connection that broke says nothing of what comes next. */
function inWords(problem: Error, waitMs: number | undefined): Error {
  if (waitMs === undefined || problem instanceof ApiProblem) return problem;
  const seconds = Math.max(1, Math.round(waitMs / 1000));
  return new Error(`Reconnecting: the gateway does not answer; it is asked again in ${seconds} s.`);
}
