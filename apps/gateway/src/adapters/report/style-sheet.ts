import { COLOUR, ON_DARK } from '#plots';
import { Html } from './html';

type Name = keyof typeof COLOUR;
const NAMES = Object.keys(COLOUR) as Name[];

/** The pictures are drawn in the colours of a light page; on a dark one each is exchanged for its counterpart. */
const exchanged = NAMES.flatMap((name) =>
  ['fill', 'stroke'].map(
    (attribute) => `figure svg [${attribute}="${COLOUR[name]}"]{${attribute}:${ON_DARK[name]}}`,
  ),
).join('\n');

const variables = (colours: Readonly<Record<Name, string>>): string =>
  NAMES.map((name) => `--${name}:${colours[name]}`).join(';');

/** On a phone a picture keeps a size at which its words can be read, and is scrolled; so are tables. */
const NARROW = `@media screen and (max-width:40rem){
body{padding:1.25rem .9rem 3rem}
h1{font-size:1.4rem}h2{font-size:1.2rem;margin-top:2rem}
dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}
.answer{padding:.7rem .8rem}.answer .value{font-size:1.35rem}
th,td{padding-right:.6rem}
figure>div{overflow-x:auto}figure svg{max-width:none;width:38rem}
}`;

/** On paper nothing is folded away, scrolled or cut in two, and shades stay where they mean something. */
const PRINT = `@media print{
@page{margin:16mm 14mm}
body{max-width:none;padding:0;font-size:10.5pt}
h1{font-size:17pt}h2{font-size:13pt;margin-top:1.5rem}
h2,h3,summary,caption{break-after:avoid}
p,li,dd{orphans:3;widows:3}
.banner,.warning,.answer,pre{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.banner,.warning,tr{break-inside:avoid}
thead{display:table-header-group}
.wide{overflow:visible}table{font-size:8.5pt}
figure svg{max-height:19cm}
summary{list-style:none;color:inherit;font-weight:600}
details::details-content{content-visibility:visible;display:block;block-size:auto}
}`;

/** Looks of a report: no script, no font and no picture from elsewhere. Paper is always light. */
export const STYLE_SHEET = new Html(`
:root{color-scheme:light dark;${variables(COLOUR)};--panel:#f6f7f9}
@media screen and (prefers-color-scheme:dark){
:root{${variables(ON_DARK)};--panel:#20252c}
${exchanged}
}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:var(--paper);color:var(--ink);
font:16px/1.55 Inter,system-ui,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.3rem;margin:3rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--faint)}
h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
p{margin:.5rem 0}
.quiet,figcaption,dt,caption{color:var(--quiet)}
.banner,.warning{border-left:4px solid var(--second);background:var(--panel);padding:.6rem .9rem;margin:1rem 0}
.state{display:inline-block;border:1px solid var(--neutral);border-radius:1rem;padding:0 .6rem;font-size:.85rem;font-weight:400;color:var(--quiet);vertical-align:middle}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:1rem 0}
dd{margin:0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--faint);vertical-align:top}
td.number,th.number{text-align:right}
.wide{overflow-x:auto;overflow-wrap:normal}
.answers{display:grid;gap:1rem;margin:1rem 0;padding:0;list-style:none}
.answer{background:var(--panel);border-radius:.5rem;padding:.9rem 1.1rem;break-inside:avoid}
.answer h3{margin:0}
.answer .value{font-size:1.6rem;font-weight:600;line-height:1.3}
.answer .value small{font-size:.95rem;font-weight:400;color:var(--quiet)}
figure{margin:1.5rem 0;break-inside:avoid}
figure svg{display:block;max-width:100%;height:auto}
figcaption{font-size:.92rem;margin-top:.25rem}
details{margin:.4rem 0;font-size:.92rem}
summary{cursor:pointer;color:var(--ours)}
ul{margin:.3rem 0;padding-left:1.2rem}
code,pre{font:.88rem/1.5 ui-monospace,Menlo,Consolas,monospace}
pre{background:var(--panel);padding:.8rem 1rem;border-radius:.4rem;white-space:pre-wrap}
${NARROW}
${PRINT}
`);
