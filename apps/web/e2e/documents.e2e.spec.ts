import { textPdf } from '@throughline/documents/testing';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { Reader, findSeriousFindings } from './testing/reader.js';
import { choose } from './testing/uploads.js';
import { wordOf } from './testing/word-of.js';

const rowOf = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: text.document.title }).getByRole('listitem').filter({ hasText: title });

const add = (page: Page, name: string, mimeType: string, bytes: Uint8Array): Promise<void> =>
  choose(page, { name, mimeType, buffer: Buffer.from(bytes) });

describe('documents on the page', () => {
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
    await page.getByText(text.document.emptyTitle).waitFor();
    const bytes = await textPdf([['Invoice for electricity', 'Musterstadt, 3 March 2026', 'Please pay within two weeks.']]);
    await add(page, 'electricity.pdf', 'application/pdf', bytes);
    await page.getByRole('link', { name: text.upload.open }).click();
    await page.getByRole('heading', { level: 2, name: text.document.steps.title }).waitFor();
    const steps = page.getByRole('region', { name: text.document.steps.title });
    for (const name of [
      text.step.hash_file,
      text.step.extract_text,
      text.step.extract_metadata_with_gpt,
      text.step.send_to_all_destinations,
    ])
      await steps.getByText(name, { exact: true }).waitFor();
    await page.locator('.recording-title').getByText(wordOf(text.document.status, 'completed')).waitFor();
    await eventually(() => page.getByText(text.document.mainDone(8, 8)).count()).toBeGreaterThan(0);
    await page.getByText(text.document.found.local).waitFor();
    await reader.screenshot('document');
    expect(await findSeriousFindings(page)).toEqual([]);
  }, 180_000);

  it('offers the finished document, and explains its status', async () => {
    const { page } = reader;
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: text.document.files.finished }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.pdf$/u);
    await page.getByText(text.recording.why.title).first().click();
    await page.locator('.why-block').first().waitFor();
    await eventually(() =>
      page.getByRole('region', { name: text.recording.timeline.title }).getByRole('listitem').count(),
    ).toBeGreaterThan(8);
  }, 120_000);

  it('shows in the list and at the step why a file is unreadable', async () => {
    const { page } = reader;
    await reader.go('/documents');
    await add(page, 'torn.pdf', 'application/pdf', Buffer.from([0, 1, 2, 3, 255, 254, 0, 9, 200, 13]));
    const row = rowOf(page, 'torn');
    await row.getByText(wordOf(text.document.status, 'failed')).waitFor();
    await page.getByRole('button', { name: wordOf(text.document.views, 'failed') }).click();
    await rowOf(page, 'electricity').waitFor({ state: 'detached' });
    expect(await findSeriousFindings(page)).toEqual([]);
    await reader.screenshot('documents');
    await row.getByRole('link').click();
    await page.locator('.step.failed').getByText(text.step.create_file_record).waitFor();
  }, 120_000);

  it('shows pushed steps while requests are not answered', async () => {
    const { page } = reader;
    await reader.go('/documents');
    await page.getByText(/^Live\b/u).waitFor();
    await rowOf(page, 'torn').getByRole('link').click();
    await page.locator('.step.failed').waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    await page.route(new RegExp(`/api/v1/documents/${id}$`, 'u'), () => undefined);
    await reader.api('POST', `documents/${id}/reset`, {});
    await page.locator('.step.failed').waitFor({ state: 'detached' });
    await eventually(() => page.locator('.recording-title').getByText(wordOf(text.document.status, 'pending')).count()).toBe(1);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
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
