import { textPdf } from '@throughline/documents/testing';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Page, Route } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { finishedBadge } from './testing/finished-badge.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { choose } from './testing/uploads.js';

const INVOICE = [
  'ACME Office Supplies Ltd',
  'Invoice',
  'Invoice number: 2026-318',
  'Invoice date: 3 March 2026',
  'Total due: EUR 42.00',
];
const LETTER = ['Dear reader', 'the heating is repaired next week.'];

/** Moves a finger over the fields, by pixels to the right. */
const swipe = (page: Page, across: number): Promise<void> =>
  page.locator('.review-form').evaluate((form, by) => {
    const touchAt = (clientX: number): Touch => new Touch({ identifier: 1, target: form, clientX, clientY: 400 });
    form.dispatchEvent(new TouchEvent('touchstart', { bubbles: true, touches: [touchAt(200)] }));
    form.dispatchEvent(new TouchEvent('touchend', { bubbles: true, changedTouches: [touchAt(200 + by)] }));
  }, across);

describe('the details of documents', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;

  /** Adds a document of one page, opens it, and waits until it is processed. */
  const add = async (name: string, lines: readonly string[]): Promise<void> => {
    const { page } = reader;
    await reader.go('/documents');
    await choose(page, { name, mimeType: 'application/pdf', buffer: Buffer.from(await textPdf([lines])) });
    await page.getByRole('link', { name: text.upload.open }).last().click();
    await finishedBadge(page).waitFor();
  };

  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser()]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
    await add('letter.pdf', LETTER);
    await add('office.pdf', INVOICE);
  }, 180_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it('are corrected in their place by keyboard, and nothing typed is lost by an outage, a reload or a conflict', async () => {
    const { page } = reader;
    const { fields } = text.documentView;
    const { names } = fields;
    const found = 'ACME Office Supplies Ltd';
    const sender = page.getByRole('textbox', { name: names.sender, exact: true });
    await page.getByRole('button', { name: fields.edit(names.sender, found) }).press('Enter');
    await sender.fill('ACME Ltd');
    await page.route(/\/fields$/u, (route) => route.abort());
    await sender.press('Enter');
    await page.getByRole('alert').filter({ hasText: text.problem.away }).waitFor();
    await page.unroute(/\/fields$/u);
    expect(await findInAllLooks(page)).toEqual([]);
    await page.reload();
    await eventually(() => sender.inputValue()).toBe('ACME Ltd');
    const id = page.url().split('/').at(-1) ?? '';
    const { revision } = (await reader.api('GET', `documents/${id}`)) as { revision: string };
    await reader.api('PATCH', `documents/${id}/fields`, { sender: 'ACME Europe' }, { 'if-match': `"${revision}"` });
    await sender.press('Enter');
    await page.getByText(fields.conflict('ACME Europe')).waitFor();
    await eventually(() => sender.inputValue()).toBe('ACME Ltd');
    await sender.press('Tab');
    await page.getByRole('button', { name: fields.edit(names.sender, 'ACME Ltd') }).waitFor();
    await page.keyboard.type('bill');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: fields.edit(names.type, 'bill') }).waitFor();
    await page.getByRole('button', { name: fields.add(names.tags) }).press('Enter');
    const tag = page.getByRole('textbox', { name: text.recording.details.addTag }).first();
    for (const typed of ['office', 'paper']) {
      await tag.fill(typed);
      await tag.press('Enter');
    }
    await tag.press('Enter');
    await page.getByRole('button', { name: fields.edit(names.tags, 'office paper') }).press('Enter');
    await tag.press('Shift+Tab');
    // The focus is on the button that removes the last tag, and then in the input again.
    await page.keyboard.press('Enter');
    const tags = page.locator('[data-field="tags"]');
    await tags.getByRole('button', { name: text.recording.details.removeTag('paper') }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: fields.edit(names.tags, 'office') }).waitFor();
    await page.locator('[data-field="language"] .field-edit').press('Enter');
    const language = page.locator('[data-field="language"]').getByRole('combobox');
    await language.selectOption('fr');
    await language.press('Tab');
    // The last field: the focus stays with its value.
    await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toBe('French');
    await reader.screenshot('document-corrected');
    expect(await findInAllLooks(page)).toEqual([]);
    await page.getByRole('button', { name: fields.setBackTo(names.sender, found) }).click();
    await page.getByRole('button', { name: fields.edit(names.sender, found) }).waitFor();
    // The button that was clicked is gone.
    await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toBe(found);
    const { metadata } = (await reader.api('GET', `documents/${id}`)) as { metadata: { sender: string; type: string } };
    expect(metadata).toMatchObject({ sender: found, type: 'bill' });
  }, 120_000);

  it('begin at their top on a phone, with the document of the address, and the last one leads back to the first', async () => {
    const { review } = text.documentView;
    const { items } = (await reader.api('GET', 'documents?unsure=true')) as { items: readonly { id: string; title: string }[] };
    const { id, title } = items.at(-1) ?? { id: '', title: '' };
    const phone = await Reader.open(browser, system, { viewport: { width: 390, height: 800 } });
    await phone.signIn();
    await phone.go(`/review?from=${id}`);
    await phone.page.getByRole('heading', { level: 2, name: title }).waitFor();
    const findScroll = (): Promise<number> => phone.page.evaluate(() => window.scrollY);
    for (const place of [2, 1]) {
      await eventually(async () => {
        await phone.page.locator('.field-row').last().scrollIntoViewIfNeeded();
        return findScroll();
      }).toBeGreaterThan(0);
      await phone.page.getByRole('button', { name: review.skip }).click();
      await phone.page.getByText(review.place(place, 2)).waitFor();
      await eventually(findScroll).toBe(0);
    }
    // The way back of a thumb. Both documents were passed over, and are marked.
    await phone.page.keyboard.press('s');
    await phone.page.getByText(review.place(2, 2)).waitFor();
    await phone.page.getByText(review.skipped(2)).waitFor();
    await swipe(phone.page, 120);
    await phone.page.getByText(review.place(1, 2)).waitFor();
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 120_000);

  it('are reviewed one document after the other by keyboard, and an acceptance is taken back', async () => {
    const { page } = reader;
    const { review, fields } = text.documentView;
    const heading = page.getByRole('heading', { level: 2 }).first();
    const isAt = (place: number): Promise<void> => page.getByText(review.place(place, 2)).waitFor();
    await reader.go('/');
    const toCheck = page.locator('.item-state').filter({ hasText: text.itemList.states.unsure });
    await eventually(() => toCheck.filter({ hasText: /Check \d value/u }).count()).toBe(2);
    await reader.screenshot('items-to-check');
    await reader.go('/documents');
    await page.getByRole('link', { name: review.open(2) }).click();
    await page.locator('.sheet-image canvas').waitFor();
    await isAt(1);
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('review');
    const first = await heading.textContent();
    let hold: (route: Route) => void = () => undefined;
    const held = new Promise<Route>((resolve) => {
      hold = resolve;
    });
    // The request must not leave before it can be held.
    await page.route(/\/accept$/u, (route) => {
      hold(route);
    });
    // Both keys come before the page has drawn that the acceptance is on its way.
    await page.evaluate(() => {
      for (const key of ['Enter', 'ArrowDown'])
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    });
    const request = await held;
    await isAt(2);
    await request.abort();
    await page.getByRole('alert').filter({ hasText: text.problem.away }).waitFor();
    await page.getByText(review.notAccepted(first ?? '')).waitFor();
    await page.unroute(/\/accept$/u);
    await page.keyboard.press('ArrowUp');
    await isAt(1);
    // Somebody else corrects the document after the person has decided.
    const { items } = (await reader.api('GET', 'documents?unsure=true')) as { items: readonly { id: string }[] };
    const correctIt = async (route: Route): Promise<void> => {
      await reader.api('PATCH', `documents/${items[0]?.id ?? ''}/fields`, { number: '2026-319' }, { 'if-match': '*' });
      await route.continue();
    };
    await page.route(/\/accept$/u, correctIt, { times: 1 });
    await page.keyboard.press('Enter');
    const names = [fields.names.number.toLowerCase()];
    await page
      .getByRole('alert')
      .filter({ hasText: review.conflict.changedHint(names) })
      .waitFor();
    await page.getByRole('button', { name: fields.edit(fields.names.number, '2026-319') }).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await page.keyboard.down('Enter');
    await isAt(2);
    // Enter is held, and repeats itself.
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.getByText(review.accepted(1)).first().waitFor();
    await page.keyboard.press('z');
    await isAt(1);
    await eventually(() => heading.textContent()).toBe(first);
    await page.keyboard.press('ArrowDown');
    await isAt(2);
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: fields.names.title, exact: true }).press('Tab');
    const sender = page.getByRole('textbox', { name: fields.names.sender, exact: true });
    await sender.fill('Stadtwerke');
    await sender.press('Enter');
    await page.getByRole('button', { name: fields.edit(fields.names.sender, 'Stadtwerke') }).waitFor();
    // The focus is on the button that accepts.
    await page.keyboard.press('Enter');
    await isAt(1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: review.doneTitle }).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await page.keyboard.press('z');
    await isAt(1);
    // The lists may lag behind the answer that the page has.
    const countWaiting = async (): Promise<unknown> =>
      ((await reader.api('GET', 'documents?unsure=true&include=total')) as { total: number }).total;
    await eventually(countWaiting).toBe(1);
  }, 120_000);

  it.each([
    ['light', 390],
    ['light', 900],
    ['dark', 1_280],
  ] as const)(
    'are reviewed with the decisions in reach: %s, %i pixels',
    async (colorScheme, width) => {
      const { review } = text.documentView;
      const other = await Reader.open(browser, system, { colorScheme, viewport: { width, height: 800 } });
      await other.signIn();
      await other.go('/review');
      await other.page.locator('.sheet-image canvas').waitFor();
      await other.page.getByRole('button', { name: review.accept }).click({ trial: true });
      await other.screenshot(`review-${colorScheme}-${String(width)}`);
      expect(await findAccessibilityFindings(other.page)).toEqual([]);
      expect(await measureOverhang(other.page)).toBe(0);
      expect(other.complaints).toEqual([]);
      await other.close();
    },
    120_000,
  );
});
