/** Real: a stack of processes with containers, the built page, Debian's chromium. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describeUnless, shellImage, waitFor, writeImageArchive } from '#testing';
import { WebhookReceiver } from '../apps/gateway/src/adapters/testing/webhook-receiver.conformance';
import { DESKTOP, LOOKS, openBrowser, PHONE, settled, Tab, whyNoBrowser } from './browser';
import { BOXES, drawn, LINES, MARKS } from './drawn';
import { WRITER, WRITING } from './page-images';
import { askedFor, GENOME, IMAGE, PageStudies, USER } from './page-studies';
import { linesOf, openCompetitionByExecutor, openListThatNeverAsks } from './page-tabs';
import { StackUnderTest } from './stack-under-test';

/** Scripts and styles of the first page: half as much again as there were when this was written. */
const MOST_FIRST_BYTES = 400_000;
const MOST_FIRST_REQUESTS = 30;
const SECRET = `whsec_${Buffer.alloc(32, 'knockem').toString('base64')}`;

describeUnless(whyNoBrowser(), 'the web page', () => {
  let stack: StackUnderTest;
  let studies: PageStudies;
  let browser: Browser;
  let tab: Tab;
  let page: Page;
  let receiver: WebhookReceiver;
  /** The study that the first test submits. */
  let study: string;
  /** One with skeletons, which runs beside it. */
  let skeletons: string;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    const mayTellThisMachine = { KNOCKEM_WEBHOOK_ADDRESSES: '127.0.0.0/8' };
    [stack, browser] = await Promise.all([
      StackUnderTest.start(['--slots', '2'], mayTellThisMachine),
      openBrowser(),
    ]);
    studies = new PageStudies(stack);
    await writeImageArchive(join(stack.dataDir, 'images'), await shellImage(WRITER, WRITING));
    skeletons = await studies.submit({
      assayTypes: ['skeletonization'],
      assayParameters: { nulldist: { replicates: 12, alpha: 0.05 }, skeletonization: { numSkeletons: 2 } },
    });
    tab = await Tab.open(browser);
    page = tab.page;
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await receiver?.[Symbol.asyncDispose]();
  }, 600_000);

  const goTo = (path: string): Promise<unknown> => page.goto(stack.gatewayUrl + path);
  const state = (word: string): Promise<void> =>
    page
      .getByRole('region', { name: 'Status and limits' })
      .getByText(word, { exact: true })
      .first()
      .waitFor();

  it('takes a submission by keyboard alone, and shows the command that asks for the same', async () => {
    await goTo('/submit');
    await page.getByLabel('Container image').waitFor();
    const { keyboard } = page;
    const type = async (field: string, text: string): Promise<void> => {
      await tab.tabTo(field);
      await keyboard.insertText(text);
    };
    await type('Your e-mail address', USER);
    await type('Container image', IMAGE);
    await type('Genome', GENOME);
    await tab.tabTo('Numbers of nulldist');
    await keyboard.press('Enter');
    await type('replicates', '12');
    await type('alpha', '0.05');
    await type('Active at a time', '2');
    await tab.tabTo('Further settings');
    await keyboard.press('Enter');
    await type('Seed', '7');
    await type('Webhook', receiver.url());
    await type('Secret of the webhook', SECRET);
    const shown = await page.getByLabel('The same as a knockem command').innerText();
    await tab.tabTo('Submit');
    await keyboard.press('Enter');
    await page.waitForURL(/\/submissions\/[0-9a-f-]{36}/);
    study = /[0-9a-f-]{36}/.exec(page.url())![0];
    expect(await asksTheSame(shown)).toBe(true);
    await page.goBack();
    await page.waitForURL(/\/submit$/);
    expect(await page.getByRole('textbox', { name: 'Genome' }).inputValue()).toBe(GENOME);
    expect(await page.getByLabel('The same as a knockem command').innerText()).toBe(shown);
    await page.goForward();
    await page.waitForURL(new RegExp(study));
  }, 600_000);

  async function asksTheSame(shown: string): Promise<boolean> {
    const again = await studies.submitByShell(shown, { KNOCKEM_WEBHOOK_SECRET: SECRET });
    const [byPage, byCommand] = await Promise.all([study, again].map((id) => studies.submission(id)));
    expect(askedFor(byCommand)).toEqual(askedFor(byPage));
    expect(askedFor(byPage)).toMatchObject({ assayTypes: ['screenCritical'], seed: 7 });
    const told = (id: string): Promise<{ notify: object }> =>
      stack.get(`/api/v1/submissions/${id}/notifications`);
    const { notify } = await told(byPage.id);
    expect((await told(byCommand.id)).notify).toEqual(notify);
    expect(notify).toMatchObject({ webhookUrl: receiver.url(), email: false });
    return true;
  }

  it('shows what the API says against a field, at the field', async () => {
    const other = await Tab.open(browser);
    await other.page.goto(`${stack.gatewayUrl}/submit`);
    await other.page.getByLabel('Your e-mail address').fill('nobody');
    await other.page.getByLabel('Container image').fill(IMAGE);
    await other.page.getByRole('textbox', { name: 'Genome' }).fill(GENOME);
    await other.page.getByRole('button', { name: 'Submit', exact: true }).click();
    await other.page.getByText('must be an e-mail address').waitFor();
    await other.page.getByLabel('Your e-mail address').fill(USER);
    await other.page.getByRole('button', { name: 'Numbers of nulldist' }).click();
    await other.page.getByLabel('replicates').first().fill('5');
    await other.page.getByRole('button', { name: 'Submit', exact: true }).click();
    // Only the gateway knows that these numbers do not go together.
    await other.page.getByText('5 replicates cannot serve alpha = 0.01').first().waitFor();
    expect(await other.barriers()).toEqual([]);
    await other.close();
  }, 600_000);

  it('shows a study to its end: its assays, whom it told, its estimate, its figures', async () => {
    await state('completed');
    const assays = page.getByRole('region', { name: 'Assays' });
    await assays.getByRole('img', { name: /screenCritical is completed and depends on nulldist/ }).waitFor();
    await Promise.all([drawn(assays, BOXES, 3), drawn(assays, LINES, 2)]);
    const notifications = page.getByRole('table', { name: 'Notifications' });
    await notifications.getByRole('row', { name: /^completed .* webhook .*delivered 1/ }).waitFor();
    expect(receiver.posts.some(({ body }) => body.includes(study))).toBe(true);
    await page.getByRole('tab', { name: 'Results' }).click();
    const answers = page.getByRole('region', { name: 'The five answers' });
    const { critical } = await waitFor(
      async () => {
        const summary = await stack.get<{ critical: { value: number } | null }>(
          `/api/v1/submissions/${study}/summary`,
        );
        return summary.critical ? summary : undefined;
      },
      { timeoutMs: 120_000, message: 'the summary is recorded' },
    );
    await answers.getByText(`${critical!.value} sites`, { exact: true }).first().waitFor();
    expect(critical!.value).toBe(3);
    // Each of the twelve sites is a mark in the picture of the screen.
    await drawn(page.getByRole('region', { name: 'Figures' }), MARKS, 12);
  }, 600_000);

  it('draws the assays as large as there is room, at the first look on a desk and on a telephone', async () => {
    for (const viewport of [DESKTOP, PHONE]) {
      const other = await Tab.open(browser, { viewport });
      await other.page.goto(`${stack.gatewayUrl}/submissions/${study}`);
      const picture = other.page.getByRole('img', { name: /assays/i });
      const drawn = picture.locator('.react-flow__node');
      await drawn.last().waitFor();
      await settled(other.page);
      const frame = (await picture.boundingBox())!;
      for (const node of await drawn.all()) {
        const box = (await node.boundingBox())!;
        expect(box.width).toBeGreaterThan(100);
        expect(box.y).toBeGreaterThanOrEqual(frame.y);
        expect(box.y + box.height).toBeLessThanOrEqual(frame.y + frame.height);
      }
      await other.close();
    }
  }, 600_000);

  it('hands out the table as the API has it', async () => {
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Competitions (CSV)' }).click(),
    ]);
    const answer = await fetch(`${stack.gatewayUrl}/api/v1/submissions/${study}/competitions.csv`);
    const content = readFileSync(await download.path(), 'utf8');
    expect(content).toBe(await answer.text());
    expect(content.trim().split('\n').length).toBeGreaterThan(12);
  }, 600_000);

  it('shows skeletons along the genome', async () => {
    const other = await Tab.open(browser);
    await other.page.goto(`${stack.gatewayUrl}/submissions/${skeletons}?tab=skeletons`);
    const region = other.page.getByRole('region', { name: 'Skeletons', exact: true });
    const { retained } = await waitFor(() => studies.skeletonsOf(skeletons), {
      timeoutMs: 300_000,
      message: 'the skeletons are recorded',
    });
    const table = region.getByRole('table', { name: 'Skeletons' });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(1 + retained.length);
    await drawn(region, MARKS, Math.max(...retained));
    expect(other.faults).toEqual([]);
    await other.close();
  }, 600_000);

  it('cancels another from the list', async () => {
    const id = await studies.submitLong();
    await goTo('/submissions');
    await page.getByRole('button', { name: `Cancel submission ${id.slice(0, 8)}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the submission' }).click();
    await waitFor(async () => (await studies.submission(id)).status === 'cancelled', {
      timeoutMs: 120_000,
      message: 'the submission is cancelled',
    });
    await goTo(`/submissions/${id}`);
    await state('cancelled');
  }, 600_000);

  it('says of a submission that was deleted while it is looked at that it is gone', async () => {
    const id = await studies.submitLong();
    await stack.run('cancel', id);
    const other = await Tab.open(browser);
    await other.page.goto(`${stack.gatewayUrl}/submissions/${id}`);
    const header = other.page.getByRole('region', { name: 'Status and limits' });
    await header.getByText('cancelled', { exact: true }).first().waitFor();
    const deleted = async (): Promise<boolean> => (await stack.run('delete', id)).code === 0;
    await waitFor(deleted, { timeoutMs: 60_000, message: 'it can be deleted' });
    await other.page.getByRole('tab', { name: 'Results' }).click();
    await other.page.getByText('This submission was deleted').waitFor();
    expect(await other.page.getByRole('tab').count()).toBe(0);
    await other.page.getByRole('main').getByRole('link', { name: 'All submissions' }).click();
    await other.page.getByRole('table', { name: 'Submissions' }).waitFor();
    await other.close();
  }, 600_000);

  it('says that there is no such page where there is none', async () => {
    const other = await Tab.open(browser);
    const nowhere = await other.page.goto(`${stack.gatewayUrl}/nonsense`);
    expect(nowhere!.status()).toBe(404);
    await other.page.getByRole('heading', { name: 'No such page' }).waitFor();
    await other.close();
  }, 600_000);

  it('shows on a telephone that a table goes on beside its place', async () => {
    const other = await Tab.open(browser, { viewport: PHONE });
    await other.page.goto(`${stack.gatewayUrl}/submissions/${study}?tab=competitions`);
    await other.page.getByRole('table', { name: 'Competitions' }).waitFor();
    const place = other.page.getByRole('tabpanel');
    await place.locator('.mantine-ScrollArea-scrollbar[data-orientation="horizontal"]').waitFor();
    await other.close();
  }, 600_000);

  it('is walked without a mouse: from the list to the output of a competition, and to a cancel', async () => {
    const id = await studies.submitLong({ keepLogs: true });
    const other = await Tab.open(browser);
    const { keyboard } = other.page;
    await other.page.goto(`${stack.gatewayUrl}/submissions`);
    await other.page.getByRole('button', { name: `Cancel submission ${id.slice(0, 8)}` }).waitFor();
    await other.tabTo('nulldist');
    await keyboard.press('Enter');
    await other.page.waitForURL(`**/submissions/${id}`);
    await other.tabTo('Progress');
    for (let n = 0; n < 3; n++) await keyboard.press('ArrowRight');
    await other.tabTo('Status');
    await keyboard.type('completed');
    await other.page.waitForURL(/state=completed/);
    // Of those that fit the filter: what is shown before they come has other states as well.
    await other.page.getByRole('row', { name: /^nulldist 0 .*completed/ }).waitFor();
    await other.tabTo('nulldist 0');
    await keyboard.press('Enter');
    const drawer = other.page.getByRole('dialog', { name: 'nulldist 0' });
    await drawer.getByText('Output of its container').waitFor();
    await drawer.getByText('It wrote nothing.').waitFor();
    await keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    const isBack = async (): Promise<boolean> => (await other.focused()) === 'nulldist 0';
    await waitFor(isBack, { message: 'the focus is where it was' });
    await other.tabTo('Cancel…');
    await keyboard.press('Enter');
    await other.page.getByRole('dialog', { name: 'Cancel this submission?' }).waitFor();
    await other.tabTo('Cancel the submission');
    await keyboard.press('Enter');
    const header = other.page.getByRole('region', { name: 'Status and limits' });
    await header.getByText('cancelled', { exact: true }).first().waitFor();
    expect(other.faults).toEqual([]);
    await other.close();
  }, 600_000);

  it('shows each attempt at a competition, with what it said', async () => {
    const [id, path] = await studies.failedTwice();
    const said = async (attempt: number): Promise<string> =>
      (await fetch(`${stack.gatewayUrl}${path}/log?attempt=${attempt}`)).text();
    const [first, second] = [await said(1), await said(2)];
    expect([first, first === second]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\n/), false]);
    const other = await Tab.open(browser);
    const [, competition] = path.split('/competitions/');
    await other.page.goto(
      `${stack.gatewayUrl}/submissions/${id}?tab=competitions&competition=${competition}`,
    );
    const drawer = other.page.getByRole('dialog', { name: 'nulldist 0' });
    const rows = drawer.getByRole('table', { name: 'Attempts' }).getByRole('row');
    await rows.nth(2).getByText('This one counts.').waitFor();
    expect(await rows.count()).toBe(3);
    await rows.nth(1).getByText('container-error').waitFor();
    expect(await rows.nth(1).getByText('This one counts.').count()).toBe(0);
    const output = drawer.getByRole('log', { name: 'Output' });
    await output.getByText(second.trim()).waitFor();
    await other.tabTo('Output of attempt 1');
    await other.page.keyboard.press('Enter');
    await drawer.getByRole('heading', { name: 'Output of attempt 1' }).waitFor();
    await output.getByText(first.trim()).waitFor();
    expect(await other.barriersByLook()).toEqual({});
    expect(other.faults).toEqual([]);
    await other.close();
  }, 600_000);

  it('goes on by itself when the gateway was away: a submission, the list, and output as it is written', async () => {
    const list = await openListThatNeverAsks(browser, stack.gatewayUrl);
    const id = await studies.submitLong({ containerImage: WRITER });
    const inList = list.page.getByRole('row', { name: new RegExp(`${WRITER}.*${id.slice(0, 8)}`) });
    await inList.getByText('active', { exact: true }).waitFor();
    const log = await openCompetitionByExecutor(browser, stack.gatewayUrl, id);
    const output = log.page.getByRole('log', { name: 'Output' });
    const comesTo = (line: number): Promise<void> =>
      output.getByText(new RegExp(`\\bline ${line}\\b`)).waitFor();
    await comesTo(3);
    await comesTo(6);
    await goTo(`/submissions/${id}`);
    await state('active');
    const isTold = page.getByText('Reconnecting').first().waitFor();
    const isToldOfLog = log.page.getByText('Reconnecting:').waitFor();
    await stack.killAndAwaitRestart('gateway');
    await Promise.all([isTold, isToldOfLog]);
    await waitFor(async () => (await studies.submission(id).catch(() => undefined)) !== undefined, {
      timeoutMs: 120_000,
      message: 'the gateway answers again',
    });
    // Nobody reloads the pages.
    const numBefore = (await linesOf(output)).length;
    await comesTo(numBefore + 10);
    const lines = await linesOf(output);
    expect(lines).toEqual(lines.map((_, n) => `line ${n + 1}`));
    await stack.run('cancel', id);
    await state('cancelled');
    await inList.getByText('cancelled', { exact: true }).waitFor();
    for (const other of [list, log]) {
      expect(other.faults).toEqual([]);
      await other.close();
    }
  }, 600_000);

  it('comes in few bytes, and once', async () => {
    const other = await Tab.open(browser);
    await other.page.goto(`${stack.gatewayUrl}/submissions`);
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    await settled(other.page);
    const first = await other.assetsLoaded();
    expect(first.requests).toBeLessThan(MOST_FIRST_REQUESTS);
    expect(first.sentBytes).toBeLessThan(MOST_FIRST_BYTES);
    expect(first.sentBytes / first.readBytes).toBeLessThan(0.35);
    await other.page.reload();
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    await settled(other.page);
    expect(await other.assetsLoaded()).toMatchObject({ sentBytes: 0, readBytes: first.readBytes });
    await other.close();
  }, 600_000);

  it('has no barriers in light or dark, on a desk or on a telephone', async () => {
    const tabs = ['progress', 'results', 'skeletons', 'competitions'];
    const pages = [
      '/submissions',
      ...tabs.map((name) => `/submissions/${name === 'skeletons' ? skeletons : study}?tab=${name}`),
      ...['/submit', '/executors', '/dead-letters'],
    ];
    const other = await Tab.open(browser);
    for (const path of pages) {
      await other.page.goto(stack.gatewayUrl + path);
      await other.page.getByRole('heading', { level: 1 }).waitFor();
      await other.page.waitForLoadState('load');
      await settled(other.page);
      expect([path, await other.barriersByLook()]).toEqual([path, {}]);
    }
    expect(other.faults).toEqual([]);
    await other.close();
  }, 600_000);

  it('has none where a menu, a dialog or a drawer is open', async () => {
    const running = await studies.submitLong();
    const { items } = await stack.get<{ items: { id: string }[] }>(`/api/v1/submissions/${study}/assays`);
    const opened: Readonly<Record<string, readonly [path: string, button?: string]>> = {
      menu: [`/submissions/${running}`, 'Download'],
      dialog: [`/submissions/${running}`, 'Cancel…'],
      'dialog with fields': [`/submissions/${running}`, 'Limits…'],
      drawer: [`/submissions/${study}?tab=competitions&competition=${items[0].id}/0`],
    };
    const other = await Tab.open(browser);
    for (const [what, [path, button]] of Object.entries(opened)) {
      await other.page.goto(stack.gatewayUrl + path);
      if (button !== undefined) await other.page.getByRole('button', { name: button, exact: true }).click();
      await other.page.locator('[role="menu"], [role="dialog"]').first().waitFor();
      expect([what, await other.barriersByLook()]).toEqual([what, {}]);
    }
    const { 'dark, on a telephone': dark, 'light, on a telephone': light } = LOOKS;
    await other.page.setViewportSize(light.viewport);
    await other.page.goto(`${stack.gatewayUrl}/submissions`);
    await other.page.getByRole('button', { name: 'Open the navigation' }).click();
    await other.page.getByRole('link', { name: 'Executors' }).waitFor();
    expect(await other.barriersByLook({ dark, light })).toEqual({});
    expect(other.faults).toEqual([]);
    await other.close();
    await stack.run('cancel', running);
  }, 600_000);

  it('broke no rule of its own policy, and threw nothing', () => {
    expect(tab.faults).toEqual([]);
  });
});
