import { encryptedPdf, photo, textPdf } from '@throughline/documents/testing';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { finishedBadge } from './testing/finished-badge.js';
import { stateButton } from './testing/lists.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { choose } from './testing/uploads.js';
import { ANY, matching, wordOf } from './testing/word-of.js';

const rowOf = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: text.itemList.kinds.document }).getByRole('listitem').filter({ hasText: title });

const add = (page: Page, name: string, mimeType: string, bytes: Uint8Array): Promise<void> =>
  choose(page, { name, mimeType, buffer: Buffer.from(bytes) });

describe('the page of a document', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
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

  it('takes a PDF from the list of documents through its eight steps, without a reload', async () => {
    const { page } = reader;
    await page.getByRole('link', { name: text.nav.documents, exact: true }).click();
    await page.getByText(text.itemList.empty.document.title).waitFor();
    const bytes = await textPdf([['Invoice for electricity', 'Musterstadt, 3 March 2026', 'Please pay within two weeks.']]);
    await add(page, 'electricity.pdf', 'application/pdf', bytes);
    await page.getByRole('link', { name: text.upload.open }).click();
    await page.getByRole('heading', { level: 2, name: text.documentView.steps.title }).click();
    const steps = page.getByRole('list', { name: text.document.steps.title });
    for (const name of [
      text.step.hash_file,
      text.step.extract_text,
      text.step.extract_metadata_with_gpt,
      text.step.send_to_all_destinations,
    ])
      await steps.getByText(name, { exact: true }).waitFor();
    await finishedBadge(page).waitFor();
    await page.getByText(matching(text.documentView.steps.took(8, ANY))).waitFor();
    await page.getByText(text.documentView.fields.local).waitFor();
    await reader.screenshot('document');
    expect(await findInAllLooks(page)).toEqual([]);
  }, 180_000);

  it('shows the pages beside the details, and the words of the page can be selected', async () => {
    const { page } = reader;
    const sheet = page.getByRole('group', { name: text.documentView.pages.selectable(1) });
    await sheet.locator('.sheet-image canvas').waitFor();
    await sheet.getByText('Invoice for electricity').waitFor();
    await eventually(() =>
      page.evaluate(() => {
        const pages = document.querySelector('.pages-panel')?.getBoundingClientRect();
        const fields = document.querySelector('.document-side')?.getBoundingClientRect();
        return pages !== undefined && fields !== undefined && pages.right <= fields.left && fields.top < 400;
      }),
    ).toBe(true);
    await sheet.getByText('Invoice for electricity').selectText();
    await eventually(() => page.evaluate(() => getSelection()?.toString() ?? '')).toContain('Invoice for electricity');
    await reader.screenshot('document-pages');
  }, 120_000);

  it('draws the page itself, also after it was zoomed and turned', async () => {
    const { page } = reader;
    const { pages } = text.documentView;
    const canvas = page.locator('.sheet-image canvas');
    const isDrawn = (): Promise<boolean> =>
      canvas.evaluate((drawn: HTMLCanvasElement) => {
        const { data } = drawn.getContext('2d')?.getImageData(0, 0, drawn.width, drawn.height) ?? { data: [] };
        return data.some((value, index) => index % 4 < 3 && value < 100);
      });
    await eventually(isDrawn).toBe(true);
    const measure = (): Promise<number> => page.locator('.sheet').evaluate((sheet) => sheet.clientWidth / sheet.clientHeight);
    await eventually(async () => (await measure()) < 1).toBe(true);
    await page.getByRole('button', { name: pages.turn }).click();
    await eventually(async () => (await measure()) > 1).toBe(true);
    await eventually(isDrawn).toBe(true);
    await page.getByRole('button', { name: pages.zoomIn }).click();
    await page.getByRole('button', { name: pages.fit }).getByText('%').waitFor();
    await eventually(isDrawn).toBe(true);
    await page.getByRole('button', { name: pages.modes.text, exact: true }).click();
    await page.locator('.extracted').getByText('Please pay within two weeks.').waitFor();
    await page.getByRole('button', { name: pages.modes.page, exact: true }).click();
  }, 120_000);

  it.each([
    ['light', 1_280],
    ['dark', 1_280],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'has no accessibility finding: %s, %i pixels',
    async (colorScheme, width) => {
      const options = { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' } as const;
      const other = await Reader.open(browser, system, options);
      await other.signIn();
      await other.page.goto(reader.page.url());
      await other.page.locator('.sheet-image canvas').waitFor();
      await other.screenshot(`document-${colorScheme}-${String(width)}`);
      expect(await findAccessibilityFindings(other.page)).toEqual([]);
      expect(await measureOverhang(other.page)).toBe(0);
      expect(other.complaints).toEqual([]);
      await other.close();
    },
    120_000,
  );

  it('has tabs below the pages on a phone, each with one part', async () => {
    const { parts } = text.documentView;
    const phone = await Reader.open(browser, system, { viewport: { width: 390, height: 800 } });
    await phone.signIn();
    await phone.page.goto(reader.page.url());
    const tabs = phone.page.getByRole('group', { name: parts.label });
    const { details } = text.recording;
    const [fields, description] = [
      phone.page.locator('.field-rows'),
      phone.page.getByRole('textbox', { name: details.description }),
    ];
    await fields.waitFor();
    await description.waitFor({ state: 'hidden' });
    // The tab of the files comes when they are read, and moves those after it.
    await tabs.getByRole('button', { name: parts.names.files }).waitFor();
    await tabs.getByRole('button', { name: parts.names.about }).click();
    await description.fill('Typed on a phone');
    // The title is one of the extracted details, and edited there alone.
    await eventually(() => phone.page.getByLabel(details.name, { exact: true }).count()).toBe(0);
    await fields.waitFor({ state: 'hidden' });
    await tabs.getByRole('button', { name: parts.names.fields }).click();
    await fields.waitFor();
    await tabs.getByRole('button', { name: parts.names.about }).click();
    await eventually(() => description.inputValue()).toBe('Typed on a phone');
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 120_000);

  it('offers the finished document, and explains its status', async () => {
    const { page } = reader;
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: text.document.files.finished }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.pdf$/u);
    await page.getByText(text.recording.why.title).first().click();
    await page.locator('.why-block').first().waitFor();
    await page.getByRole('heading', { level: 2, name: text.recording.timeline.title }).click();
    await eventually(() => page.locator('.timeline').getByRole('listitem').count()).toBeGreaterThan(8);
  }, 120_000);

  it('shows in the list and at the step why a file is unreadable', async () => {
    const { page } = reader;
    await reader.go('/documents');
    await add(page, 'torn.pdf', 'application/pdf', Buffer.from([0, 1, 2, 3, 255, 254, 0, 9, 200, 13]));
    const row = rowOf(page, 'torn');
    await row.getByText(wordOf(text.document.status, 'failed')).waitFor();
    await stateButton(page, 'failed').click();
    await rowOf(page, 'electricity').waitFor({ state: 'detached' });
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('documents');
    await row.getByRole('link').click();
    await page.getByRole('heading', { level: 2, name: text.documentView.steps.title }).click();
    await page.locator('.step.failed').getByText(text.step.create_file_record).waitFor();
  }, 120_000);

  it('says what happened and what was kept, and offers the action that can help', async () => {
    const { page } = reader;
    const panel = page.getByRole('region', { name: matching(`${text.recording.attention.failed(ANY, 1)}${ANY}`) });
    const { attention } = text.documentView;
    await panel.getByText(attention.facts.original[0]).waitFor();
    await panel.getByText(attention.facts.finished[1]).waitFor();
    await panel.getByRole('button', { name: text.actions.names.replace_file }).waitFor();
    await page
      .getByText(text.documentView.pages.missing.broken)
      .or(page.getByText(text.documentView.pages.missing['not-drawable']))
      .waitFor();
    await reader.screenshot('document-failed');
    // The bar at the top may cover half of a control in the middle of the page.
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    expect(await findInAllLooks(page)).toEqual([]);
  }, 120_000);

  it('shows pushed steps while requests are not answered', async () => {
    const { page } = reader;
    await reader.go('/documents');
    await page.getByText(text.connection.live, { exact: true }).waitFor();
    await rowOf(page, 'torn').getByRole('link').click();
    await page.getByRole('heading', { level: 2, name: text.documentView.steps.title }).click();
    await page.locator('.step.failed').waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    await page.route(new RegExp(`/api/v1/documents/${id}$`, 'u'), () => undefined);
    await reader.api('POST', `documents/${id}/reset`, {});
    await page.locator('.step.failed').waitFor({ state: 'detached' });
    await eventually(() => page.locator('.recording-sub').getByText(wordOf(text.document.status, 'pending')).count()).toBe(1);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }, 120_000);

  it('marks a value on its page while it has the focus, and goes to the page that it names', async () => {
    const { page } = reader;
    const { fields, pages } = text.documentView;
    await reader.go('/documents');
    const invoice = [
      ['Terms of delivery', 'Goods remain our property until they are paid in full.'],
      ['ACME Office Supplies Ltd', 'Invoice', 'Invoice number: 2026-318', 'Invoice date: 3 March 2026', 'Total due: EUR 42.00'],
    ];
    await add(page, 'office.pdf', 'application/pdf', await textPdf(invoice));
    await page.getByRole('link', { name: text.upload.open }).last().click();
    await page.getByRole('button', { name: fields.showPlace(fields.names.number, 2) }).click();
    await page.getByRole('group', { name: pages.selectable(2) }).waitFor();
    await page.locator('.sheet-mark').first().waitFor();
    await eventually(() =>
      page.evaluate(() => {
        const mark = document.querySelector('.sheet-mark')?.getBoundingClientRect();
        const line = [...document.querySelectorAll('.textLayer span')].find(({ textContent }) =>
          textContent.includes('2026-318'),
        );
        const place = line?.getBoundingClientRect();
        if (mark === undefined || place === undefined) return 'none';
        return mark.left > place.left && Math.abs(mark.right - place.right) < 8 && Math.abs(mark.top - place.top) < 3;
      }),
    ).toBe(true);
    // The finished PDF replaces the original, and the page that somebody reads stays.
    await finishedBadge(page).waitFor();
    await page.getByRole('link', { name: text.document.files.finished }).waitFor();
    await page
      .getByRole('group', { name: pages.selectable(2) })
      .getByText('ACME')
      .waitFor();
    await reader.screenshot('document-invoice');
    // The mark of the focused value comes back after the pointer was on another one.
    await page.getByRole('button', { name: fields.showPlace(fields.names.amount, 2) }).focus();
    const isAtAmount = (): Promise<boolean> =>
      page.evaluate(() => {
        const mark = document.querySelector('.sheet-mark')?.getBoundingClientRect();
        const line = [...document.querySelectorAll('.textLayer span')].find(({ textContent }) => textContent.includes('42.00'));
        return mark !== undefined && Math.abs(mark.top - (line?.getBoundingClientRect().top ?? 0)) < 3;
      });
    await eventually(isAtAmount).toBe(true);
    await page.locator('.field-row').filter({ hasText: '2026-318' }).hover();
    await eventually(isAtAmount).toBe(false);
    await page.mouse.move(0, 0);
    await eventually(isAtAmount).toBe(true);
    await page.getByRole('button', { name: pages.page(2), exact: true }).focus();
    await page.keyboard.press('ArrowUp');
    await page
      .getByRole('group', { name: pages.selectable(1) })
      .getByText('Terms of delivery')
      .waitFor();
  }, 180_000);

  it('reads the missing parts of a file when the server answers again', async () => {
    const { page } = reader;
    const panel = page.getByRole('region', { name: text.documentView.pages.title });
    const file = /\/artifacts\/document\.pdf/u;
    await page.route(file, (route) => route.abort());
    await page.reload();
    await panel.getByText(text.problem.away).waitFor();
    await reader.screenshot('document-away');
    await page.unroute(file);
    await page.locator('.sheet-image canvas').waitFor();
    await eventually(() => panel.getByText(text.problem.away).count()).toBe(0);
  }, 120_000);

  it('brings the place of a value into sight on a phone', async () => {
    const { fields } = text.documentView;
    const phone = await Reader.open(browser, system, { viewport: { width: 390, height: 700 } });
    await phone.signIn();
    await phone.page.goto(reader.page.url());
    const button = phone.page.getByRole('button', { name: fields.showPlace(fields.names.amount, 2) });
    await button.waitFor();
    await eventually(() => phone.page.evaluate(() => scrollY)).toBe(0);
    await button.click();
    await eventually(() =>
      phone.page.evaluate(() => {
        const mark = document.querySelector('.sheet-mark')?.getBoundingClientRect();
        return mark !== undefined && mark.top >= 0 && mark.bottom <= innerHeight;
      }),
    ).toBe(true);
    await phone.screenshot('document-place-phone');
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 120_000);

  it('begins with the history on a phone if the address names an event', async () => {
    const phone = await Reader.open(browser, system, { viewport: { width: 390, height: 700 } });
    await phone.signIn();
    const id = reader.page.url().split('/').at(-1) ?? '';
    const { items } = (await phone.api('GET', `documents/${id}/events?limit=1`)) as { items: readonly { id: string }[] };
    await phone.page.goto(`${reader.page.url()}#event-${items[0]?.id ?? ''}`);
    await phone.page.locator('.timeline .sought').waitFor();
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 120_000);

  it('lays the recognized words over the photo of a letter', async () => {
    const { page } = reader;
    await reader.go('/documents');
    const lines = ['Dear reader', 'this letter was photographed', 'and its words can be selected'];
    await add(page, 'letter.jpg', 'image/jpeg', await photo({ lines }));
    await page.getByRole('link', { name: text.upload.open }).last().click();
    await eventually(() => page.locator('.textLayer').getByText('photographed').count()).toBe(1);
    await reader.screenshot('document-photo');
  }, 240_000);

  it('says what to do with a PDF that needs a password', async () => {
    const { page } = reader;
    await reader.go('/documents');
    await add(page, 'locked.pdf', 'application/pdf', encryptedPdf({ user: 'secret', owner: 'other' }, 'Hello'));
    await page.getByRole('link', { name: text.upload.open }).last().click();
    await page.getByText(text.documentView.pages.missing.locked).waitFor();
    const panel = page.getByRole('region', { name: text.documentView.pages.title });
    await eventually(() => panel.getByRole('link', { name: text.document.files.original }).count()).toBe(1);
  }, 120_000);

  it('turns a PDF that is dropped among recordings into a document, and says so', async () => {
    const { page } = reader;
    await reader.go('/');
    await add(page, 'letter.pdf', 'application/pdf', await textPdf([['Dear reader', 'this is a letter.']]));
    const upload = page.getByRole('list', { name: text.upload.list }).getByRole('listitem').filter({ hasText: 'letter.pdf' });
    await upload.getByText(text.upload.becomes.documents).waitFor();
    await upload.getByRole('link', { name: text.upload.open }).click();
    await page.waitForURL(/\/documents\//u);
    await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toMatch(/\S/);
  }, 120_000);
});
