// How VitePress makes the site; staged beside the pages by build.mjs.
import { defineConfig } from 'vitepress';
import { siteLinks, slugify } from './links.mjs';
import { filesBesidePages, pagesOfSite, sidebar } from './pages.mjs';
import { drawStateDiagram } from './state-diagrams.mjs';

const pages = pagesOfSite();
const sources = new Map([...pages].map(([source, page]) => [page, source]));
const files = new Set(filesBesidePages());

/** Address in the site of a file in the checkout. */
function toPage(file) {
  const page = pages.get(file) ?? pages.get(`${file}/README.md`);
  if (page) return `/${page}`;
  if (file === 'README.md') return '/index.md';
  return files.has(file) ? `/${file.slice('docs/'.length)}` : undefined;
}

function diagrams(md) {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, at, ...rest) => {
    const drawn = tokens[at].info.trim() === 'mermaid' ? drawStateDiagram(tokens[at].content) : undefined;
    return drawn ? `<figure class="diagram" v-pre>${drawn}</figure>\n` : fence(tokens, at, ...rest);
  };
}

export default defineConfig({
  title: 'knockem',
  description: 'How many sites of a genome matter: alone, in sum, and in redundant sets',
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/',
  outDir: process.env.DOCS_OUT,
  lastUpdated: false,
  markdown: {
    anchor: { slugify },
    toc: { slugify },
    theme: { light: 'github-light', dark: 'github-dark' },
    config(md) {
      siteLinks(md, (page) => sources.get(page), toPage);
      diagrams(md);
    },
  },
  themeConfig: {
    nav: [
      { text: 'Start here', link: '/start-here' },
      { text: 'Concepts', link: '/concepts' },
      { text: 'REST', link: '/rest-reference' },
      { text: 'Guarantees', link: '/guarantees' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local', options: { detailedView: true } },
    docFooter: { prev: 'Before', next: 'Next' },
    footer: { message: 'MIT licence' },
  },
});
