// The REST reference as a page: docs/openapi.json in Markdown, one section for each request.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './pages.mjs';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** How deep an answer's fields are told. */
const DEPTH = 3;

export function restReference() {
  const document = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8'));
  const requests = Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => ({ path, method, ...methods[method] })),
  );
  const byTag = new Map();
  for (const request of requests) {
    const tag = request.tags?.[0] ?? 'other';
    byTag.set(tag, [...(byTag.get(tag) ?? []), request]);
  }
  const sections = [...byTag].flatMap(([tag, ofTag]) => [
    `## ${tag}`,
    ...ofTag.map((each) => section(each, document)),
  ]);
  return [HEAD, ...sections].join('\n\n');
}

const HEAD = `---
outline: [2, 3]
---

# REST reference

Every request of the gateway, made from its OpenAPI document (<a href="/openapi.json" target="_self">openapi.json</a>). A running gateway
shows the same at \`/api/docs\`, where you can try it. The way through a study, with \`curl\`: [REST](/rest). Where tokens
are required: [Security](/security).`;

/** Text of the document stands in a page that knows tags and templates. */
const plain = (text = '') =>
  text.replaceAll('<', '&lt;').replaceAll('{', '&#123;').replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text) => `\`${text}\``;

function section({ path, method, summary, description, parameters = [], requestBody, responses }, document) {
  const name = `${method.toUpperCase()} ${path}`;
  return [
    `### ${plain(summary) || code(name)}`,
    `<p class="request"><b class="${method}">${method.toUpperCase()}</b> <code v-pre>${path}</code></p>`,
    plain(description),
    parametersTable(parameters, document),
    ...bodyOf('Body', requestBody, document),
    responsesTable(responses, document),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function parametersTable(parameters, document) {
  if (parameters.length === 0) return '';
  const rows = parameters
    .map((each) => deref(each, document))
    .map(({ name, in: where, required, description, schema }) =>
      row(
        code(name),
        where,
        typeOf(schema, document),
        `${required ? '**needed.** ' : ''}${plain(description ?? schema?.description)}`,
      ),
    );
  return [row('parameter', 'in', 'type', ''), row('---', '---', '---', '---'), ...rows].join('\n');
}

const row = (...cells) => `| ${cells.join(' | ')} |`;

function bodyOf(title, body, document) {
  return Object.entries(body?.content ?? {}).flatMap(([type, { schema }]) => {
    const fields = fieldsOf(schema, document);
    const head = `**${title}**: ${code(type)}${fields.length === 0 ? `, ${typeOf(schema, document)}` : ''}`;
    return fields.length === 0 ? [head] : [head, fieldsTable(fields)];
  });
}

const fieldsTable = (fields) => [row('field', 'type', ''), row('---', '---', '---'), ...fields].join('\n');

/** Rows of a schema's fields; those of fields within carry the path to them. */
function fieldsOf(schema, document, prefix = '', depth = DEPTH) {
  const { properties = {}, required = [], items, allOf } = deref(schema, document) ?? {};
  if (allOf?.length === 1) return fieldsOf(allOf[0], document, prefix, depth);
  if (items) return fieldsOf(items, document, `${prefix}[].`.replace('.[]', '[]'), depth);
  return Object.entries(properties).flatMap(([name, field]) => {
    const { description } = { ...deref(field, document), ...field };
    const own = row(
      code(prefix + name),
      typeOf(field, document),
      `${required.includes(name) ? '' : '*optional.* '}${plain(description)}`,
    );
    return depth === 1 ? [own] : [own, ...fieldsOf(field, document, `${prefix}${name}.`, depth - 1)];
  });
}

function responsesTable(responses, document) {
  const entries = Object.entries(responses).map(([status, response]) => [status, deref(response, document)]);
  const rows = entries.map(([status, { description, content = {} }]) =>
    row(status, Object.keys(content).map(code).join(', '), plain(description)),
  );
  const answers = entries
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, response]) => bodyOf(`Answer ${status}`, response, document))
    .filter((part) => part.includes('\n'));
  const details = answers.length > 0 ? ['::: details Fields of the answer', ...answers, ':::'] : [];
  return [[row('status', 'type', ''), row('---', '---', '---'), ...rows].join('\n'), ...details].join('\n\n');
}

function deref(schema, document) {
  if (!schema?.$ref) return schema;
  const found = schema.$ref
    .slice(2)
    .split('/')
    .reduce((at, name) => at[name.replaceAll('~1', '/')], document);
  return deref(found, document);
}

function typeOf(schema, document) {
  const {
    type,
    format,
    enum: words,
    items,
    oneOf,
    anyOf,
    allOf,
    minimum,
    maximum,
  } = deref(schema, document) ?? {};
  if (words) return words.map((word) => code(String(word))).join(', ');
  const choices = oneOf ?? anyOf ?? (allOf?.length === 1 ? allOf : undefined);
  if (choices) return choices.map((each) => typeOf(each, document)).join(' or ');
  if (items) return `list of ${typeOf(items, document)}`;
  const bounds =
    minimum === undefined && maximum === undefined ? '' : `, ${minimum ?? '…'} to ${maximum ?? '…'}`;
  return `${Array.isArray(type) ? type.join(' or ') : (type ?? 'any')}${format ? ` (${format})` : ''}${bounds}`;
}
