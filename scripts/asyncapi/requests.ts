import { API_ENDPOINTS, type ApiEndpoint, Subjects } from '#contracts';
import { ENDPOINT_ROWS } from '../subjects/tables';

const subjects = new Subjects('production');

/** One endpoint as AsyncAPI has it: the channel where another tool asks, and the operation with its reply. */
export interface Request {
  readonly endpoint: ApiEndpoint;
  readonly body: string | undefined;
  readonly answer: string;
  readonly channel: object;
  readonly operation: object;
}

export const REPLIES = 'replies';

export const requests = (): Request[] => (Object.keys(ENDPOINT_ROWS) as ApiEndpoint[]).map(request);

function request(endpoint: ApiEndpoint): Request {
  const { body, answer, says } = ENDPOINT_ROWS[endpoint];
  const asked = body ?? 'empty';
  return {
    endpoint,
    body,
    answer,
    channel: {
      address: subjects.api(endpoint),
      description: `Answered by ${API_ENDPOINTS[endpoint]}.`,
      messages: { [asked]: { $ref: `#/components/messages/${asked}` } },
    },
    operation: {
      action: 'send',
      channel: { $ref: `#/channels/api.${endpoint}` },
      summary: says,
      ...closedToTools(endpoint),
      messages: [{ $ref: `#/channels/api.${endpoint}/messages/${asked}` }],
      reply: {
        channel: { $ref: `#/channels/${REPLIES}` },
        messages: [{ $ref: `#/channels/${REPLIES}/messages/${endpoint}.reply` }],
      },
    },
  };
}

/** Keys for tools open the gateway's doors only (scripts/nats/permissions.ts). */
const closedToTools = (endpoint: ApiEndpoint): { description?: string } =>
  API_ENDPOINTS[endpoint] === 'gateway'
    ? {}
    : { description: "Where nats-server asks for keys, a tool's key does not open this." };

export const repliesChannel = (all: readonly Request[]): object => ({
  address: null,
  description: 'The reply subject that the client library chose and sent with its request.',
  messages: Object.fromEntries(
    all.map(({ endpoint }) => [`${endpoint}.reply`, { $ref: `#/components/messages/${endpoint}.reply` }]),
  ),
});
