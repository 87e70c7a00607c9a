// Addresses in the browser's own history, pages loaded when they are first looked at.
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { Loader } from '@mantine/core';
import { NotFoundPage } from './not-found-page';
import { PageFailure } from './page-failure';
import { Shell } from './shell';

/** Every address of the page; the gateway serves the page at each of them (adapters/http/dashboard). */
const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/submissions" replace /> },
  {
    path: 'submissions',
    lazy: async () => ({
      Component: (await import('../submissions-list/submissions-page')).SubmissionsPage,
    }),
  },
  {
    path: 'submissions/:submissionId',
    lazy: async () => ({ Component: (await import('../submission/submission-page')).SubmissionPage }),
  },
  { path: 'submit', lazy: async () => ({ Component: (await import('../submit/submit-page')).SubmitPage }) },
  {
    path: 'executors',
    lazy: async () => ({ Component: (await import('../executors/executors-page')).ExecutorsPage }),
  },
  {
    path: 'dead-letters',
    lazy: async () => ({ Component: (await import('../dead-letters/dead-letters-page')).DeadLettersPage }),
  },
  { path: '*', element: <NotFoundPage /> },
];

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <PageFailure />,
    // Of the first page, while its part is loaded.
    hydrateFallbackElement: <Loader m="xl" aria-label="Loading the page" />,
    children: [{ errorElement: <PageFailure />, children: pages }],
  },
]);
