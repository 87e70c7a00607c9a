import type { Browser, Locator } from 'playwright-core';
import { Tab } from './browser';

/** The list in a tab where nothing is done periodically: what changes there, the gateway has told. */
export async function openListThatNeverAsks(browser: Browser, gatewayUrl: string): Promise<Tab> {
  const list = await Tab.open(browser);
  await list.page.addInitScript('window.setInterval = () => 0');
  await list.page.goto(`${gatewayUrl}/submissions`);
  await list.page.getByRole('table', { name: 'Submissions' }).waitFor();
  return list;
}

/** The way to the first competition of nulldist that leads from the executor on which it runs. */
export async function openCompetitionByExecutor(
  browser: Browser,
  gatewayUrl: string,
  submissionId: string,
): Promise<Tab> {
  const tab = await Tab.open(browser);
  await tab.page.goto(`${gatewayUrl}/executors`);
  const run = tab.page.getByRole('listitem').filter({ hasText: submissionId.slice(0, 8) });
  await run.getByRole('link', { name: 'nulldist 0', exact: true }).click();
  await tab.page.getByRole('dialog', { name: 'nulldist 0' }).waitFor();
  expect(tab.page.url()).toContain(`/submissions/${submissionId}?`);
  return tab;
}

export const linesOf = async (output: Locator): Promise<string[]> =>
  (await output.innerText()).trim().split('\n');
