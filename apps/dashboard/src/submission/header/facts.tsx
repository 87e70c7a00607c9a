import { Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { Schemas } from '#client';
import { FactList } from '../../shell/fact-list';
import { Moment } from '../../shell/moment';

type Submission = Schemas['Submission'];

/** What was submitted, by whom, under which limits. */
export function Facts({ submission }: { readonly submission: Submission }): ReactElement {
  return <FactList facts={factsOf(submission)} />;
}

function factsOf(submission: Submission): readonly (readonly [string, ReactNode])[] {
  const { numSites, concludedAt, resources, pool } = submission;
  return [
    ['User', submission.userEmail],
    ['Image', submission.containerImage],
    ['Genome', genomeOf(submission.genomeIdAlpha, numSites)],
    ['Assays asked for', submission.assayTypes.join(', ')],
    ['Submitted', <Moment key="submitted" at={submission.datetime} />],
    ...(concludedAt ? ([['Ended', <Moment key="ended" at={concludedAt} />]] as const) : []),
    ['Active at a time', `at most ${submission.maxCompetitionsActive}`],
    ['Failures allowed', `${submission.maxCompetitionsFail}`],
    ['Time-out', `${submission.competitionTimeoutSeconds} s a competition`],
    ['Priority', pool === undefined ? submission.priority : `${submission.priority}, pool ${pool}`],
    ['Each container', `${resources.cpus} CPU, ${resources.memoryMb} MiB`],
    ['Seed', `${submission.seed}`],
  ];
}

const genomeOf = (id: string, numSites: number | undefined): ReactNode => (
  <Text span inherit>
    {numSites === undefined ? 'sites not counted yet' : `${numSites.toLocaleString('en')} sites`} ·{' '}
    <span title={id}>{id.slice(0, 8)}</span>
  </Text>
);
