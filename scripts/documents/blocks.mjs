// The commands of the documentation: every fenced `sh` block of README.md and docs/*.md, with what a comment before it says.
//
//   <!-- not run: REASON -->    it is left out, and docs/commands.md tells why
//   <!-- needs: TOOL -->        it is left out where the command TOOL does not answer
//   <!-- file: NAME -->         the block is the content of a file, which is written
//   <!-- run first: COMMAND --> what a reader has and the test has not
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
// The parser of the site's generator, by itself: comments and blocks in their order.
import MarkdownIt from 'markdown-it';

const md = new MarkdownIt({ html: true });

/** Whole pages, and why: their blocks are not run by the tests. */
const PAGES_NOT_RUN = {
  'docs/tutorial.md': 'half an hour: `make tutorial` runs it',
  'docs/published-experiments.md':
    'half an hour of competitions; `examples/explicit-model/explicit-model.medium.spec.ts` runs the same image',
  'docs/subjects.md':
    'wants the `nats` command, which is no part of knockem; `scripts/subjects/subjects.spec.ts` holds the examples to the contracts',
  'docs/performance.md': 'benches take minutes and a quiet machine',
};

export const pagesWithCommands = (root) => [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md') && file !== 'commands.md')
    .map((file) => `docs/${file}`)
    .sort(),
];

/**
 * @typedef {{ page: string, line: number, text: string, file?: string, needs?: string, notRun?: string }} Block
 * @returns {Block[]} in the order of the page
 */
export function blocksOf(root, page) {
  const tokens = md.parse(readFileSync(resolve(root, page), 'utf8'), {});
  return tokens.flatMap((token, at) => {
    const said = wordsBefore(tokens, at);
    if (token.type !== 'fence' || (token.info.trim() !== 'sh' && said.file === undefined)) return [];
    const { 'not run': notRun = PAGES_NOT_RUN[page], 'run first': first = '', ...rest } = said;
    const text = first && said.file === undefined ? `${first}\n${token.content}` : token.content;
    return [{ page, line: token.map[0] + 1, text, ...rest, ...(notRun && { notRun }) }];
  });
}

/** What the comments say that stand right before a block. */
function wordsBefore(tokens, at) {
  const comments = [];
  for (let before = at - 1; tokens[before]?.type === 'html_block'; before--)
    comments.push(tokens[before].content);
  const words = [...comments.join('\n').matchAll(/<!-- (not run|needs|file|run first): (.*?) -->/gs)];
  return Object.fromEntries(words.map(([, word, text]) => [word, text]));
}

const COMMANDS =
  /^(\$ )?(bin\/knockem|knockem|make|npm|npx|node|docker|curl|nats|nats-server|git|pip|Rscript|export) (?!\S+: )/;

/** Commands that stand in an indented block, where no test finds them. */
export function hiddenCommands(root, page) {
  if (PAGES_NOT_RUN[page]) return [];
  const tokens = md.parse(readFileSync(resolve(root, page), 'utf8'), {});
  return tokens
    .filter(({ type, content }) => type === 'code_block' && COMMANDS.test(content))
    .map(({ content, map }) => `${page}:${map[0] + 1}: ${content.split('\n')[0]}`);
}

/** docs/commands.md: what is run, and of the rest why not. */
export function commandsPage(root) {
  const blocks = pagesWithCommands(root).flatMap((page) => blocksOf(root, page).filter(({ file }) => !file));
  const pages = [...new Set(blocks.map(({ page }) => page))];
  const cell = (text) => text.replaceAll('|', '\\|');
  const rows = pages.map((page) => {
    const own = blocks.filter((block) => block.page === page);
    const run = own.filter(({ notRun }) => !notRun);
    const needs = [...new Set(run.map(({ needs: tool }) => tool).filter(Boolean))];
    return `| ${linkTo(page)} | ${run.length} of ${own.length} | ${cell(needs.join(', '))} |`;
  });
  const left = blocks.filter(({ notRun }) => notRun);
  const reasons = left.map(
    ({ page, text, notRun }) => `| ${linkTo(page)} | \`${cell(firstCommand(text))}\` | ${cell(notRun)} |`,
  );
  return [
    HEAD,
    TABLE_OF_PAGES,
    ...rows,
    '',
    '## Not run',
    '',
    '| page | begins with | because |',
    '|---|---|---|',
    ...reasons,
    '',
  ].join('\n');
}

const linkTo = (page) =>
  page.startsWith('docs/') ? `[${page.slice(5)}](${page.slice(5)})` : `[${page}](../${page})`;
const firstCommand = (text) =>
  text
    .split('\n')
    .find((line) => line.trim() && !line.startsWith('#'))
    ?.replace(/\s+#.*$/, '')
    .slice(0, 90) ?? '';

const HEAD = `# Commands of the documentation

<!-- Written by scripts/documents/blocks.mjs from the pages. Change those, then: KNOCKEM_TEST_WRITE_DOCS=1 npx jest --selectProjects small --testPathPatterns scripts/documents -->

Every block of commands in these pages is run by \`e2e/documents.e2e.spec.ts\`, page by page, top to bottom, each page on a stack
of its own in a directory of its own: \`node scripts/run-document.mjs --aside PAGE.md\` does the same by hand. A block whose tool
is not on the machine is named in the test's output. What is not run is listed below with the reason.
`;
const TABLE_OF_PAGES = '| page | blocks that are run | where there is |\n|---|---|---|';
