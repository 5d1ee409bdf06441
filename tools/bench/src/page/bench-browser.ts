import { chromium as chromiumTool } from '@throughline/stack/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { median } from '../measure/statistics.js';
import type { Cleanup } from '../servers/cleanup.js';
import type { BenchLibrary } from './library.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'];
const TIMEOUT_MS = 60_000;

/** Conditions that the page evaluates: the first rows have their links; the player knows its length, and the transcript is there. */
const HAS_ROWS = `document.querySelector('.item a[href*="/recordings/"]') !== null`;
const HAS_RESULT = `document.querySelector('.segment') !== null && document.querySelector('video, audio')?.readyState >= 1`;

/** A signed-in person in a window of the size of a desktop. Scripts and styles are cached, as after the first visit. */
export class Visitor {
  constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {}

  /** Returns the median time until the list is usable, in milliseconds. */
  timeList(loads: number): Promise<number> {
    return this.time('/', HAS_ROWS, loads);
  }

  /** Returns the median time until the player and the transcript of a recording are usable, in milliseconds. */
  timeRecording(id: string, loads: number): Promise<number> {
    return this.time(`/recordings/${id}`, HAS_RESULT, loads);
  }

  private async time(path: string, isUsable: string, loads: number): Promise<number> {
    const times: number[] = [];
    for (let load = 0; load < loads; load += 1) {
      await this.page.goto('about:blank');
      const begun = performance.now();
      await this.page.goto(`${this.url}${path}`, { waitUntil: 'commit' });
      await this.page.waitForFunction(isUsable, undefined, { timeout: TIMEOUT_MS, polling: 'raf' });
      times.push(performance.now() - begun);
    }
    return median(times);
  }
}

export class BenchBrowser {
  private constructor(private readonly browser: Browser) {}

  static async open(closing: Cleanup): Promise<BenchBrowser> {
    const { path, env } = await chromiumTool();
    const browser = await chromium.launch({ executablePath: path, args: FLAGS, env: { ...env } });
    closing.add(() => browser.close());
    return new BenchBrowser(browser);
  }

  async signIn({ url, link }: BenchLibrary): Promise<Visitor> {
    // The policy of the page forbids to evaluate the conditions, which are texts.
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(link);
    await page.waitForFunction(HAS_ROWS, undefined, { timeout: TIMEOUT_MS });
    return new Visitor(page, url);
  }
}
