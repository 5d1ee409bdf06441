import { textPdf } from '@throughline/documents/testing';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { finishedBadge } from './testing/finished-badge.js';
import { Reader } from './testing/reader.js';
import { choose } from './testing/uploads.js';

const words = text.documentView.pages;
const FILE = /\/artifacts\/document\.pdf/u;
const WORKER = /pdf\.worker/u;
const COUNT = 1_000_000_000;

/** A PDF that states a billion pages, has two, and is `size` bytes long. */
function lie(size: number): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${String(COUNT)} /Kids [3 0 R 5 0 R] >>`,
    `<< /Type /Pages /Count ${String(COUNT - 1)} /Parent 2 0 R /Kids [4 0 R] >>`,
    '<< /Type /Page /Parent 3 0 R /MediaBox [0 0 200 100] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>',
  ];
  const body = objects.map((object, index) => `${String(index + 1)} 0 obj\n${object}\nendobj\n`).join('');
  const end = '\ntrailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n';
  return Buffer.from(`%PDF-1.7\n${body}%`.padEnd(size - end.length, '-') + end);
}

describe('the pages of a document that are hard to show', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  /** Bytes of the finished PDF. */
  let size: number;
  let panel: Locator;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser({ hasScrollbars: true })]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
    const { page } = reader;
    panel = page.getByRole('region', { name: words.title });
    await reader.go('/documents');
    const buffer = Buffer.from(
      await textPdf(Array.from({ length: 40 }, (_, index) => [`Leaf ${String(index + 1)}`, 'and its words'])),
    );
    await choose(page, { name: 'leaves.pdf', mimeType: 'application/pdf', buffer });
    await page.getByRole('link', { name: text.upload.open }).click();
    await finishedBadge(page).waitFor();
    await page.getByRole('link', { name: text.document.files.finished }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    const { items } = (await reader.api('GET', `documents/${id}/artifacts`)) as {
      items: readonly { name: string; size: number }[];
    };
    size = items.find(({ name }) => name === 'document.pdf')?.size ?? 0;
  }, 180_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(async () => {
    expect(reader.faults).toEqual([]);
    await reader.page.unrouteAll({ behavior: 'ignoreErrors' });
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  const focusedClass = (): Promise<string> => reader.page.evaluate(() => document.activeElement?.className ?? '');

  it('have small images of the visible pages only, and the keys go to the others', async () => {
    const { page } = reader;
    const current = page.locator('.thumbnail-page[aria-current]');
    await current.waitFor();
    await eventually(async () => (await page.locator('.thumbnail-page').count()) < 20).toBe(true);
    await current.focus();
    for (let turn = 1; turn < 15; turn++) {
      await page.keyboard.press('ArrowDown');
      await eventually(() => current.getAttribute('aria-label')).toBe(words.page(turn + 1));
    }
    await eventually(focusedClass).toBe('thumbnail-page');
    await panel.getByText('Leaf 15').waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('ArrowUp');
    await panel.getByText('Leaf 14').waitFor();
    await eventually(() =>
      page.evaluate(() =>
        [...document.querySelectorAll('.thumbnail-page')].every((button) => {
          const canvas = button.querySelector('canvas');
          const image = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          return image.some((value, index) => index % 4 < 3 && value > 0 && value < 250);
        }),
      ),
    ).toBe(true);
    await reader.screenshot('document-leaves');
    expect(await findInAllLooks(page)).toEqual([]);
  }, 120_000);

  it('open at the page of a passage that was found', async () => {
    const { page } = reader;
    const { pathname } = new URL(page.url());
    await reader.go(`/search?q=${encodeURIComponent('"Leaf 27"')}`);
    await page.getByRole('link', { name: text.search.page(27) }).click();
    await page.waitForURL(/documents\/.*page=27$/u);
    await eventually(() => page.locator('.thumbnail-page[aria-current]').getAttribute('aria-label')).toBe(words.page(27));
    await reader.go(pathname);
    await page.locator('.thumbnail-page[aria-current] canvas').waitFor();
  });

  it('do not move the window when they open', async () => {
    const low = await Reader.open(browser, system, { viewport: { width: 1180, height: 240 } });
    await low.signIn();
    await low.page.goto(reader.page.url());
    await low.page.locator('.thumbnail-page[aria-current] canvas').waitFor();
    await low.page.locator('.sheet-image canvas').waitFor();
    await eventually(() => low.page.evaluate(() => scrollY)).toBe(0);
    expect(low.complaints).toEqual([]);
    await low.close();
  }, 120_000);

  it('keep their width if they are nearly as high as their place', async () => {
    const { page } = reader;
    await page.locator('.sheet-image canvas').waitFor();
    const height = await page.evaluate(() => {
      const [bed, sheet] = [document.querySelector<HTMLElement>('.sheet-bed'), document.querySelector('.sheet')];
      if (bed === null || sheet === null) return 0;
      const padding = 2 * parseFloat(getComputedStyle(bed).paddingInlineStart);
      const full = ((bed.offsetWidth - padding) * sheet.clientHeight) / sheet.clientWidth;
      // The style sheet leaves 220 pixels for the rest of the window. Without a scrollbar, the page is 10 pixels too high.
      return Math.round(full + padding - 10 + 220);
    });
    await page.setViewportSize({ width: 1180, height });
    await eventually(() =>
      page.evaluate(async () => {
        const widths = new Set<number>();
        for (let frame = 0; frame < 20; frame++) {
          await new Promise(requestAnimationFrame);
          widths.add(document.querySelector('.sheet')?.clientWidth ?? 0);
        }
        return widths.size;
      }),
    ).toBe(1);
    await page.setViewportSize({ width: 1180, height: 860 });
  }, 120_000);

  it('are those of a file that states a billion, and a page that cannot be read leaves the others', async () => {
    const { page } = reader;
    await page.route(FILE, (route) => route.fulfill({ status: 200, body: lie(size) }));
    await page.reload();
    await panel.getByText(words.of(1, COUNT)).waitFor();
    await page.locator('.sheet-image canvas').waitFor();
    await eventually(() => page.locator('.thumbnail-page').count()).toBe(0);
    const next = page.getByRole('button', { name: words.next });
    await next.click();
    await next.click();
    await panel.getByText(words.brokenPage(3)).waitFor();
    await reader.screenshot('document-broken-page');
    expect(await findInAllLooks(page)).toEqual([]);
    await panel.getByRole('button', { name: words.retry }).click();
    await eventually(focusedClass).toBe('sheet-bed');
    await panel.getByText(words.brokenPage(3)).waitFor();
    await page.keyboard.press('ArrowLeft');
    await panel.getByText(words.of(2, COUNT)).waitFor();
    await page.locator('.sheet-image canvas').waitFor();
  }, 120_000);

  it('stay if the list of files is refused, which can be tried again', async () => {
    const { page } = reader;
    const list = /\/artifacts$/u;
    const problem = { type: 'about:blank', title: 'Refused for a while', status: 409, code: 'conflict' };
    const note = page.getByRole('alert').filter({ hasText: problem.title });
    await page.reload();
    await page.locator('.sheet-image canvas').waitFor();
    await page.route(list, (route) => route.fulfill({ status: problem.status, json: problem }));
    await page.getByRole('textbox', { name: text.recording.details.description }).fill('Forty leaves');
    await page.getByRole('button', { name: text.recording.details.save }).click();
    await note.waitFor();
    await eventually(() => page.locator('.sheet-image canvas').count()).toBe(1);
    await page.unroute(list);
    await note.getByRole('button', { name: text.problem.tryAgain }).click();
    await eventually(() => note.count()).toBe(0);
  }, 120_000);

  it('are there after another attempt, with the focus', async () => {
    const { page } = reader;
    await page.route(FILE, (route) => route.fulfill({ status: 200, body: Buffer.alloc(size, 'no PDF') }));
    await page.reload();
    await panel.getByText(words.missing.broken).waitFor();
    await page.unroute(FILE);
    await panel.getByRole('button', { name: words.retry }).click();
    await panel.getByText('Leaf 1', { exact: true }).waitFor();
    await eventually(focusedClass).toBe('panel pages-panel');
  }, 120_000);

  it('need another script after an upgrade, and say so', async () => {
    const { page } = reader;
    await page.route(WORKER, (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await panel.getByText(words.missing.script).waitFor();
    await page.unroute(WORKER);
    await panel.getByRole('button', { name: words.reload }).click();
    await eventually(() => page.locator('.sheet-image canvas').count()).toBe(1);
  }, 120_000);

  it('leave no worker behind if the file never arrived', async () => {
    const { page } = reader;
    await page.route(FILE, () => undefined);
    await page.reload();
    await eventually(() => Promise.resolve(page.workers().length)).toBe(1);
    await page.locator('.back').click();
    await eventually(() => Promise.resolve(page.workers().length)).toBe(0);
  }, 120_000);
});
