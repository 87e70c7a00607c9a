import { Code, ScrollArea, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { CompetitionName } from '../../api/client';
import { MOST_CHARACTERS } from './bounded-text';
import { useLog } from './use-log';

interface CompetitionLogProps {
  readonly competition: CompetitionName;
  readonly isEnded: boolean;
  /** Absent: of what runs, else of the attempt that counts. */
  readonly attempt?: number | undefined;
}

/** What its container wrote, as it writes it. A stranger's words: shown as text, and no more than the end of them. */
export function CompetitionLog({ competition, isEnded, attempt }: CompetitionLogProps): ReactElement {
  const wanted = attempt === undefined ? { follow: !isEnded } : { attempt };
  const { text, problem, isCut } = useLog(competition, wanted);
  return (
    <>
      {problem && <Text size="sm">{problem.message}</Text>}
      {!problem && text === '' && <Text size="sm">{isEnded ? 'It wrote nothing.' : 'Nothing yet.'}</Text>}
      {isCut && (
        <Text size="xs" c="dimmed">
          The last {MOST_CHARACTERS.toLocaleString('en')} characters.
        </Text>
      )}
      {text !== '' && (
        <ScrollArea.Autosize mah={420} viewportProps={{ tabIndex: 0, 'aria-label': 'Output', role: 'log' }}>
          <Code block className="breaks-anywhere" style={{ whiteSpace: 'pre-wrap' }}>
            {text}
          </Code>
        </ScrollArea.Autosize>
      )}
    </>
  );
}
