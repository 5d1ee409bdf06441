import { textPdf } from '@throughline/documents/testing';
import { startSystem, until, type System } from '@throughline/stack/testing';
import type { Browser } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { downloadLink } from './testing/lists.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { choose } from './testing/uploads.js';

const PAGES = [
  ['Invoice 2026-318', 'Total due: EUR 42.00'],
  ['Terms of delivery', 'Goods leave on Mondays.'],
];

interface Item {
  readonly id: string;
  readonly status: string;
  readonly previews: { readonly page_url: string | null };
}

describe('a document that is shared by a link', () => {
  let system: System;
  let browser: Browser;
  let owner: Reader;
  let id: string;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser()]);
    owner = await Reader.open(browser, system);
    await owner.signIn();
    await owner.go('/documents');
    const buffer = Buffer.from(await textPdf(PAGES));
    await choose(owner.page, { name: 'invoice.pdf', mimeType: 'application/pdf', buffer });
    const read = async (): Promise<Item | undefined> =>
      ((await owner.api('GET', 'documents')) as { readonly items: readonly Item[] }).items[0];
    await until(
      async () => {
        const item = await read();
        return item?.status === 'completed' && item.previews.page_url !== null;
      },
      { what: 'a processed document with the image of its first page' },
    );
    id = (await read())?.id ?? '';
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  const visit = async (download: boolean): Promise<Reader> => {
    const { url } = (await owner.api('POST', `documents/${id}/share-links`, { download })) as { url: string };
    const guest = await Reader.open(browser, system, { viewport: { width: 1280, height: 800 } });
    await guest.page.goto(url);
    return guest;
  };

  it('shows its pages, the text of each, and downloads', async () => {
    const guest = await visit(true);
    const { page } = guest;
    const { pages } = text.documentView;
    await page.locator('.sheet-image canvas').waitFor();
    await guest.screenshot('shared-document');
    expect(await findInAllLooks(page)).toEqual([]);
    await page.getByRole('button', { name: pages.next }).click();
    await page.getByRole('button', { name: pages.modes.text, exact: true }).click();
    await page.getByText('Goods leave on Mondays.').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), downloadLink(page, 'document', 'PDF').click()]);
    expect(file.suggestedFilename()).toBe('document.pdf');
    expect(await measureOverhang(page)).toBe(0);
    expect(guest.faults).toEqual([]);
    await guest.close();
  }, 120_000);

  it('shows its first page and its text without downloads, and fetches no file', async () => {
    const guest = await visit(false);
    const { page } = guest;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await page.getByText(text.sharing.page.onlyFirstPage).waitFor();
    await page.getByText('Goods leave on Mondays.').waitFor();
    const picture = page.getByRole('img', { name: /\S/u });
    await page.waitForFunction((image) => (image as HTMLImageElement).naturalWidth > 0, await picture.elementHandle());
    expect(await findInAllLooks(page)).toEqual([]);
    await guest.screenshot('shared-document-first-page');
    expect(asked.filter((address) => address.endsWith('.pdf'))).toEqual([]);
    expect(guest.faults).toEqual([]);
    await guest.close();
  }, 120_000);
});
