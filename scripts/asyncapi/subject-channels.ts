import { COLLECTIONS } from '#contracts';
import { SUBJECT_ROWS, type SubjectRow } from '../subjects/tables';

const ROOT = 'knockem.';

/** A Channel Object, and what another tool does there; nothing where only services speak and listen. */
export interface SubjectChannel {
  readonly key: string;
  readonly body: string;
  readonly channel: object;
  readonly operation?: object;
}

export const subjectChannels = (): SubjectChannel[] => SUBJECT_ROWS.map(subjectChannel);

function subjectChannel(row: SubjectRow): SubjectChannel {
  const { subject, body } = row;
  const address = subject.replace(PARAMETER, '{$1}');
  const key = address.slice(ROOT.length).replace(/\.(\{\w+\}|-)(?=\.|$)/g, '');
  const action = actionOf(row);
  return {
    key,
    body,
    channel: {
      address,
      description: `${told(row)} ${kept(row)}`,
      messages: { [body]: { $ref: `#/components/messages/${body}` } },
      ...withParameters(subject),
    },
    ...(action && { operation: operation(action, key, body, row) }),
  };
}

/** A parameter as tables.ts writes it: `<name>`, or `<name\|->` where `-` may stand in its place. */
const PARAMETER = /<(\w+)(\\\|-)?>/g;
const TOOLS = 'other tools';

/** From the view of another tool. */
const actionOf = ({ from, to }: SubjectRow): 'send' | 'receive' | undefined => {
  if (from.includes(TOOLS)) return 'send';
  return to.includes(TOOLS) ? 'receive' : undefined;
};

const told = ({ from, to }: SubjectRow): string => `From ${from} to ${to}.`;
const kept = ({ stream }: SubjectRow): string =>
  stream === '–'
    ? 'Kept in no stream: who does not listen does not hear it.'
    : `Kept in the stream ${stream}.`;

const operation = (action: string, key: string, body: string, row: SubjectRow): object => ({
  action,
  channel: { $ref: `#/channels/${key}` },
  summary: told(row),
  messages: [{ $ref: `#/channels/${key}/messages/${body}` }],
});

function withParameters(subject: string): { parameters?: object } {
  const found = [...subject.matchAll(PARAMETER)];
  if (found.length === 0) return {};
  return { parameters: Object.fromEntries(found.map(([, name, none]) => [name, parameter(name, none)])) };
}

function parameter(name: string, none: string | undefined): object {
  if (name === 'collection') return { description: 'One of the record collections.', enum: COLLECTIONS };
  const says = SAYS[name] ?? `The id of the ${name}`;
  return { description: none === undefined ? `${says}.` : `${says}, or - where there is none.` };
}

const SAYS: Readonly<Record<string, string>> = {
  service: 'Which service says it',
  level: 'How much it matters, such as info, warn and error',
  reason: 'Why the message was given up, in a word',
  settings: 'The id of the settings of notifications',
};
