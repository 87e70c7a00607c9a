// Draws the pages' `mermaid` state diagrams as SVG when the site is built. A code host draws them by itself.
//
// By Graphviz: mermaid itself needs a browser to measure its text, and labels this long overlap in its pictures.
import { Graphviz } from '@hpcc-js/wasm-graphviz';

const graphviz = await Graphviz.load();
const MOVE = /^(\S+) --> ([^:\s]+)(?:: (.+))?$/;
const ALIAS = /^state "(.+)" as (\S+)$/;
const WIDEST_LINE = 30;

/** `undefined` for what is no state diagram, or says more than states and moves. */
export function drawStateDiagram(text) {
  const [head, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.trim());
  if (head !== 'stateDiagram-v2') return undefined;
  const names = new Map();
  const moves = [];
  for (const line of lines.filter(Boolean)) {
    const [, name, alias] = ALIAS.exec(line) ?? [];
    const [, from, to, why = ''] = MOVE.exec(line) ?? [];
    if (alias) names.set(alias, name);
    else if (from) moves.push({ from, to, why: why.replaceAll('#colon;', ':') });
    else return undefined;
  }
  return inColoursOfThePage(graphviz.dot(dotOf(moves, names)));
}

const quoted = (text) => JSON.stringify(text);
const wrapped = (text) =>
  text
    .split(' ')
    .reduce(
      ([line, ...done], word) =>
        `${line} ${word}`.length <= WIDEST_LINE
          ? [line ? `${line} ${word}` : word, ...done]
          : [word, line, ...done],
      [''],
    )
    .reverse()
    .filter(Boolean)
    .join('\n');

function dotOf(moves, names) {
  const states = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const nodes = [...states].map((state) =>
    state === '[*]'
      ? `"[*]" [shape=circle, style=filled, fillcolor=black, label="", width=0.16]`
      : `${quoted(state)} [label=${quoted(names.get(state) ?? state)}]`,
  );
  const arrows = throughForks(together(moves));
  const arrowsThrough = arrows.map(({ to }) => to).filter((to) => to.startsWith(FORK));
  const edges = arrows.map(
    ({ from, to, why, head = 'normal' }) =>
      `${quoted(from)} -> ${quoted(to)} [arrowhead=${head}, label=${quoted(` ${wrapped(why).replaceAll('\n', '\n ')}`)}]`,
  );
  const style = [
    'graph [rankdir=TB, bgcolor=transparent, nodesep=0.35, ranksep=0.55]',
    'node [shape=box, style=rounded, fontname=Helvetica, fontsize=13, height=0.36]',
    ...arrowsThrough.map((fork) => `${quoted(fork)} [shape=point, width=0.05]`),
    'edge [fontname=Helvetica, fontsize=10.5, arrowsize=0.7]',
  ];
  return `digraph { ${[...style, ...nodes, ...edges].join(';\n')} }`;
}

/** Moves between the same two states share an arrow. */
function together(moves) {
  const arrows = new Map();
  for (const { from, to, why } of moves) {
    const arrow = arrows.get(`${from} ${to}`);
    if (arrow) arrow.why += `; ${why}`;
    else arrows.set(`${from} ${to}`, { from, to, why });
  }
  return [...arrows.values()];
}

const FORK = 'fork of ';
const LEAST_TO_FORK = 3;

/** Many moves out of one state for one reason leave it together. */
function throughForks(arrows) {
  const reasons = groupBy(arrows, reasonOf);
  return [...reasons].flatMap(([reason, group]) => {
    if (group.length < LEAST_TO_FORK) return group;
    const [{ from, why }] = group;
    const fork = FORK + reason;
    return [{ from, to: fork, why, head: 'none' }, ...group.map(({ to }) => ({ from: fork, to, why: '' }))];
  });
}
const reasonOf = ({ from, why }) => `${from}: ${why}`;
function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const inColoursOfThePage = (svg) =>
  svg
    .slice(svg.indexOf('<svg'))
    .replaceAll('="black"', '="currentColor"')
    .replaceAll(/<text([^>]*)>/g, '<text$1 fill="currentColor">')
    .replaceAll('font-family="Helvetica"', 'font-family="Helvetica, Arial, sans-serif"')
    .replaceAll(/<title>.*?<\/title>\n?|<!--.*?-->\n?/gs, '');
