import { textPdf } from '@throughline/documents/testing';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { finishedBadge } from './testing/finished-badge.js';
import { Reader } from './testing/reader.js';
import { choose } from './testing/uploads.js';

const words = settingsText.arrange;
const LOST = 'The outcome is not known';
const [DESK, PHONE] = [
  { width: 1180, height: 860 },
  { width: 390, height: 844 },
] as const;

interface ReadDocument {
  readonly title: string;
  readonly status: string;
  readonly source: { readonly made_of?: { readonly documents: readonly { readonly id: string; readonly pages: unknown }[] } };
}

describe('documents made of pages', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  let origin: string;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser()]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
    await reader.go('/documents');
    origin = await upload('scan.pdf', ['Alpha letter', 'Beta letter', 'Gamma letter', 'Delta letter']);
  }, 180_000);
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  const upload = async (name: string, pages: readonly string[]): Promise<string> => {
    const { page } = reader;
    const buffer = Buffer.from(await textPdf(pages.map((lines) => lines.split('\n'))));
    await choose(page, { name, mimeType: 'application/pdf', buffer });
    await page.getByRole('link', { name: text.upload.open }).click();
    await finishedBadge(page).waitFor();
    return page.url().split('/').at(-1) ?? '';
  };
  const read = async (id: string): Promise<ReadDocument> => (await reader.api('GET', `documents/${id}`)) as ReadDocument;
  const textOf = async (id: string): Promise<string> => {
    await eventually(async () => (await read(id)).status).toBe('completed');
    const { page } = reader;
    return page.evaluate(async (path) => (await fetch(path)).text(), `/api/v1/documents/${id}/artifacts/text.txt`);
  };

  it('have the pages that a person chose, and name their origin', async () => {
    const { page } = reader;
    await page.getByRole('link', { name: text.documentView.arrange }).click();
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    await page.getByRole('button', { name: words.cut(3) }).click();
    // The keys act on the page with the focus.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: words.turn(2) }).click();
    await page.getByText(words.summary(2, 1)).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.arranged-page canvas').length === 4);
    await reader.screenshot('document-arranged');
    await page.setViewportSize(PHONE);
    await reader.screenshot('document-arranged-phone');
    await page.setViewportSize(DESK);
    expect(await findInAllLooks(page)).toEqual([]);

    await page.locator('.arrange > a').click();
    const question = page.getByRole('dialog', { name: text.sidePanel.discard });
    await question.getByText(text.unsaved.losses.arrange).waitFor();
    await reader.screenshot('document-arranged-discard');
    await question.getByRole('button', { name: text.cancel }).click();
    await page.getByText(words.summary(2, 1)).waitFor();

    // The answer to the first request is lost.
    const keys: (string | undefined)[] = [];
    await page.route('**/parts', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const answer = await route.fetch();
      if (keys.length > 1) return route.fulfill({ response: answer });
      const problem = { type: 'about:blank', title: LOST, status: 503, code: 'outcome-unknown' };
      return route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem });
    });
    const create = page.getByRole('button', { name: words.create(2) });
    await create.click();
    await page.getByText(LOST).waitFor();
    await create.click();
    await page.getByText(words.made(2)).waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    await page.unroute('**/parts');
    const links = page.locator('.made-list a');
    const ids = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')?.split('/').at(-1) ?? ''));
    expect(ids).toHaveLength(2);
    const [first = '', second = ''] = ids;
    expect((await textOf(first)).split(/\s+/).filter((word) => /[A-Z]/.test(word))).toEqual(['Alpha', 'Beta']);
    expect((await textOf(second)).split(/\s+/).filter((word) => /[A-Z]/.test(word))).toEqual(['Gamma']);
    expect((await read(first)).source.made_of?.documents).toEqual([
      {
        id: origin,
        pages: [
          { from: 1, to: 1, rotate: 0 },
          { from: 2, to: 2, rotate: 90 },
        ],
      },
    ]);
    await links.first().click();
    await finishedBadge(page).waitFor();
    await page.locator('.origin a').waitFor();
    await reader.screenshot('document-made-of');
    await page.locator('.origin a').click();
    await page.waitForURL(`**/documents/${origin}`);
  }, 120_000);

  it('can be made of several documents, in another order', async () => {
    const { page } = reader;
    await reader.go('/documents');
    const boxes = page.locator('input.row-select');
    await boxes.nth(1).waitFor();
    // No document was made twice.
    await eventually(() => boxes.count()).toBe(3);
    for (let index = 0; index < 2; index += 1) await boxes.nth(index).click();
    await page.getByRole('button', { name: text.bulk.further }).click();
    await page.getByRole('menuitem', { name: text.bulk.merge }).click();
    const dialog = page.getByRole('dialog', { name: words.merge.title });
    const titles = (): Promise<string[]> => dialog.locator('.merge-order bdi').allTextContents();
    await eventually(async () => (await titles()).length).toBe(2);
    const before = await titles();
    await dialog.locator('.merge-order li').nth(1).getByRole('button').first().click();
    await eventually(titles).toEqual([...before].reverse());
    await dialog.getByLabel(words.merge.name).fill('Both letters');
    await reader.screenshot('documents-merge');
    await page.setViewportSize(PHONE);
    await reader.screenshot('documents-merge-phone');
    await page.setViewportSize(DESK);
    expect(await findInAllLooks(page)).toEqual([]);
    await dialog.getByRole('button', { name: words.merge.create }).click();
    await dialog.getByText(words.made(1)).waitFor();
    const id = (await dialog.locator('.made-list a').getAttribute('href'))?.split('/').at(-1) ?? '';
    expect((await textOf(id)).split(/\s+/).filter((word) => /^[A-Z]/.test(word)).length).toBeGreaterThan(1);
    expect((await read(id)).source.made_of?.documents).toHaveLength(2);
  }, 120_000);

  it('follow suggested cuts that a person takes, with pages of another document', async () => {
    const { page } = reader;
    await reader.go('/documents');
    const letter = 'about the prices of the next year';
    const stack = await upload('letters.pdf', [
      `First letter ${letter}\nPage 1 of 2`,
      `First letter ${letter}\nPage 2 of 2`,
      'PATCH T separator sheet',
      `Second letter ${letter}\nPage 1 of 1`,
      `Third letter ${letter}\nPage 1 of 1`,
    ]);
    await page.getByRole('link', { name: text.documentView.arrange }).click();
    const take = (title: string) => page.getByRole('button', { name: `${words.suggestions.take}: ${title}`, exact: true });
    await take(words.suggestions.cut(4, [3])).waitFor();
    await page.getByText(words.suggestions.found(2, 2)).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.arranged-page canvas').length === 5);
    await reader.screenshot('document-suggested-cuts');
    expect(await findInAllLooks(page)).toEqual([]);
    await take(words.suggestions.cut(4, [3])).click();
    await page.getByText(words.summary(2, 1)).waitFor();
    // The focus is at the suggestion that is left.
    await page.keyboard.press('Enter');
    await page.getByText(words.summary(3, 1)).waitFor();
    await page.getByText(words.suggestions.found(2, 0)).waitFor();

    await page.getByRole('button', { name: words.other.add }).click();
    const dialog = page.getByRole('dialog', { name: words.other.title });
    const { title } = await read(origin);
    await dialog.getByRole('searchbox', { name: words.other.search }).fill(title);
    await dialog.getByRole('button', { name: words.other.find }).click();
    await reader.screenshot('document-add-pages');
    await dialog.getByRole('listitem').filter({ hasText: 'scan.pdf' }).getByRole('button').click();
    await page.waitForFunction(() => document.querySelectorAll('.arranged-page').length === 9);
    const added = page.locator(`[data-page="${origin} 1"]`);
    await added.getByRole('button').first().focus();
    // Past the page before it, and then into the document before.
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    for (const number of [3, 4]) await page.getByRole('button', { name: words.leave(number, title) }).click();
    await page.getByText(words.summary(3, 3)).waitFor();
    await page.locator(`[data-page="${origin} 2"]`).dragTo(page.locator(`[data-page="${stack} 5"]`));
    await page.evaluate(() => {
      scrollTo(0, 0);
    });
    await page.waitForFunction(() => document.querySelectorAll('.arranged-page canvas').length === 9);
    await reader.screenshot('document-mixed-pages');
    await page.setViewportSize(PHONE);
    await reader.screenshot('document-mixed-pages-phone');
    await page.setViewportSize(DESK);
    await page.evaluate(() => {
      scrollTo(0, 0);
    });
    expect(await findInAllLooks(page)).toEqual([]);

    await page.getByRole('button', { name: words.create(3) }).click();
    await page.getByText(words.made(3)).waitFor();
    const ids = await page
      .locator('.made-list a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')?.split('/').at(-1) ?? ''));
    const madeOf = await Promise.all(ids.map(async (id) => (await read(id)).source.made_of?.documents));
    const only = (number: number) => [{ from: number, to: number, rotate: 0 }];
    expect(madeOf).toEqual([
      [{ id: stack, pages: [{ from: 1, to: 2, rotate: 0 }] }],
      [
        { id: stack, pages: only(4) },
        { id: origin, pages: only(1) },
      ],
      [
        { id: origin, pages: only(2) },
        { id: stack, pages: only(5) },
      ],
    ]);
    await eventually(async () =>
      (await textOf(ids[1] ?? '')).split(/\s+/).filter((word) => /^(?:Second|Third|Alpha|Beta)$/.test(word)),
    ).toEqual(['Second', 'Alpha']);
  }, 120_000);
});
