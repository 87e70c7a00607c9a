import type { ReactElement } from 'react';
import { Page } from '../shell/page';

export function DeadLettersPage(): ReactElement {
  return <Page title="Dead letters" />;
}
