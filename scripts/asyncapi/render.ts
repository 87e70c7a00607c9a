import { readFileSync } from 'node:fs';
import { ContractSchemas } from './contract-schemas';
import { bodyMessage, EMPTY_REQUEST, type Message, refusalSchema, replyMessage } from './messages';
import { repliesChannel, REPLIES, type Request, requests } from './requests';
import { type SubjectChannel, subjectChannels } from './subject-channels';

/** docs/asyncapi.json: subjects and messages for programs that read AsyncAPI; the same contracts give the same bytes. */
export function renderAsyncApi(): string {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return `${JSON.stringify(describeAsyncApi(version), null, 2)}\n`;
}

function describeAsyncApi(version: string): object {
  const channels = subjectChannels();
  const asked = requests();
  return {
    asyncapi: '3.0.0',
    info: { title: 'knockem over NATS', version, description: DESCRIPTION, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: { nats: SERVER },
    channels: {
      ...Object.fromEntries(channels.map(({ key, channel }) => [key, channel])),
      ...Object.fromEntries(asked.map(({ endpoint, channel }) => [`api.${endpoint}`, channel])),
      [REPLIES]: repliesChannel(asked),
    },
    operations: operations(channels, asked),
    components: components(channels, asked),
  };
}

function operations(channels: readonly SubjectChannel[], asked: readonly Request[]): object {
  const ofChannels = channels.flatMap(({ key, operation }) => (operation ? [[key, operation]] : []));
  const ofRequests = asked.map(({ endpoint, operation }) => [`api.${endpoint}`, operation]);
  return Object.fromEntries([...ofChannels, ...ofRequests]) as object;
}

function components(channels: readonly SubjectChannel[], asked: readonly Request[]): object {
  const schemas = new ContractSchemas();
  const bodies = [...channels, ...asked].flatMap(({ body }) => body ?? []);
  const messages: Record<string, Message> = { empty: EMPTY_REQUEST };
  for (const body of bodies) messages[body] ??= bodyMessage(schemas, body);
  for (const { endpoint, answer } of asked)
    messages[`${endpoint}.reply`] = replyMessage(schemas, endpoint, answer);
  const Refusal = refusalSchema(schemas);
  return { messages, schemas: { ...schemas.all(), Refusal } };
}

const SERVER = {
  host: '{host}:{port}',
  protocol: 'nats',
  description: 'The nats-server of a stack, with JetStream. Who may do what there is in security.md.',
  variables: { host: { default: '127.0.0.1' }, port: { default: '4222' } },
};

const DESCRIPTION = `Written from libs/contracts by \`make docs\`; subjects.md says the same for people. Operations are those
of another tool: it sends commands and requests, and receives events, documents, logs and dead letters. Channels without an
operation are the services' own. A testing stack's subjects begin with \`knockem-testing\` in place of \`knockem\`.
Receivers check more than a schema can say, and tell in a sentence what is wrong.`;
