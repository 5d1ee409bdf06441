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

/** Pixels of one turn of the wheel. */
const WHEEL_PX = 1_200;
/** Ends a list that shows no more rows. */
const LONGEST_ROW_MS = 100;
/** The list is scrolled, not loaded: its first pictures are there, and nothing else is due. */
const AT_REST = `new Promise((resolve) => { requestIdleCallback(() => {
  resolve([...document.images].every(({ complete }) => complete));
}); })`;
/** The browser reports tasks of at least 50 ms, and the handlers of frames of at least 50 ms. */
const WATCH_FRAMES = `window.longest = { task: 0, handler: 0 };
const note = (kind, entries) => { for (const { duration } of entries) longest[kind] = Math.max(longest[kind], duration); };
new PerformanceObserver((list) => { note('task', list.getEntries()); }).observe({ type: 'longtask' });
new PerformanceObserver((list) => {
  for (const { scripts } of list.getEntries()) note('handler', scripts);
}).observe({ type: 'long-animation-frame' })`;
/** Waits for the next frame. One call, because each takes time of the machine that the page needs. */
const READ_ROWS = `new Promise((resolve) => { requestAnimationFrame(() => { setTimeout(() => {
  const rows = [...document.querySelectorAll('[data-index]')];
  resolve({ count: rows.length, last: Math.max(...rows.map((row) => Number(row.getAttribute('data-index')))) });
}); }); })`;

export interface Scrolling {
  /** Milliseconds of one script of the page, with the layout that it forces; 0 if no frame took at least 50 ms. */
  readonly longestHandler: number;
  /** Milliseconds with all that the browser does for a frame; 0 if no task took at least 50 ms. */
  readonly longestTask: number;
  /** The most rows that were in the document at once. */
  readonly mostRows: number;
}

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

  /** Scrolls from the start of the list past as many rows, or to its end. */
  async scrollList(rows: number): Promise<Scrolling> {
    const { page } = this;
    await page.goto(`${this.url}/`);
    await page.waitForFunction(HAS_ROWS, undefined, { timeout: TIMEOUT_MS });
    await page.waitForFunction(AT_REST, undefined, { timeout: TIMEOUT_MS });
    await page.evaluate(WATCH_FRAMES);
    let [mostRows, last] = [0, 0];
    const deadline = performance.now() + rows * LONGEST_ROW_MS;
    while (last < rows - 1) {
      if (performance.now() > deadline) throw new Error(`The list shows ${String(last + 1)} of ${String(rows)} rows`);
      await page.mouse.wheel(0, WHEEL_PX);
      const rendered = await page.evaluate<{ readonly count: number; readonly last: number }>(READ_ROWS);
      mostRows = Math.max(mostRows, rendered.count);
      last = rendered.last;
    }
    const { task, handler } = await page.evaluate<{ readonly task: number; readonly handler: number }>('window.longest');
    return { longestHandler: handler, longestTask: task, mostRows };
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
