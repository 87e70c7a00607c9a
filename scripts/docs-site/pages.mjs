// Which Markdown pages make the site, where each stands there, and the order in which they are offered.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Pages that are made when the site is built, of something else that docs/ holds. */
export const REST_REFERENCE = 'rest-reference.md';
export const DECISIONS = 'decisions.md';

/** Source, as named in the checkout -> page of the site. */
export function pagesOfSite() {
  const pages = new Map();
  for (const file of markdownBelow('docs')) pages.set(file, file.slice('docs/'.length));
  for (const file of markdownBelow('examples')) pages.set(file, file.replace('/README.md', '.md'));
  pages.set('CHANGELOG.md', 'changelog.md');
  pages.set('docs/openapi.json', REST_REFERENCE);
  pages.set('docs/adr', DECISIONS);
  return pages;
}

function markdownBelow(directory) {
  const files = readdirSync(join(ROOT, directory), { recursive: true });
  return files
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(directory, file))
    .sort();
}

export const titleOf = (source) => /^# (.+)$/m.exec(readFileSync(join(ROOT, source), 'utf8'))?.[1] ?? source;

/** Newest first; within a day by name. */
export function decisions() {
  const files = readdirSync(join(ROOT, 'docs/adr')).filter((file) => /^\d{4}-\d\d-\d\d-.+\.md$/.test(file));
  const byDay = (a, b) => b.slice(0, 10).localeCompare(a.slice(0, 10)) || a.localeCompare(b);
  return files
    .sort(byDay)
    .map((file) => ({ file, day: file.slice(0, 10), title: titleOf(`docs/adr/${file}`) }));
}

/** The groups of the sidebar. A page that is in none of them is put at the end, under its own title: none is hidden. */
const GROUPS = [
  ['Learn', ['start-here', 'concepts', 'write-an-image', 'tutorial', 'published-experiments', 'notebook']],
  ['Use', ['web-page', 'cli', 'rest', 'rest-reference', 'subjects', 'container-contract', 'configuration']],
  ['Run', ['run-on-one-machine', 'run-with-compose', 'many-executors', 'operations', 'security']],
  ['Know', ['guarantees', 'performance', 'glossary', 'architecture', 'state-machines']],
  ['Work on it', ['development', 'commands', 'changelog']],
  ['Examples', ['examples/instruction-strings']],
];

export function sidebar() {
  const pages = new Map([...pagesOfSite()].map(([source, page]) => [page.replace(/\.md$/, ''), source]));
  const listed = new Set(GROUPS.flatMap(([, names]) => names));
  const own = (name) => !listed.has(name) && !name.startsWith('adr/') && name !== 'decisions';
  const others = [...pages.keys()].filter(own);
  const groups = [...GROUPS, ...(others.length > 0 ? [['More', others]] : [])].map(([text, names]) => ({
    text,
    items: names
      .filter((name) => pages.has(name))
      .map((name) => ({ text: linkText(name, pages), link: `/${name}` })),
  }));
  return [
    ...groups,
    { text: 'Decisions', collapsed: true, items: [{ text: 'All', link: '/decisions' }, ...adrLinks()] },
  ];
}

const adrLinks = () =>
  decisions().map(({ file, title }) => ({ text: title, link: `/adr/${file.replace(/\.md$/, '')}` }));

const SHORT = {
  'rest-reference': 'REST reference',
  changelog: 'Changes',
  subjects: 'NATS subjects',
  rest: 'REST',
};
const linkText = (name, pages) => SHORT[name] ?? titleOf(pages.get(name)).replace(/:.*$/, '');

/** Other files below docs/ (pictures, documents for machines): they keep their place beside the pages. */
export const filesBesidePages = () =>
  readdirSync(join(ROOT, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1));

export const isInCheckout = (path) => existsSync(join(ROOT, path));
