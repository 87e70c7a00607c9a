/**
 * Real: the gateway with its tokens on a real nats-server, the built page, Debian's chromium. Scripted: the scheduler's
 * answers.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { deadLetter } from '#contracts';
import type { Scope } from '#domain';
import { TokenFile } from '#platform';
import { describeUnless, expectNoLeaks, waitFor } from '#testing';
import { GatewayUnderTest } from '../apps/gateway/src/adapters/testing/gateway-under-test.conformance';
import { liveSubmission } from '../apps/gateway/src/adapters/testing/scripted-scheduler.conformance';
import { openBrowser, Tab, whyNoBrowser } from './browser';

const ADA = 'ada@lab.example';

describeUnless(whyNoBrowser(), 'the web page where tokens are required', () => {
  let gateway: GatewayUnderTest;
  let browser: Browser;
  let tab: Tab;
  const addresses: string[] = [];

  const tokenFor = (...scopes: Scope[]): string =>
    new TokenFile(join(gateway.home, 'gateway', 'tokens.json')).create(
      { userEmail: ADA, scopes },
      new Date().toISOString(),
    ).secret;
  const signIn = async (token: string): Promise<void> => {
    const dialog = tab.page.getByRole('dialog', { name: 'Sign in' });
    await dialog.getByLabel(/^Token/).fill(token);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
  };
  const signOut = async (): Promise<void> => {
    await tab.page.getByRole('button', { name: `Signed in as ${ADA}` }).click();
    await tab.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await tab.page.getByRole('dialog', { name: 'Sign in' }).waitFor();
  };

  beforeAll(async () => {
    [gateway, browser] = await Promise.all([
      GatewayUnderTest.start(undefined, { KNOCKEM_TOKENS_REQUIRED: 'true' }),
      openBrowser(),
    ]);
  }, 600_000);
  beforeEach(async () => {
    tab = await Tab.open(browser);
    tab.page.on('request', (request) => addresses.push(request.url()));
  });
  afterEach(async () => {
    expect(tab.faults).toEqual([]);
    await tab.close();
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.[Symbol.asyncDispose]();
    expectNoLeaks();
  }, 600_000);

  it('asks for a token, says what is wrong with one, and shows whose it is and what it allows', async () => {
    await tab.page.goto(gateway.url);
    const dialog = tab.page.getByRole('dialog', { name: 'Sign in' });
    await dialog.waitFor();
    expect(await tab.barriersByLook()).toEqual({});
    await signIn('knkm_nobody');
    await dialog.getByText('The token is not valid: unknown, expired or revoked.').waitFor();
    const token = tokenFor('read', 'submit');
    await signIn(token);
    await tab.page.getByRole('button', { name: `Signed in as ${ADA}` }).click();
    await tab.page.getByText('Your token allows: read, submit').waitFor();
    expect(await tab.barriersByLook()).toEqual({});
    await tab.page.keyboard.press('Escape');
    // In the tab alone: another knows nothing of it.
    expect(await tab.page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain(token);
    await tab.page.reload();
    await tab.page.getByRole('button', { name: `Signed in as ${ADA}` }).waitFor();
    await signOut();
    expect(await tab.page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(token);
    expect(addresses.filter((address) => address.includes('knkm_'))).toEqual([]);
  }, 600_000);

  it('is told of the changes of who has signed in last', async () => {
    const shown: (string | undefined)[] = [];
    tab.page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/events')) shown.push(request.headers().authorization);
    });
    await tab.page.goto(gateway.url);
    for (const token of [tokenFor('read'), tokenFor('read')]) {
      await signIn(token);
      await waitFor(() => shown.at(-1) === `Bearer ${token}`);
      await signOut();
    }
  }, 600_000);

  it('shows a submission to who has signed in, and forgets it with the token', async () => {
    const id = randomUUID();
    gateway.scheduler.known.set(id, liveSubmission(id, 'active', { userEmail: ADA }));
    const shown = tab.page.locator('[role=tab]');
    await tab.page.goto(`${gateway.url}/submissions/${id}`);
    await signIn(tokenFor('read'));
    await shown.first().waitFor();
    await signOut();
    await shown.first().waitFor({ state: 'detached' });
  }, 600_000);

  it('leaves nothing of what one user typed to the next', async () => {
    await tab.page.goto(`${gateway.url}/submit`);
    await signIn(tokenFor('read', 'submit'));
    const image = tab.page.getByLabel('Container image');
    await image.fill('lab/of-ada:1');
    await signOut();
    await signIn(tokenFor('read', 'submit'));
    await tab.page.getByRole('button', { name: `Signed in as ${ADA}` }).waitFor();
    expect(await image.inputValue()).toBe('');
  }, 600_000);

  it('submits in the own name, and tells what a token does not allow', async () => {
    await tab.page.goto(`${gateway.url}/submit`);
    await signIn(tokenFor('read'));
    await tab.page.getByText('Submitting needs the scope submit; your token has read.').waitFor();
    expect(await tab.page.getByRole('button', { name: 'Submit', exact: true }).isDisabled()).toBe(true);
    expect(await tab.page.getByLabel('Your e-mail address').inputValue()).toBe(ADA);
    await tab.page.goto(`${gateway.url}/dead-letters`);
    await tab.page.getByText('need the scope administer; your token has read.').waitFor();
    expect(addresses.filter((address) => address.includes('/api/v1/dead-letters'))).toEqual([]);
  }, 600_000);

  it('shows dead letters as text, replays and discards them', async () => {
    const { bus } = gateway;
    const bury = async (body: string): Promise<number> => {
      const subject = bus.subjects.submissionCommand('cancel', randomUUID());
      const message = { subject, sequence: 7, headers: { 'X-Tool': 'mine' }, body: Buffer.from(body) };
      const problems = ['by is missing'];
      const verdict = { service: 'scheduler', reason: 'malformed', problems, at: '2030-01-01T00:00:00.000Z' };
      return (await bus.publish(bus.subjects.dead('scheduler', 'malformed'), deadLetter(message, verdict)))
        .sequence;
    };
    const hostile = '<img src=x onerror=alert(1)>';
    const [first, second] = [await bury(hostile), await bury('{"submissionId": "x"}')];
    await tab.page.goto(`${gateway.url}/dead-letters`);
    await signIn(tokenFor('administer'));
    await tab.page.getByRole('button', { name: new RegExp(`^${first} malformed`) }).click();
    await tab.page.getByText(hostile).waitFor();
    expect(await tab.page.locator('img').count()).toBe(0);
    expect(await tab.barriersByLook()).toEqual({});
    for (const [verb, sequence] of [
      ['Discard', first],
      ['Replay', second],
    ] as const) {
      const head = tab.page.getByRole('button', { name: new RegExp(`^${sequence} malformed`) });
      if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
      await tab.page.getByRole('button', { name: `${verb} dead letter ${sequence}` }).click();
      const dialog = tab.page.getByRole('dialog', { name: `${verb} dead letter ${sequence}?` });
      await dialog.waitFor();
      expect(await tab.barriersByLook()).toEqual({});
      await dialog.getByRole('button', { name: verb, exact: true }).click();
      await head.waitFor({ state: 'detached' });
    }
    await tab.page.getByText('There is none: nothing was given up.').waitFor();
  }, 600_000);
});
