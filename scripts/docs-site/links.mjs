// Links of a Markdown page, as a code host resolves them: relative to the page's own file.
import { posix } from 'node:path';

/** Anchors as the code hosts make them of headings; the site makes the same, so that one link serves both. */
export const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** `undefined` for what leads to another host; else the file in the checkout and the anchor (without #) it leads to. */
export function resolveLink(fromFile, href) {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(href)) return undefined;
  const [path, anchor = ''] = href.split('#');
  const file = path === '' ? fromFile : posix.join(posix.dirname(fromFile), decodeURI(path));
  return { file: file.replace(/\/$/, ''), anchor: decodeURIComponent(anchor) };
}

/**
 * A rule of markdown-it that leads the links of a page to pages of the site. What is no page there (sources, folders)
 * is shown as its name.
 * @param toPage source -> address in the site, or undefined
 */
export function siteLinks(md, sourceOf, toPage) {
  md.core.ruler.push('site-links', ({ tokens, env }) => {
    const source = sourceOf(env.relativePath);
    if (!source) return;
    const children = tokens.flatMap((token) => token.children ?? []);
    const open = [];
    for (const token of children) {
      if (token.type === 'link_open') open.push(leadOn(token, source, toPage));
      if (token.type === 'link_close' && open.pop() === 'span') token.tag = 'span';
    }
  });
}

/** Returns the tag that the link became. */
function leadOn(token, source, toPage) {
  const href = token.attrGet('href');
  // From the root: written by what makes pages, for the site alone.
  const target = href.startsWith('/') ? undefined : resolveLink(source, href);
  if (!target) return token.tag;
  const page = toPage(target.file);
  if (page) {
    token.attrSet('href', `${page}${target.anchor && `#${target.anchor}`}`);
    // A file, which the site's own way from page to page would not find.
    if (!page.endsWith('.md')) token.attrSet('target', '_self');
    return token.tag;
  }
  token.tag = 'span';
  // Not `link_open`: the site's own rule would take it for a link.
  token.type = 'span_open';
  token.attrs = [
    ['class', 'in-checkout'],
    ['title', `${target.file}, in the checkout`],
  ];
  return 'span';
}
