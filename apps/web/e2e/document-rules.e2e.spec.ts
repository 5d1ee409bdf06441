import { textPdf } from '@throughline/documents/testing';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { finishedBadge } from './testing/finished-badge.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { choose } from './testing/uploads.js';

const words = settingsText.documentRules;
const SENDER = 'ACME Office Supplies Ltd';
const ABOUT = words.sentence(SENDER, ['office costs'], null);
const RULE = words.effect(['office costs'], null);

describe('the rules for documents', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;

  /** Adds an invoice, opens it, and waits until it is processed. Returns its id. */
  const add = async (number: number): Promise<string> => {
    const { page } = reader;
    const lines = [
      SENDER,
      'Invoice',
      `Invoice number: 2026-${String(number)}`,
      'Invoice date: 3 March 2026',
      'Total due: EUR 42.00',
    ];
    const name = `office-${String(number)}.pdf`;
    await reader.go('/documents');
    await choose(page, { name, mimeType: 'application/pdf', buffer: Buffer.from(await textPdf([lines])) });
    await page.getByRole('link', { name: text.upload.open }).last().click();
    await finishedBadge(page).waitFor();
    return page.url().split('/').at(-1) ?? '';
  };
  const correct = (id: string): Promise<unknown> =>
    reader.api('PATCH', `documents/${id}/fields`, { tags: ['office costs'] }, { 'if-match': '*' });

  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser()]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
  }, 180_000);
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it('are suggested after three equal corrections, turned on, and named by the next document', async () => {
    const { page } = reader;
    await reader.go('/documents/rules');
    await page.getByRole('heading', { name: words.emptyTitle }).waitFor();
    for (const number of [1, 2, 3]) await correct(await add(number));

    await reader.go('/documents');
    await page.getByRole('link', { name: text.document.rules, exact: true }).click();
    await page.getByText(words.evidence(3)).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('document-rules-suggested');
    await page.getByRole('button', { name: words.acceptOf(ABOUT) }).press('Enter');
    await page.getByRole('button', { name: words.turnOffOf(RULE) }).waitFor();
    await page.getByText(words.evidence(3)).waitFor({ state: 'hidden' });
    // The button with the focus is gone.
    await page.locator('#content:focus').waitFor();

    const id = await add(4);
    await page
      .locator('[data-field="tags"]')
      .getByText(text.documentView.fields.byRule([RULE]))
      .waitFor();
    await reader.screenshot('document-changed-by-rule');
    expect(await reader.api('GET', `documents/${id}`)).toMatchObject({
      tags: ['office costs'],
      rules_applied: [{ name: RULE, tags: ['office costs'], overruled: [] }],
    });
    await correct(id);
    await reader.api('PATCH', `documents/${id}/fields`, { tags: null }, { 'if-match': '*' });
    expect(await reader.api('GET', `documents/${id}`)).toMatchObject({ rules_applied: [{ overruled: ['tags'] }] });

    await reader.go('/documents/rules');
    await page.getByText(words.documents(1)).waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await measureOverhang(page)).toBeLessThanOrEqual(0);
    await reader.screenshot('document-rules-phone');
    await page.getByRole('button', { name: words.turnOffOf(RULE) }).click();
    await page.getByRole('button', { name: words.turnOnOf(RULE) }).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
  }, 300_000);
});
