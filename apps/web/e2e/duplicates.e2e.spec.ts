import { textPdf } from '@throughline/documents/testing';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { finishedBadge } from './testing/finished-badge.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { choose } from './testing/uploads.js';

const words = settingsText.duplicates;
const title = text.documentView.duplicates;

const INVOICE = [
  'ACME Office Supplies Ltd',
  'Invoice',
  'Invoice number: 2026-318',
  'Invoice date: 3 March 2026',
  'Total due: EUR 42.00',
];

const LETTER = [
  'The council has decided on the plan for the new bridge across the river.',
  'Work begins in spring and will take about two years. During this time the',
  'old bridge stays open for pedestrians and bicycles, but is closed for cars.',
  'Please use the road through the valley instead. Questions are answered at',
  'the town hall on every working day, in the morning and in the afternoon.',
];

const group = (page: Page): Locator => page.locator('.duplicates-group');

describe('the duplicates of a library', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;

  /** Adds a document, and waits until its values are known. */
  const add = async (name: string, pages: readonly (readonly string[])[]): Promise<void> => {
    const { page } = reader;
    await reader.go('/documents');
    await choose(page, { name, mimeType: 'application/pdf', buffer: Buffer.from(await textPdf(pages)) });
    await page.getByRole('link', { name: text.upload.open }).last().click();
    await finishedBadge(page).waitFor();
  };

  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser()]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
  }, 120_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it('are explained while there are none', async () => {
    const { page } = reader;
    await page.getByRole('link', { name: text.nav.documents, exact: true }).click();
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText(words.compared).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
  }, 60_000);

  it('stand side by side with the reason and the differences, also on a phone', async () => {
    const { page } = reader;
    await add('march.pdf', [INVOICE]);
    await add('scan.pdf', [[...INVOICE, 'Copy'], ['Terms of delivery']]);
    await reader.go('/documents');
    await page.getByRole('link', { name: `${title} 1` }).click();
    const shown = group(page);
    await shown.getByText(words.reasons.same_amount).waitFor();
    await shown.getByText(words.differ([words.values.file_name, words.values.pages, words.values.size])).waitFor();
    await eventually(() => shown.locator('.duplicate-picture img').count()).toBe(2);
    await eventually(() => shown.getByText('42.00 EUR').count()).toBe(2);
    await eventually(() =>
      page
        .locator('.duplicate-picture img')
        .evaluateAll((images) => images.every((image) => (image as HTMLImageElement).naturalWidth > 0)),
    ).toBe(true);
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('duplicates');
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await measureOverhang(page)).toBe(0);
    await reader.screenshot('duplicates-390');
    await page.setViewportSize({ width: 1_280, height: 800 });
  }, 180_000);

  it('are kept, and shown again, by keyboard', async () => {
    const { page } = reader;
    await group(page)
      .getByRole('button', { name: words.keepAll(2) })
      .press('Enter');
    await page.getByText(words.none).waitFor();
    await page.getByText(words.kept).first().waitFor();
    await page.getByText(words.decisions, { exact: true }).press('Enter');
    await page.getByRole('button', { name: new RegExp(words.showAgain, 'u') }).press('Enter');
    await group(page).waitFor();
    await eventually(() => page.getByText(words.noDecisions).count()).toBe(1);
  }, 60_000);

  it('go to the deleted items but for one, and come back', async () => {
    const { page } = reader;
    await group(page)
      .getByRole('button', { name: new RegExp(words.keepOne, 'u') })
      .first()
      .press('Enter');
    await page.getByText(words.deleted(1)).first().waitFor();
    await page.getByText(words.none).waitFor();
    await page.getByRole('button', { name: words.undo }).press('Enter');
    await page.getByText(words.undone).first().waitFor();
    await eventually(() => group(page).count()).toBe(1);
  }, 60_000);

  it('are found by their text too, although words were misread', async () => {
    const { page } = reader;
    await add('letter.pdf', [LETTER]);
    await add('again.pdf', [LETTER.map((line) => line.replace('bridge', 'brldge').replace('about', 'abaut'))]);
    await reader.go('/duplicates');
    const shown = group(page).filter({ hasText: words.reasons.similar_text });
    await shown.waitFor();
    await shown.getByText(/\b[89]\d %/u).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('duplicates-text');
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await measureOverhang(page)).toBe(0);
    await reader.screenshot('duplicates-text-390');
    await page.setViewportSize({ width: 1_280, height: 800 });
  }, 180_000);
});
