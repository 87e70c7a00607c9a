import type { ReactElement } from 'react';
import { Page } from '../shell/page';

export function SubmissionPage(): ReactElement {
  return <Page title="Submission" />;
}
