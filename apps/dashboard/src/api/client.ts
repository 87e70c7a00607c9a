import { answerOf, createApiClient, type Schemas } from '#client';
import { request } from './request';

/** The gateway's API, typed by docs/openapi.json. Every page asks through the functions below; none of them fetches itself. */
export const client = createApiClient({ baseUrl: window.location.origin, send: request });

export type { Schemas };

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

export interface SubmissionsFilter {
  readonly userEmail?: string;
  readonly status?: Schemas['SubmissionState'];
}

export interface CompetitionsFilter {
  readonly assayId?: string;
  readonly status?: Schemas['CompetitionState'];
  readonly fromOrdinal?: number;
}

/** What a competition is called everywhere: its assay, and its place there. */
export interface CompetitionName {
  readonly submissionId: string;
  readonly assayId: string;
  readonly ordinal: number;
}

const of = (submissionId: string) => ({ params: { path: { submissionId } } });

export const listSubmissions = (
  filter: SubmissionsFilter & PageRequest,
): Promise<Schemas['SubmissionPage']> =>
  answerOf(client.GET('/api/v1/submissions', { params: { query: filter } }));

export const readSubmission = (submissionId: string): Promise<Schemas['SubmissionView']> =>
  answerOf(client.GET('/api/v1/submissions/{submissionId}', of(submissionId)));

export const readSummary = (submissionId: string): Promise<Schemas['Summary']> =>
  answerOf(client.GET('/api/v1/submissions/{submissionId}/summary', of(submissionId)));

export const readNotifications = (submissionId: string): Promise<Schemas['NotificationLog']> =>
  answerOf(client.GET('/api/v1/submissions/{submissionId}/notifications', of(submissionId)));

export const listFigures = async (submissionId: string): Promise<Schemas['Figure'][]> =>
  (await answerOf(client.GET('/api/v1/submissions/{submissionId}/plots', of(submissionId)))).items;

export const listResults = async (submissionId: string): Promise<Schemas['AssayResult'][]> =>
  (await answerOf(client.GET('/api/v1/submissions/{submissionId}/results', of(submissionId)))).items;

export const listCompetitions = (
  submissionId: string,
  query: CompetitionsFilter & PageRequest,
): Promise<Schemas['CompetitionPage']> =>
  answerOf(
    client.GET('/api/v1/submissions/{submissionId}/competitions', {
      params: { path: { submissionId }, query },
    }),
  );

export const readCompetition = ({
  submissionId,
  assayId,
  ordinal,
}: CompetitionName): Promise<Schemas['CompetitionView']> =>
  answerOf(
    client.GET('/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}', {
      params: { path: { submissionId, assayId, ordinal } },
    }),
  );

export const readAttempts = ({
  submissionId,
  assayId,
  ordinal,
}: CompetitionName): Promise<Schemas['CompetitionAttempts']> =>
  answerOf(
    client.GET('/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/attempts', {
      params: { path: { submissionId, assayId, ordinal } },
    }),
  );

export const updateSubmission = (
  submissionId: string,
  body: Schemas['SubmissionUpdate'],
): Promise<Schemas['CommandAccepted']> =>
  answerOf(client.PATCH('/api/v1/submissions/{submissionId}', { ...of(submissionId), body }));

export const cancelSubmission = (submissionId: string): Promise<Schemas['CommandAccepted']> =>
  answerOf(client.POST('/api/v1/submissions/{submissionId}/cancel', { ...of(submissionId), body: {} }));

export const retrySubmission = (submissionId: string): Promise<Schemas['CommandAccepted']> =>
  answerOf(client.POST('/api/v1/submissions/{submissionId}/retry', { ...of(submissionId), body: {} }));

/** The Vega-Lite specification of a figure, at the address that the list of figures names. */
export const readSpecification = async (address: string): Promise<Record<string, unknown>> =>
  (await (await request(address)).json()) as Record<string, unknown>;
