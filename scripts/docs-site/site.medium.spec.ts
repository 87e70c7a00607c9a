/** Real: the whole site, built by VitePress from the pages of this checkout. Which it then reads as a browser would. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');
const site = mkdtempSync(join(tmpdir(), 'knockem-site-'));
const page = (name: string) => readFileSync(join(site, `${name}.html`), 'utf8');

// Ends with an exit code and its reason where a link, an anchor or a picture is missing, or a page asks another host.
beforeAll(
  () => promisify(execFile)(process.execPath, [join(__dirname, 'build.mjs'), '--out', site], { cwd: ROOT }),
  600_000,
);
afterAll(() => rmSync(site, { recursive: true, force: true }));

it('lists every decision by itself', () => {
  const files = readdirSync(join(ROOT, 'docs/adr')).filter((file) => file.endsWith('.md'));
  const list = page('decisions');
  expect(files.filter((file) => !list.includes(`/adr/${file.replace('.md', '.html')}`))).toEqual([]);
});

it('tells every request of docs/openapi.json', () => {
  const { paths } = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')) as { paths: object };
  const reference = page('rest-reference');
  expect(Object.keys(paths).filter((path) => !reference.includes(`<code>${path}</code>`))).toEqual([]);
});

it('draws the state machines', () => {
  expect(page('state-machines').match(/<figure class="diagram">/g)).toHaveLength(5);
});

it('has an index to search in the page itself', () => {
  const chunks = readdirSync(join(site, 'assets/chunks'));
  expect(chunks.some((file) => file.startsWith('@localSearchIndex'))).toBe(true);
});

it('leads to the pages of docs/ from its sidebar, each', () => {
  const pages = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));
  const start = page('start-here');
  expect(pages.filter((file) => !start.includes(`"/${file.replace('.md', '.html')}"`))).toEqual([]);
});
