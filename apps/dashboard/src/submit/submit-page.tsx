import type { ReactElement } from 'react';
import { Page } from '../shell/page';

export function SubmitPage(): ReactElement {
  return <Page title="Submit a genome" />;
}
