import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { testDepth } from '@throughline/contracts/testing';
import { until, type System } from '@throughline/stack/testing';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { startCoverage, writeCoverage } from './page-coverage.js';

/** `npm test` keeps the reports in this folder. */
const SCREENSHOTS = fileURLToPath(new URL('../../../../.throughline/test-reports/screenshots/', import.meta.url));
const TIMEOUT_MS = 120_000;

/** A user with a separate browser context: own cookies, storage and window. */
export class Reader {
  /** Script errors and violations of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly system: Pick<System, 'url' | 'token'>,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.watch(page);
  }

  static async open(
    browser: Browser,
    system: Pick<System, 'url' | 'token'>,
    options: BrowserContextOptions = {},
  ): Promise<Reader> {
    // A test that answers requests itself does not see those that a service worker sends.
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 1180, height: 860 }, ...options });
    context.setDefaultTimeout(TIMEOUT_MS);
    const page = await context.newPage();
    await startCoverage(page);
    return new Reader(system, context, page);
  }

  /** Complaints without network errors, which the browser logs by itself. */
  get faults(): readonly string[] {
    return this.complaints.filter((text) => !text.includes('ERR_'));
  }

  async tab(path = '/'): Promise<Page> {
    const page = await this.context.newPage();
    await startCoverage(page);
    this.watch(page);
    await page.goto(`${this.system.url}${path}`);
    return page;
  }

  /** Creates a one-time sign-in link, for the first user by default. */
  async link(user?: string): Promise<string> {
    const { url } = (await this.api('POST', 'auth/links', user === undefined ? {} : { user })) as { url: string };
    return url;
  }

  async signIn(user?: string): Promise<void> {
    await this.page.goto(await this.link(user));
    await this.page.getByRole('heading', { level: 1, name: text.itemList.title }).waitFor();
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.system.url}${path}`);
  }

  /** Calls the API as an administrator, outside the browser. */
  async api(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const answer = await fetch(`${this.system.url}/api/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.system.token}`,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${String(answer.status)}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  /** Stores a picture for people, at full depth only: it takes longer than the check of a page. */
  async screenshot(name: string, page: Page = this.page): Promise<void> {
    if (!testDepth.isFull) return;
    await mkdir(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
  }

  async close(): Promise<void> {
    await Promise.all(this.context.pages().map(writeCoverage));
    await this.context.close();
  }

  private watch(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      const text = message.text();
      // The browser logs refused and failed requests by itself.
      if (message.type() === 'error' && !text.startsWith('Failed to load resource')) this.complaints.push(text);
    });
  }
}

/** Returns by how many pixels the page is wider than the window. Parts of the page may follow another size after a few frames. */
export async function measureOverhang(page: Page): Promise<number> {
  const measure = (): Promise<number> =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const fits = async (): Promise<boolean> => (await measure()) <= 0;
  await until(fits, { timeout: 2_000 }).catch(() => undefined);
  return measure();
}
