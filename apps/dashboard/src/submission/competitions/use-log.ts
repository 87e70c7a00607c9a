import { useEffect, useState } from 'react';
import type { CompetitionName } from '../../api/client';
import { readLog, type Wanted } from '../../api/read-log';
import { append, type BoundedText, NO_TEXT } from './bounded-text';

interface Log extends BoundedText {
  /** There is none, or it could not be read. */
  readonly problem?: Error;
}

/** Output of a competition's container; with `follow` as it comes, until its run has ended or nobody looks any more; another one is another component. */
export function useLog(competition: CompetitionName, { attempt, follow = false }: Wanted): Log {
  const [log, setLog] = useState<Log>(NO_TEXT);
  const { submissionId, assayId, ordinal } = competition;
  useEffect(() => {
    const left = new AbortController();
    const onPiece = (piece: string): void => {
      if (!left.signal.aborted) setLog((before) => append(before, piece));
    };
    const wanted = { follow, ...(attempt === undefined ? {} : { attempt }) };
    readLog({ submissionId, assayId, ordinal }, wanted, onPiece, left.signal).catch((problem: Error) => {
      if (!left.signal.aborted) setLog((before) => ({ ...before, problem }));
    });
    return () => left.abort();
  }, [submissionId, assayId, ordinal, attempt, follow]);
  return log;
}
