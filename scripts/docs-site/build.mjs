// Builds the documentation as a site of static files: dist/docs. No page of it asks another host for anything.
//   npm run docs:site
//   npm run docs:site -- --serve 4173     and shows it at that port of this machine
//   npm run docs:site -- --base /knockem/  for a site that does not lie at the root of its host
//
// The pages of docs/ are the source and stay readable where the code is. They are laid out in a directory of their own
// first, with the pages that are made of other files, so that the checkout gets no file of the generator.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
// VitePress: the static generator of the Vite ecosystem, with search that runs in the page.
import { build, serve } from 'vitepress';
import { brokenInSite } from './broken-in-site.mjs';
import { decisions, DECISIONS, filesBesidePages, pagesOfSite, REST_REFERENCE, ROOT } from './pages.mjs';
import { restReference } from './rest-reference.mjs';

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: join(ROOT, 'dist/docs') },
    base: { type: 'string', default: '/' },
    serve: { type: 'string' },
  },
});
const OUT = resolve(flags.out);
mkdirSync(join(ROOT, 'dist'), { recursive: true });
/** Below the checkout, where the theme finds its packages. */
const STAGE = mkdtempSync(join(ROOT, 'dist/docs-source-'));
/** The pages of wide pictures. */
const WIDE = new Set(['state-machines.md']);
const HERE = 'scripts/docs-site';

function write(page, text) {
  mkdirSync(dirname(join(STAGE, page)), { recursive: true });
  writeFileSync(join(STAGE, page), text);
}

const HEAD_OF_WIDE = '---\naside: false\npageClass: wide\n---\n\n';

function stage() {
  for (const [source, page] of pagesOfSite())
    if (source.endsWith('.md'))
      write(page, (WIDE.has(page) ? HEAD_OF_WIDE : '') + readFileSync(join(ROOT, source), 'utf8'));
  write(REST_REFERENCE, restReference());
  write(DECISIONS, decisionsPage());
  write('index.md', HOME);
  // Beside the pages, where pictures are looked for, and as they are, for whoever links to the file.
  for (const file of filesBesidePages())
    for (const place of ['', 'public/'])
      cpSync(join(ROOT, file), join(STAGE, place + file.slice('docs/'.length)));
  const settings = join(STAGE, '.vitepress');
  cpSync(join(ROOT, HERE, 'theme'), join(settings, 'theme'), { recursive: true });
  writeFileSync(
    join(settings, 'config.mjs'),
    `export { default } from ${JSON.stringify(join(ROOT, HERE, 'config.mjs'))};\n`,
  );
}

const decisionsPage = () =>
  [
    '# Architecture decisions',
    'Where knockem deviates from what one would expect, or chose between real alternatives: the context, the decision, and what follows from it. Newest first.',
    `| day | decision |\n|---|---|\n${decisions().map(decisionRow).join('\n')}`,
  ].join('\n\n');
const decisionRow = ({ file, day, title }) => `| ${day} | [${title}](/adr/${file}) |`;

const HOME = `---
layout: home
hero:
  name: knockem
  text: How many sites of a genome matter?
  tagline: Alone, in sum, and in redundant sets. Thousands of competitions between a digital organism and its knockouts, in containers, with nothing lost and nothing counted twice.
  actions:
    - { theme: brand, text: Start here, link: /start-here }
    - { theme: alt, text: The idea in pictures, link: /concepts }
    - { theme: alt, text: Tutorial, link: /tutorial }
features:
  - { title: Bring your own organism, details: Three small programs in a container image. Any model and any language., link: /write-an-image }
  - { title: Answers with intervals, details: 'Critical, additive, epistatic and cryptic sites, each with its assumptions and the picture behind it.', link: /concepts }
  - { title: From a laptop to a lab, details: 'One command on one machine, compose for a group, executors wherever there is room.', link: /run-on-one-machine }
  - { title: Promises with tests, details: 'What survives which failure, and the test that holds it.', link: /guarantees }
---
`;

stage();
// Read by config.mjs.
Object.assign(process.env, { DOCS_OUT: OUT, DOCS_BASE: flags.base });
try {
  await build(STAGE);
  const broken = brokenInSite(OUT, flags.base);
  for (const sentence of new Set(broken)) console.error(sentence);
  if (broken.length > 0) process.exitCode = 1;
  else console.log(`the site lies in ${OUT}`);
  if (flags.serve) await serve({ root: STAGE, port: Number(flags.serve), base: flags.base });
} finally {
  // What is served lies in OUT.
  rmSync(STAGE, { recursive: true, force: true });
}
