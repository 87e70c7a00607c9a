// Mantine: the component set (forms, tables, dialogs, light and dark, keyboard and labels); its notifications say what came
// of a request that has no place of its own on the page.
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
// Asks the gateway again when it should, once for all who look, and keeps what was answered while it does.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { PropsWithChildren, ReactElement } from 'react';
import { ApiProblem } from '../api/problem';
import { styleNonce } from './style-nonce';
import { readableGreys, theme } from './theme';

/** What a stranger's mistake cannot mend is not asked for again; a service that is away is. */
const mayPass = (failures: number, error: Error): boolean =>
  failures < 3 && (!(error instanceof ApiProblem) || error.status >= 500 || error.status === 429);

const queries = new QueryClient({
  defaultOptions: { queries: { retry: mayPass, staleTime: 2_000 } },
});

export function Providers({ children }: PropsWithChildren): ReactElement {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableGreys}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" autoClose={6000} />
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}
