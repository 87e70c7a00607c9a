import type { ReactElement } from 'react';
import { Page } from '../shell/page';

export function SubmissionsPage(): ReactElement {
  return <Page title="Submissions" />;
}
