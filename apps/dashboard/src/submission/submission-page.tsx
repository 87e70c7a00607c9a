import { Alert, Loader, Stack, Tabs } from '@mantine/core';
import type { ReactElement } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useEvents } from '../api/use-events';
import { useToken } from '../api/use-token';
import { Page } from '../shell/page';
import { ProblemAlert } from '../shell/problem-alert';
import { ProgressTab } from './assays/progress-tab';
import { CompetitionsTab } from './competitions/competitions-tab';
import { ConnectionNote } from './connection-note';
import { DeletedNote } from './deleted-note';
import { DownloadsMenu } from './downloads-menu';
import { SubmissionHeader } from './header/submission-header';
import { ResultsTab } from './results-tab';
import { SkeletonsTab } from './skeletons/skeletons-tab';
import { useIsDeleted } from './use-is-deleted';

const TABS = [
  { value: 'progress', label: 'Progress' },
  { value: 'results', label: 'Results' },
  { value: 'skeletons', label: 'Skeletons' },
  { value: 'competitions', label: 'Competitions' },
] as const;

export function SubmissionPage(): ReactElement {
  const { submissionId = '' } = useParams();
  const token = useToken();
  // What was read with a token is forgotten with it.
  return <LiveSubmission key={`${submissionId} ${token}`} submissionId={submissionId} />;
}

/** One submission, as it goes on. Which part is looked at stands in the address. */
function LiveSubmission({ submissionId }: { readonly submissionId: string }): ReactElement {
  const [search, setSearch] = useSearchParams();
  const { view, timeline, samples, connection, restart } = useEvents(submissionId);
  const tab = TABS.find(({ value }) => value === search.get('tab'))?.value ?? 'progress';
  const title = `Submission ${submissionId.slice(0, 8)}`;
  if (useIsDeleted(submissionId, connection, tab) && view)
    return (
      <Page title={title}>
        <DeletedNote />
      </Page>
    );
  return (
    <Page title={title} actions={<DownloadsMenu submissionId={submissionId} />}>
      {connection.state === 'refused' && (
        <ProblemAlert error={connection.problem} what="The submission could not be read" onRetry={restart} />
      )}
      {!view && connection.state !== 'refused' && <Loader aria-label="Reading the submission" />}
      <ConnectionNote connection={connection} />
      {view?.source === 'journal' && (
        <Alert color="blue" variant="light">
          Accepted, and not lost from now on; the scheduler has not read it yet.
        </Alert>
      )}
      {view && (
        <Stack gap="lg">
          <SubmissionHeader view={view} samples={samples} onRetried={restart} />
          <Tabs
            value={tab}
            onChange={(next) => setSearch(next ? { tab: next } : {}, { replace: true })}
            keepMounted={false}
          >
            <Tabs.List mb="md" className="one-line">
              {TABS.map(({ value, label }) => (
                <Tabs.Tab key={value} value={value} px={{ base: 'xs', sm: 'md' }}>
                  {label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="progress">
              <ProgressTab view={view} timeline={timeline} />
            </Tabs.Panel>
            <Tabs.Panel value="results">
              <ResultsTab submissionId={submissionId} view={view} />
            </Tabs.Panel>
            <Tabs.Panel value="skeletons">
              <SkeletonsTab submissionId={submissionId} view={view} />
            </Tabs.Panel>
            <Tabs.Panel value="competitions">
              <CompetitionsTab submissionId={submissionId} view={view} />
            </Tabs.Panel>
          </Tabs>
        </Stack>
      )}
    </Page>
  );
}
