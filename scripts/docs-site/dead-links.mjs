// Tells every link of the checkout's Markdown pages that leads to no file or to no heading, as a code host reads them.
//   node scripts/docs-site/dead-links.mjs [DIRECTORY]
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
// The parser of the site's generator, by itself: links in code are none, and headings may hold anything.
import MarkdownIt from 'markdown-it';
import { resolveLink, slugify } from './links.mjs';

const ROOMS = ['docs', 'examples', 'deploy', 'apps', 'libs', 'bench', 'chaos'];
const md = new MarkdownIt({ html: true });

export function deadLinks(root) {
  const pages = pagesBelow(root);
  const parsed = new Map(pages.map((page) => [page, md.parse(readFileSync(join(root, page), 'utf8'), {})]));
  const anchors = new Map([...parsed].map(([page, tokens]) => [page, anchorsOf(tokens)]));
  return [...parsed].flatMap(([page, tokens]) =>
    addressesOf(tokens).flatMap(({ address, line }) => {
      const why = whyDead(root, page, address, anchors);
      return why ? [`${page}:${line}: ${address} ${why}`] : [];
    }),
  );
}

function pagesBelow(root) {
  const top = readdirSync(root).filter((file) => file.endsWith('.md'));
  const rooms = ROOMS.filter((room) => existsSync(join(root, room)));
  const below = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true }).map((file) => join(room, file)),
  );
  return [...top, ...below.filter((file) => file.endsWith('.md') && !file.includes('node_modules'))];
}

function whyDead(root, page, address, anchors) {
  const target = resolveLink(page, address);
  if (!target) return undefined;
  const at = join(root, target.file);
  if (!existsSync(at)) return 'leads to no file';
  if (!target.anchor || statSync(at).isDirectory()) return undefined;
  return (anchors.get(target.file)?.has(target.anchor) ?? true)
    ? undefined
    : 'leads to no heading of that page';
}

function addressesOf(tokens) {
  // Cells of a table know no line; their row does.
  let line = 1;
  return tokens.flatMap(({ children, map }) => {
    line = map ? map[0] + 1 : line;
    const links = (children ?? []).filter(({ type }) => type === 'link_open' || type === 'image');
    return links.map((token) => ({ address: token.attrGet('href') ?? token.attrGet('src'), line }));
  });
}

/** Headings that are the same are told apart by -1, -2, … */
function anchorsOf(tokens) {
  const anchors = new Set();
  tokens.forEach(({ type }, at) => {
    if (type !== 'heading_open') return;
    const words = tokens[at + 1].children.filter((each) => ['text', 'code_inline'].includes(each.type));
    const slug = slugify(words.map(({ content }) => content).join(''));
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  });
  return anchors;
}

if (resolve(process.argv[1]) === import.meta.filename) {
  const dead = deadLinks(resolve(process.argv[2] ?? '.'));
  for (const sentence of dead) console.error(sentence);
  process.exitCode = dead.length > 0 ? 1 : 0;
}
