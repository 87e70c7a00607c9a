import { type LoggerInterface, parse, View, Warn } from 'vega';
import { compile } from 'vega-lite';
import type { Figure, Picture } from './figure';
import { FIGURES, figureOf } from './figures';
import { pngOf } from './render/png';
import { specificationOf, svgOf } from './render/svg';
import { edges, nulldist, usual } from './testing/results';

const draw = (name: string, result: object): Figure => {
  const kind = FIGURES.find((one) => one.name === name);
  if (!kind) throw new Error(`no figure ${name}`);
  return figureOf(kind, result as Record<string, unknown>);
};

const picture = (name: string): Picture => {
  const figure = draw(name, usual[name].result);
  if (figure.kind === 'none') throw new Error(figure.sentence);
  return figure;
};

/** A picture drawn as `svgOf` does, with everything that Vega-Lite and Vega complain about. */
async function drawn(figure: Picture): Promise<{ svg: string; complaints: string[] }> {
  const complaints: string[] = [];
  const note = (...words: readonly unknown[]) => {
    complaints.push(words.join(' '));
    return logger;
  };
  const quiet = () => logger;
  const logger = {
    error: note,
    warn: note,
    info: quiet,
    debug: quiet,
    level: quiet,
  } as unknown as LoggerInterface;
  const { spec } = compile(specificationOf(figure), { logger });
  const view = new View(parse(spec), { renderer: 'none', logLevel: Warn, logger });
  const svg = await view.toSVG();
  view.finalize();
  return { svg, complaints };
}

test('the figures, in the order of a report', () => {
  expect(FIGURES.map(({ name, assayType }) => `${assayType}: ${name}`)).toEqual([
    'nulldist: null-histogram',
    'screenCritical: scores',
    'doseCalibration: smear',
    'doseTitration: dose-response',
    'skeletonization: skeletons',
    'skeletonization: exclusion-severity',
    'skeletonization: capture-frequencies',
  ]);
});

describe.each(Object.keys(usual))('%s', (name) => {
  it('says its labels, thresholds and numbers as text, and gives Vega nothing to complain about', async () => {
    const { svg, complaints } = await drawn(picture(name));
    const words = svg.replace(/<[^>]*>/g, '\n');
    for (const text of usual[name].says) expect(words).toContain(text);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(complaints).toEqual([]);
  });

  it('is the same, byte for byte, when drawn again', async () => {
    expect(await svgOf(picture(name))).toBe(await svgOf(picture(name)));
  });

  it('has a text alternative and its numbers as a table', () => {
    const { description, table } = picture(name);
    expect(description).toMatch(/\d.*\.$/);
    expect(table.rows.length).toBeGreaterThan(0);
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    expect(JSON.stringify([description, table])).not.toMatch(/NaN|undefined|no number/);
  });
});

test.each(edges)('%s of a degenerate result: %s', async (name, _why, result) => {
  const figure = draw(name, result);
  if (figure.kind === 'none') {
    expect(figure.sentence).toMatch(/^[A-Z].+\.$/);
    return;
  }
  const { svg, complaints } = await drawn(figure);
  expect(complaints).toEqual([]);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(svg.length).toBeLessThan(1_000_000);
});

test('results with nothing in them give a sentence, not an empty picture', () => {
  const nothing = edges.filter(([, why]) => /^(nothing|none|no estimate)/.test(why));
  expect(nothing).toHaveLength(8);
  for (const [name, , result] of nothing) expect(draw(name, result).kind).toBe('none');
});

test('a far outlier is told in words, and the other scores are not one bar', async () => {
  const many = Array.from({ length: 99 }, (_, i) => ((i * 37) % 99) / 99_000 - 0.0005);
  const figure = draw('null-histogram', { ...nulldist, scores: [...many, 0.9, -4, -2], numMeasured: 102 });
  if (figure.kind === 'none') throw new Error(figure.sentence);
  const { svg, complaints } = await drawn(figure);
  expect(complaints).toEqual([]);
  expect(svg).toContain('outside of the picture: 2 scores from −4 to −2; 1 score of 0.9');
  expect(figure.description).toContain('Not drawn: 1 score of 0.9.');
  expect(figure.table.rows.length).toBeGreaterThan(15);
  expect([figure.table.rows[0], figure.table.rows.at(-1)]).toEqual([
    ['−4', '−2', 2],
    ['0.9', '0.9', 1],
  ]);
});

test('few competitions are counted in whole numbers, each told once', async () => {
  const { svg } = await drawn(picture('null-histogram'));
  expect([...svg.matchAll(/<text[^>]*>(\d)<\/text>/g)].map(([, label]) => label)).toEqual(['0', '0', '1']);
});

test('a PNG has the size of its SVG, twice as dense, and something on it', async () => {
  const svg = await svgOf(picture('scores'));
  const png = pngOf(svg);
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(width) * 2, Number(height) * 2]);
  const blank = pngOf(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"></svg>`);
  expect(png.length).toBeGreaterThan(5 * blank.length);
});
