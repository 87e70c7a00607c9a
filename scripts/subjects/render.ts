import * as contracts from '#contracts';
import * as domain from '#domain';
import { EXAMPLES } from './examples';
import { readShapes, type Shape } from './shapes';
import { ENDPOINT_ROWS, SUBJECT_ROWS } from './tables';

/** docs/subjects.md as text: the same contracts give the same bytes. */
export function renderSubjects(): string {
  const shapes = readShapes(contracts);
  return [
    introduction(),
    streams(),
    subjects(),
    endpoints(),
    messages(shapes),
    others(shapes),
    words(),
    numbers(),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const cell = (text: string): string => text.replace(/(?<!\\)\|/g, '\\|');
const code = (text: string): string => `\`${text.replace(/\\\|/g, '|')}\``;
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replace(/ /g, '-');
const link = (name: string): string => `[${name}](#${anchor(name)})`;

function introduction(): string {
  const request = JSON.stringify(EXAMPLES['api.submission.request.v1']);
  const { submissionId } = EXAMPLES['api.submission.id.v1'];
  return `# Subjects and messages

<!-- Written by scripts/generate-subjects.ts from libs/contracts. Change those, then run \`make docs\`. -->

What the services say to each other over NATS, and how a program in any language joins in. Bodies are JSON; the header
\`${contracts.SCHEMA_HEADER}\` names schema and version. A testing stack's subjects begin with \`knockem-testing\` in place of
\`knockem\`, its streams with \`TESTING_\`. All examples work with the \`nats\` command line tool, and so with every NATS client.
[asyncapi.json](asyncapi.json) says the same to programs that make clients, pages or checks of AsyncAPI 3.0.

## Submit and follow from any language

Submit by request. The answer is \`{"ok": true, "value": {"submissionId": …}}\`, or \`{"ok": false, "error": {code, message,
hint, problems}}\` with everything that is wrong with it. Repeating it with the same \`idempotencyKey\` gives the same id.

    nats request knockem.api.submission.create '${request}'

Look at it, cancel it:

    nats request knockem.api.submission.get '${JSON.stringify(EXAMPLES['api.submission.id.v1'])}'
    nats request knockem.api.submission.cancel '${JSON.stringify(EXAMPLES['submission.cancel.v1'])}'

Or by plain publish, for a tool that wants no answer: the whole command with every field, to the journal (the genome must
be stored already, by \`knockem.api.genome.create\` or REST). It is in the journal when the stream has acknowledged it. What
is wrong with it appears in the dead letters with the reason, and nowhere else.

    nats pub knockem.command.submission.cancel.${submissionId} '${JSON.stringify(EXAMPLES['submission.cancel.v1'])}'
    nats sub 'knockem.dead.>'

Follow one submission, or all; tail one service's log; read what was logged in the last hour:

    nats sub 'knockem.event.*.${submissionId}.*'
    nats sub 'knockem.event.>'
    nats sub 'knockem.log.scheduler.>'
    nats sub 'knockem.log.*.error'
    nats stream view LOG --since 1h

Follow the records themselves: every document with its newest version, so a tool can keep its own copy (take a document
only if its \`version\` is above the one it has; a \`deletedAt\` is a deletion):

    nats sub 'knockem.doc.competitionResults.>' --stream RECORDS --all
`;
}

function streams(): string {
  const specs = Object.values(contracts.streamSpecs('production'));
  const days = (ms: number): string => `${ms / 86_400_000} days`.replace(/^1 days$/, '24 hours');
  const rows = specs.map((spec) =>
    row(
      `\`${spec.name}\``,
      spec.subjects.map((subject) => `\`${subject}\``).join(', '),
      days(spec.maxAgeMs),
      spec.maxBytes < 0 ? '–' : `${spec.maxBytes / 1e9} GB`,
      spec.discard === 'new' ? 'publishers are refused' : 'the oldest goes',
      spec.description,
    ),
  );
  const head = row('stream', 'subjects', 'kept', 'limit', 'when full', 'what for');
  return `## Streams

All are journals (limits retention): reading takes nothing away, any tool may read along. Beside them stands the object
store bucket \`${contracts.blobBucket('production')}\`: genomes and other content, named by SHA-256.

${[head, '|---|---|---|---|---|---|', ...rows].join('\n')}
`;
}

function subjects(): string {
  const rows = SUBJECT_ROWS.map(({ subject, from, to, stream, body }) =>
    row(cell(code(subject)), from, to, stream, link(body)),
  );
  return `## Subjects

Tokens are ids and words; \`-\` stands where there is no such id.

${[row('subject', 'from', 'to', 'stream', 'body'), '|---|---|---|---|---|', ...rows].join('\n')}
`;
}

function endpoints(): string {
  const rows = Object.entries(ENDPOINT_ROWS).map(([endpoint, { body, answer, says }]) => {
    const service = contracts.API_ENDPOINTS[endpoint as contracts.ApiEndpoint];
    const value = answer.startsWith('{') ? `\`${answer}\`` : link(answer);
    return row(`\`knockem.api.${endpoint}\``, service, says, body ? link(body) : '`{}`', value);
  });
  return `## Requests

Asked by request/reply. Every answer is \`{"ok": true, "value": …}\` or \`{"ok": false, "error": {code, message, hint?,
problems?}}\`; the codes are invalid, not-found, conflict, too-large, too-many, refused, unavailable, misconfigured, internal.

${[row('subject', 'answered by', 'what for', 'body', 'value'), '|---|---|---|---|---|', ...rows].join('\n')}
`;
}

function messages(shapes: Map<string, Shape>): string {
  const sections = Object.entries(contracts.MESSAGES).map(([schema, messageClass]) => {
    const shape = shapes.get(messageClass.name);
    if (!shape) throw new Error(`no class ${messageClass.name} in libs/contracts/src`);
    const example = JSON.stringify(EXAMPLES[schema as contracts.SchemaName], undefined, 2);
    return `### ${schema}\n\n${describe(shape)}\n\n\`\`\`json\n${example}\n\`\`\`\n`;
  });
  return `## Messages that are checked\n
Unknown fields, wrong types and values out of bounds are refused.\n
${sections.join('\n')}`;
}

/** Every interface and class that a body or an answer names, directly or through another. */
function others(shapes: Map<string, Shape>): string {
  const roots = [
    ...SUBJECT_ROWS.map(({ body }) => body),
    ...Object.values(ENDPOINT_ROWS).map((r) => r.answer),
  ];
  const messageClasses = Object.values(contracts.MESSAGES).map(({ name }) => name);
  const seen = new Set<string>(messageClasses);
  const found: Shape[] = [];
  const visit = (name: string): void => {
    const shape = shapes.get(name);
    if (!shape) return;
    if (!seen.has(name)) found.push(shape);
    seen.add(name);
    const mentioned = [shape.extends ?? '', ...shape.fields.map(({ type }) => type)].join(' ');
    for (const word of mentioned.match(/[A-Z]\w+/g) ?? []) if (!seen.has(word)) visit(word);
  };
  [...roots, ...messageClasses].forEach(visit);
  found.push(...documents(shapes, seen));
  const sections = found.map((shape) => `### ${shape.name}\n\n${describe(shape)}\n`);
  return `## Events, documents, answers and their parts\n\n${sections.join('\n')}`;
}

const documents = (shapes: Map<string, Shape>, seen: Set<string>): Shape[] =>
  [...shapes.values()].filter(({ name }) => name.endsWith('Document') && !seen.has(name));

function describe(shape: Shape): string {
  const parent = shape.extends ? `\n\nAll fields of ${shape.extends}, and:` : '';
  if (shape.fields.length === 0) return `${shape.says}${parent}`;
  const rows = shape.fields.map(({ name, type, required, bounds, says }) =>
    row(`\`${name}\`${required ? '' : '?'}`, cell(`\`${type}\``), cell(bounds), cell(says)),
  );
  const table = [row('field', 'type', 'bounds', ''), '|---|---|---|---|', ...rows].join('\n');
  return `${shape.says}${parent}\n\n${table}`.trim();
}

function words(): string {
  const lists: Readonly<Record<string, readonly string[]>> = {
    AssayType: domain.ASSAY_TYPES,
    Collection: contracts.COLLECTIONS,
    Priority: contracts.PRIORITIES,
    Runmode: domain.RUNMODES,
    SubmissionState: domain.SUBMISSION_STATES,
    AssayState: domain.ASSAY_STATES,
    CompetitionState: domain.COMPETITION_STATES,
    AttemptOutcome: domain.ATTEMPT_OUTCOMES,
  };
  const rows = Object.entries(lists).map(([name, list]) =>
    row(`\`${name}\``, list.map((word) => `\`${word}\``).join(', ')),
  );
  return `## Words\n\n${[row('type', 'words'), '|---|---|', ...rows].join('\n')}\n`;
}

/** Bounds and defaults that people ask for: from the same tables that the validators use. */
function numbers(): string {
  const limits = Object.entries(contracts.LIMITS).map(([name, limit]) => {
    const {
      min = '',
      max = '',
      default: standard = '',
    } = (typeof limit === 'number' ? { max: limit } : limit) as Record<string, number | undefined>;
    return row(`\`${name}\``, String(min), String(max), String(standard));
  });
  const parameters = Object.entries(contracts.ASSAY_PARAMETERS).flatMap(([type, specs]) =>
    Object.entries(specs).map(([name, spec]) =>
      row(
        `\`${type}.${name}\``,
        spec.unit,
        `${spec.min} to ${spec.max}`,
        String(spec.default),
        spec.description,
      ),
    ),
  );
  return `## Limits and defaults

${[row('name', 'least', 'most', 'default'), '|---|---|---|---|', ...limits].join('\n')}

### Assay parameters

${[row('name', 'unit', 'bounds', 'default', 'what it means'), '|---|---|---|---|---|', ...parameters].join('\n')}
`;
}
