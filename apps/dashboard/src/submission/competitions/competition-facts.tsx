import { List, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { Schemas } from '#client';
import { FactList } from '../../shell/fact-list';
import { Moment } from '../../shell/moment';
import { sitesInWords } from '../skeletons/tracks';

interface CompetitionFactsProps {
  readonly record: Schemas['Competition'] | undefined;
  readonly result: Schemas['CompetitionResult'] | undefined;
}

/** What was contested, and what came of it. */
export function CompetitionFacts({ record, result }: CompetitionFactsProps): ReactElement {
  return (
    <Stack gap="sm">
      <FactList facts={[...recordFacts(record), ...resultFacts(result)]} />
      {result && result.warnings.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            What looked odd
          </Text>
          <List size="sm">
            {result.warnings.map((warning) => (
              <List.Item key={warning} className="breaks-anywhere">
                {warning}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}

type Facts = readonly (readonly [string, ReactNode])[];

function recordFacts(record: Schemas['Competition'] | undefined): Facts {
  if (!record) return [['Record', 'not written yet']];
  return [
    ['Knockout sites', record.knockoutSites.length === 0 ? 'none' : sitesInWords(record.knockoutSites)],
    ['Attempts', `${record.numAttempts}`],
    ['Planned', <Moment key="planned" at={record.datetime} />],
    ['Competition', record.id],
  ];
}

function resultFacts(result: Schemas['CompetitionResult'] | undefined): Facts {
  if (!result) return [];
  const { numAlpha, numBeta, updatesElapsed } = result.result;
  return [
    ['Alpha at the end', numAlpha.toLocaleString('en')],
    ['Beta at the end', numBeta.toLocaleString('en')],
    ['Updates', updatesElapsed.toLocaleString('en')],
    ['Seed', `${result.seed}`],
    ['Executor', result.executor],
    ['Started', <Moment key="started" at={result.startedAt} />],
    ['Ended', <Moment key="ended" at={result.endedAt} />],
    ['Attempt that counts', result.competitionAttemptId],
  ];
}
