import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { API_ENDPOINTS, MESSAGES, readMessage, type SchemaName } from '#contracts';
import { EXAMPLES } from './examples';
import { renderSubjects } from './render';

const FILE = 'docs/subjects.md';

it('agrees with the contracts (else run "make docs")', () => {
  const rendered = renderSubjects();
  // Set by hand where no build is at hand: writes instead of comparing.
  if (process.env.KNOCKEM_TEST_WRITE_DOCS) writeFileSync(FILE, rendered);
  expect(existsSync(FILE) && readFileSync(FILE, 'utf8')).toBe(rendered);
});

it.each(Object.keys(MESSAGES) as SchemaName[])('has a valid example of %s', (schema) => {
  expect(readMessage(schema, Buffer.from(JSON.stringify(EXAMPLES[schema])))).toMatchObject({ ok: true });
});

it('has every endpoint and every link a place to go', () => {
  const text = renderSubjects();
  for (const endpoint of Object.keys(API_ENDPOINTS)) expect(text).toContain(`\`knockem.api.${endpoint}\``);
  const anchors = new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replace(/ /g, '-'),
    ),
  );
  const dangling = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, to]) => to).filter((to) => !anchors.has(to));
  expect(dangling).toEqual([]);
});
