import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
// axe-core: the accessibility rules that browsers' own tools use. Injected, since its wrapper for Playwright wants Node 22.
import { source as AXE } from 'axe-core';
// playwright-core: drives a browser that is installed already, and downloads none.
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type ConsoleMessage,
  type Page,
} from 'playwright-core';
import { waitFor } from '#testing';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const browserPath = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((directory) => NAMES.map((name) => join(directory, name)))
    .find((file) => existsSync(file));

/** Why the page cannot be looked at here; undefined when it can. */
export const whyNoBrowser = (): string | undefined =>
  browserPath() === undefined ? 'chromium is not installed (scripts/setup.sh test installs it)' : undefined;

/** Debian's chromium, headless. Its sandbox wants rights that root in a container has not; it only sees our own page. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });

export const DESKTOP = { width: 1280, height: 860 };
export const PHONE = { width: 390, height: 844 };

export interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

/** The settings that every page must serve; last the one in which tabs open. */
export const LOOKS: Readonly<Record<string, Look>> = {
  'dark, on a desk': { colorScheme: 'dark', viewport: DESKTOP },
  'dark, on a telephone': { colorScheme: 'dark', viewport: PHONE },
  'light, on a telephone': { colorScheme: 'light', viewport: PHONE },
  'light, on a desk': { colorScheme: 'light', viewport: DESKTOP },
};

const MOST_LOOKS = 5;
const TWO_FRAMES = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))';

/** For what hangs, not a measure of speed: a machine ten times slower must pass. */
const PATIENCE_MS = 120_000;

/** A tab with an empty store, and what went wrong in it: errors of its scripts and breaches of its policy. */
export class Tab {
  private constructor(
    readonly page: Page,
    readonly faults: string[],
  ) {}

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Tab> {
    // Without fading: what is half there has half its contrast.
    const still = { viewport: DESKTOP, locale: 'en-GB', reducedMotion: 'reduce' } as const;
    const context = await browser.newContext({ ...still, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (isFault(message)) faults.push(`${message.text()} at ${page.url()}`);
    });
    return new Tab(page, faults);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  /** What axe finds serious or critical, in words with the elements. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate<{ violations: Violation[] }>(
      'axe.run(document, { resultTypes: ["violations"] })',
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, help, nodes }) =>
          `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`,
      );
  }

  /** What is still there when it is looked for again: other colours reach the elements of a page one after the other. */
  private async lastingBarriers(): Promise<string[]> {
    for (let looked = 1; ; looked++) {
      const found = await this.barriers();
      if (found.length === 0 || looked === MOST_LOOKS) return found;
      await this.page.evaluate(TWO_FRAMES);
    }
  }

  /** The same of the width: what is wide becomes narrow a moment after its window has. */
  private async lastingOverhang(): Promise<number> {
    for (let looked = 1; ; looked++) {
      const pixels = await this.overhang();
      if (pixels <= 0 || looked === MOST_LOOKS) return pixels;
      await this.page.evaluate(TWO_FRAMES);
    }
  }

  /**
   * What stands in somebody's way in what is shown now, by look: what axe finds, and a page wider than its window. The
   * looks change as they do for a reader, who turns a telephone or for whom it becomes evening.
   */
  async barriersByLook(looks: Readonly<Record<string, Look>> = LOOKS): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const [name, { colorScheme, viewport }] of Object.entries(looks)) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.setViewportSize(viewport);
      await this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      await settled(this.page);
      const overhang = await this.lastingOverhang();
      const barriers = [
        ...(await this.lastingBarriers()),
        ...(overhang > 0 ? [`${overhang} pixels too wide`] : []),
      ];
      if (barriers.length > 0) found[name] = barriers;
    }
    return found;
  }

  /** Parts of the page that the document on show has asked for: how many, what came over the wire, what it became. */
  assetsLoaded(): Promise<{ requests: number; sentBytes: number; readBytes: number }> {
    return this.page.evaluate(`(() => {
      const parts = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/'));
      const sum = (name) => parts.reduce((total, part) => total + part[name], 0);
      return { requests: parts.length, sentBytes: sum('transferSize'), readBytes: sum('decodedBodySize') };
    })()`);
  }

  /** Pixels by which the page is wider than its window. */
  async overhang(): Promise<number> {
    const width = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    return this.page.evaluate<number>(width);
  }

  /** What the focus is on, by name. */
  focused(): Promise<string> {
    return this.page.evaluate<string>(FOCUSED_NAME);
  }

  /** Goes on with the Tab key until the focus is on what has that name; as somebody without a mouse would. */
  async tabTo(name: string): Promise<void> {
    const passed: string[] = [];
    while (passed.length < MOST_STOPS) {
      await this.page.keyboard.press('Tab');
      const focused = await this.focused();
      if (focused === name) return;
      passed.push(focused.slice(0, 80));
    }
    throw new Error(`the Tab key does not come to "${name}"; it came to ${passed.join(' | ')}`);
  }
}

/** More than a page of fifty competitions has. */
const MOST_STOPS = 160;

/** As a screen reader would call it, but for the rarer sources of a name. */
const FOCUSED_NAME = `(() => {
  const element = document.activeElement;
  const words = (text) => (text ?? '').replace(/\\s+/g, ' ').replace(/ \\*$/, '').trim();
  const label = element.labels?.[0];
  return words(element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent);
})()`;

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** An answer that is no success is a line in the console, too: specs that want one look at the page. */
const isFault = (message: ConsoleMessage): boolean =>
  message.type() === 'error' && !message.text().startsWith('Failed to load resource');

/** What is read has been read: nothing turns in place of content any more. */
export const settled = (page: Page): Promise<unknown> =>
  waitFor(async () => (await page.locator('.mantine-Loader-root, .mantine-Skeleton-root').count()) === 0, {
    timeoutMs: 60_000,
    message: `${page.url()} has read what it shows`,
  });
