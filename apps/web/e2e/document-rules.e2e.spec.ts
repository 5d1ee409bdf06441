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

  /** Adds an invoice, opens it, and waits until it is processed. Without a date it waits for a review. Returns its id. */
  const add = async (number: number, date: readonly string[] = ['Invoice date: 3 March 2026']): Promise<string> => {
    const { page } = reader;
    const lines = [SENDER, 'Invoice', `Invoice number: 2026-${String(number)}`, ...date, 'Total due: EUR 42.00'];
    const name = `office-${String(number)}.pdf`;
    await reader.go('/documents');
    await choose(page, { name, mimeType: 'application/pdf', buffer: Buffer.from(await textPdf([lines])) });
    await page.getByRole('link', { name: text.upload.open }).last().click();
    await finishedBadge(page).waitFor();
    return page.url().split('/').at(-1) ?? '';
  };
  const correct = (id: string): Promise<unknown> =>
    reader.api('PATCH', `documents/${id}/fields`, { tags: ['office costs'] }, { 'if-match': '*' });

  /** Applies the rule to the documents that are there. Those that a person has corrected stay. The review names the rule. */
  const applyToPresent = async (changed: string): Promise<void> => {
    const { page } = reader;
    await page.getByRole('button', { name: words.applyOf(RULE) }).click();
    await page.getByRole('heading', { name: text.bulk.willChange(1) }).waitFor();
    await page.getByRole('heading', { name: text.bulk.willNotChange(3) }).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('document-rules-apply');
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await measureOverhang(page)).toBeLessThanOrEqual(0);
    await reader.screenshot('document-rules-apply-phone');
    await page.setViewportSize({ width: 1180, height: 860 });
    await page.getByRole('button', { name: text.bulk.confirm(text.bulk.phrases.apply_rule, 1) }).click();
    await page.getByText(words.documents(1)).waitFor();
    expect(await reader.api('GET', `documents/${changed}`)).toMatchObject({
      tags: ['office costs'],
      rules_applied: [{ name: RULE, tags: ['office costs'], overruled: [] }],
    });

    await reader.go(`/documents/${changed}`);
    const byRule = page.locator('[data-field="tags"]').getByRole('link', { name: RULE });
    await byRule.waitFor();
    await reader.go(`/review?from=${changed}`);
    await byRule.waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('document-rules-review');
    await page.setViewportSize({ width: 390, height: 800 });
    await byRule.scrollIntoViewIfNeeded();
    await reader.screenshot('document-rules-review-phone');
    await page.setViewportSize({ width: 1180, height: 860 });
    await byRule.click();
    await page.locator('strong:focus', { hasText: RULE }).waitFor();
    await page.goBack();
    const field = text.documentView.fields.names.tags;
    await page.getByRole('button', { name: text.documentView.fields.notForThisOf(RULE, field) }).click();
    await byRule.waitFor({ state: 'hidden' });
    expect(await reader.api('GET', `documents/${changed}`)).toMatchObject({ tags: [], rules_applied: [{ overruled: ['tags'] }] });
    await reader.go('/documents/rules');
  };

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
    const before = await add(9, []);
    for (const number of [1, 2, 3]) await correct(await add(number));

    await reader.go('/documents');
    await page.getByRole('link', { name: text.document.rules, exact: true }).click();
    await page.getByText(words.evidence(3)).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('document-rules-suggested');
    await page.getByRole('button', { name: words.dismissOf(ABOUT) }).click();
    await page.getByRole('button', { name: words.bringBackOf(ABOUT) }).waitFor();
    await reader.screenshot('document-rules-dismissed');
    await page.getByRole('button', { name: words.bringBackOf(ABOUT) }).click();
    await page.getByRole('button', { name: words.acceptOf(ABOUT) }).press('Enter');
    await page.getByRole('button', { name: words.turnOffOf(RULE) }).waitFor();
    await page.getByText(words.evidence(3)).waitFor({ state: 'hidden' });
    // The button with the focus is gone.
    await page.locator('#content:focus').waitFor();

    await applyToPresent(before);

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
    await page.getByText(words.documents(2)).waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await measureOverhang(page)).toBeLessThanOrEqual(0);
    await reader.screenshot('document-rules-phone');
    await page.getByRole('button', { name: words.turnOffOf(RULE) }).click();
    await page.getByRole('button', { name: words.turnOnOf(RULE) }).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
  }, 300_000);
});
