import { Anchor, Table, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { Moment } from '../../shell/moment';
import { StateBadge } from '../../shell/state-badge';
import { WideTable } from '../../shell/wide-table';

type Attempt = Schemas['CompetitionAttempt'];

/** The attempt whose output is shown; undefined: of what runs, else of the one that counts. */
export interface ShownOutput {
  readonly shown: number | undefined;
  readonly onShow: (attempt: number | undefined) => void;
}

interface AttemptsTableProps extends ShownOutput {
  readonly attempts: readonly Attempt[];
}

/** One a row, oldest first; the last cell shows its output below, where that was kept. */
export function AttemptsTable({ attempts, ...output }: AttemptsTableProps): ReactElement {
  return (
    <WideTable minWidth={540} label="Attempts, one a row">
      <Table aria-label="Attempts" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>No.</Table.Th>
            <Table.Th>How it went</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th ta="right">Took</Table.Th>
            <Table.Th ta="right">Exit</Table.Th>
            <Table.Th>Executor</Table.Th>
            <Table.Th>Output</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {attempts.map((attempt) => (
            <AttemptRow key={attempt.attempt} attempt={attempt} {...output} />
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function AttemptRow({ attempt, ...output }: { readonly attempt: Attempt } & ShownOutput): ReactElement {
  const { attempt: number, startedAt, durationMs, exitCode, executorId } = attempt;
  return (
    <Table.Tr className="numbers" style={{ verticalAlign: 'top' }}>
      <Table.Td>{number}</Table.Td>
      <Table.Td miw={150}>
        <HowItWent attempt={attempt} />
      </Table.Td>
      <Table.Td>{startedAt === undefined ? '–' : <Moment at={startedAt} size="xs" />}</Table.Td>
      <Table.Td ta="right">{durationMs === undefined ? '–' : secondsOf(durationMs)}</Table.Td>
      <Table.Td ta="right">{exitCode ?? '–'}</Table.Td>
      <Table.Td title={executorId}>{executorId.slice(0, 8)}</Table.Td>
      <Table.Td>
        <OutputButton attempt={attempt} {...output} />
      </Table.Td>
    </Table.Tr>
  );
}

function HowItWent({ attempt }: { readonly attempt: Attempt }): ReactElement {
  const { state, settled, reason, outOfMemory, warnings } = attempt;
  const words = [
    ...(settled ? ['This one counts.'] : []),
    ...(reason === undefined ? [] : [reason]),
    ...(outOfMemory ? ['It ran out of memory.'] : []),
    ...warnings,
  ];
  return (
    <>
      <StateBadge state={state} size="sm" />
      {words.map((sentence) => (
        <Text key={sentence} size="xs" className="breaks-anywhere">
          {sentence}
        </Text>
      ))}
    </>
  );
}

function OutputButton({
  attempt: { attempt, logDigest },
  shown,
  onShow,
}: { readonly attempt: Attempt } & ShownOutput): ReactElement {
  if (logDigest === undefined) return <>–</>;
  const isShown = shown === attempt;
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      aria-label={`Output of attempt ${attempt}`}
      aria-pressed={isShown}
      fw={isShown ? 700 : 400}
      onClick={() => onShow(isShown ? undefined : attempt)}
    >
      output
    </Anchor>
  );
}

const secondsOf = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)}\u00a0s`;
