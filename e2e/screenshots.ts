/**
 * Takes the pictures of docs/web-page.md: `npm run screenshots`. Starts a stack of its own, has it study a genome, looks at
 * each page in light, in dark and on a telephone, and writes docs/screenshots/*.png.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { deadLetter } from '#contracts';
import { connectMessaging } from '#messaging';
import { drawGenome, seededRandom } from '#science';
import { waitFor } from '#testing';
import { genomeText } from '../examples/explicit-model/genome-text';
import { DESKTOP, openBrowser, PHONE, settled, Tab, whyNoBrowser } from './browser';
import { StackUnderTest } from './stack-under-test';

const OUTPUT = resolve(__dirname, '..', 'docs', 'screenshots');
const MAX_BYTES = 2_300_000;
const USER = 'ada@lab.example';
const IMAGE = 'knockem/explicit-model:1';
const SHAPE = { numSites: 60, numCritical: 3, numAdditive: 12, numSets: 2, setSize: 3 };
const GENOME = genomeText(drawGenome(SHAPE, seededRandom(11)));
const NUMBERS = [
  'nulldist.replicates=60',
  'doseCalibration.numDoses=30',
  'doseTitration.replicates=20',
  'doseCalibration.numTitrationDoses=4',
  'skeletonization.numSkeletons=4',
];

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: DESKTOP },
  dark: { colorScheme: 'dark', viewport: DESKTOP },
  phone: { colorScheme: 'light', viewport: PHONE },
};

interface Shot {
  readonly name: string;
  readonly path: string;
  /** What somebody has done there before the picture is taken. */
  readonly first?: (page: Page) => Promise<void>;
}

async function main(): Promise<void> {
  const missing = whyNoBrowser();
  if (missing !== undefined) throw new Error(missing);
  mkdirSync(OUTPUT, { recursive: true });
  const stack = await StackUnderTest.start(['--executors', '2', '--slots', '1']);
  const browser = await openBrowser();
  try {
    const { study, running } = await makeStudies(stack);
    await buryLetter(stack);
    const shots = shotsOf(study, running);
    for (const look of Object.keys(LOOKS)) await takeAll(browser, stack.gatewayUrl, look, shots);
    tellSizes(shots);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

/** One that has ended with every answer, one that was cancelled, one that still runs. */
async function makeStudies(stack: StackUnderTest): Promise<{ study: string; running: string }> {
  const file = join(stack.dataDir, 'genome.txt');
  writeFileSync(file, GENOME);
  const submit = async (...more: string[]): Promise<string> =>
    (await stack.json<{ submissionId: string }>('submit', file, '--image', IMAGE, '--user', USER, ...more))
      .submissionId;
  const study = await submit(
    ...['--assay', 'doseTitration', 'skeletonization', '--seed', '7', '--param', ...NUMBERS],
  );
  await stack.run('watch', study);
  const cancelled = await submit('--assay', 'nulldist');
  await stack.run('cancel', cancelled);
  const running = await submit(
    '--assay',
    'nulldist',
    '--max-active',
    '1',
    '--param',
    'nulldist.replicates=400',
  );
  await waitFor(async () => (await completedOf(stack, running)) >= 20, {
    timeoutMs: 120_000,
    message: 'the last study is under way',
  });
  return { study, running };
}

const completedOf = async (stack: StackUnderTest, id: string): Promise<number> =>
  (await stack.json<{ submission: { counters: { completed: number } } }>('show', id)).submission.counters
    .completed;

/** As a scheduler gives up a command that somebody made by hand. */
async function buryLetter(stack: StackUnderTest): Promise<void> {
  const bus = await connectMessaging({ servers: stack.natsUrl, name: 'screenshots', runmode: 'production' });
  const subject = bus.subjects.submissionCommand('cancel', randomUUID());
  const body = Buffer.from('{"submissionId": "8d6f6c1e-1b7a-4a58-9a53-2a1f0f0f3f11"}');
  const verdict = {
    service: 'scheduler',
    reason: 'malformed',
    problems: ['by must be the name of who asks, at most 254 characters'],
    at: new Date().toISOString(),
  };
  const letter = deadLetter({ subject, sequence: 41, headers: { 'X-Tool': 'notebook' }, body }, verdict);
  await bus.publish(bus.subjects.dead('scheduler', 'malformed'), letter);
  await bus.close();
}

const shotsOf = (study: string, running: string): Shot[] => [
  { name: 'submissions', path: '/submissions' },
  { name: 'progress', path: `/submissions/${running}` },
  { name: 'assays', path: `/submissions/${study}` },
  { name: 'results', path: `/submissions/${study}?tab=results` },
  { name: 'figures', path: `/submissions/${study}?tab=results`, first: scrollTo('Figures') },
  { name: 'skeletons', path: `/submissions/${study}?tab=skeletons` },
  { name: 'competitions', path: `/submissions/${study}?tab=competitions` },
  { name: 'submit', path: '/submit', first: fillForm },
  { name: 'executors', path: '/executors' },
  { name: 'dead-letters', path: '/dead-letters', first: openLetter },
];

/** Below the bar at the top of the page. */
const scrollTo =
  (heading: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await settled(page);
    await page.evaluate(`(() => {
      const found = [...document.querySelectorAll('h2')].find(({ textContent }) => textContent === '${heading}');
      window.scrollTo(0, found.getBoundingClientRect().top + window.scrollY - 72);
    })()`);
  };

/** On a telephone the facts of a submission fill the window: what a tab is about stands below them. */
const scrollToTabs = (page: Page): Promise<void> =>
  page.evaluate(`(() => {
    const tabs = document.querySelector('[role=tablist]');
    window.scrollTo(0, tabs.getBoundingClientRect().top + window.scrollY - 64);
  })()`);

async function fillForm(page: Page): Promise<void> {
  await page.getByLabel('Your e-mail address').fill(USER);
  await page.getByLabel('Container image').fill(IMAGE);
  await page.getByRole('textbox', { name: 'Genome' }).fill(GENOME.split('\n').slice(0, 4).join('\n'));
}

const openLetter = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: /malformed/ })
    .first()
    .click();

async function takeAll(browser: Browser, url: string, look: string, shots: readonly Shot[]): Promise<void> {
  const tab = await Tab.open(browser, LOOKS[look]);
  for (const { name, path, first } of shots) {
    await tab.page.goto(url + path);
    await tab.page.getByRole('heading', { level: 1 }).waitFor();
    await settled(tab.page);
    const isBelow = look === 'phone' && path.startsWith('/submissions/') && name !== 'progress';
    await (first ?? (isBelow ? scrollToTabs : undefined))?.(tab.page);
    await settled(tab.page);
    await tab.page.screenshot({ path: fileOf(name, look), animations: 'disabled' });
  }
  await tab.close();
  if (tab.faults.length > 0) throw new Error(tab.faults.join('\n'));
}

const fileOf = (name: string, look: string): string => join(OUTPUT, `${name}-${look}.png`);

function tellSizes(shots: readonly Shot[]): void {
  const files = shots.flatMap(({ name }) => Object.keys(LOOKS).map((look) => fileOf(name, look)));
  const sizes = files.map((file) => statSync(file).size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  process.stdout.write(`${files.length} pictures in ${OUTPUT}, ${Math.round(total / 1000)} kB together\n`);
  if (total > MAX_BYTES) throw new Error(`they are larger than ${MAX_BYTES / 1000} kB together`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
