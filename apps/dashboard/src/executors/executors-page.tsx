import type { ReactElement } from 'react';
import { Page } from '../shell/page';

export function ExecutorsPage(): ReactElement {
  return <Page title="Executors" />;
}
