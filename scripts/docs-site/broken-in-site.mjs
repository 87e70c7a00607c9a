// What is broken in a built site: links and pictures that lead nowhere, and whatever a page would ask of another host.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

const ADDRESS = /<(a|img|script|link|source|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"/g;
const ID = /\sid="([^"]+)"/g;
const unescaped = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');

/** One sentence for each. */
export function brokenInSite(directory, base = '/') {
  const pages = readdirSync(directory, { recursive: true }).filter((file) => file.endsWith('.html'));
  const texts = new Map(pages.map((page) => [page, readFileSync(join(directory, page), 'utf8')]));
  const ids = new Map(
    [...texts].map(([page, text]) => [page, new Set([...text.matchAll(ID)].map(([, id]) => id))]),
  );
  const addresses = [...texts].flatMap(([page, text]) =>
    [...text.matchAll(ADDRESS)].map(([, tag, address]) => ({ page, tag, address: unescaped(address) })),
  );
  return [...addresses.flatMap((each) => fault(each, directory, base, ids)), ...foreign(directory)];
}

function fault({ page, tag, address }, directory, base, ids) {
  if (/^(mailto|data):/.test(address)) return [];
  // People may be led elsewhere; a page may not ask there by itself.
  if (/^(https?:)?\/\//.test(address)) return tag === 'a' ? [] : [`${page} asks another host: ${address}`];
  const [path, anchor = ''] = address.split('#');
  const target = targetOf(path, page, base);
  const file = target.endsWith('/') || target === '' ? `${target}index.html` : target;
  const at = join(directory, file);
  if (!existsSync(at) || !statSync(at).isFile()) return [`${page} leads to ${address}, which is not there`];
  const anchors = ids.get(file);
  return !anchor || !anchors || anchors.has(decodeURIComponent(anchor))
    ? []
    : [`${page} leads to ${address}: no such place there`];
}

function targetOf(path, page, base) {
  if (path === '') return page;
  if (path.startsWith(base)) return decodeURI(path.slice(base.length));
  return posix.join(posix.dirname(page), decodeURI(path));
}

/** Fonts and pictures that style sheets name. */
function foreign(directory) {
  const sheets = readdirSync(directory, { recursive: true }).filter((file) => file.endsWith('.css'));
  return sheets.flatMap((sheet) =>
    [
      ...readFileSync(join(directory, sheet), 'utf8').matchAll(
        /url\(["']?(https?:[^)]+)\)|@import[^;]*https?:[^;]+/g,
      ),
    ].map(([text]) => `${sheet} asks another host: ${text}`),
  );
}
