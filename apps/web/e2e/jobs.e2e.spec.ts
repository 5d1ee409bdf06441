import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { createShortTalk } from './testing/files.js';
import { Reader, measureOverhang } from './testing/reader.js';
import { wordOf } from './testing/word-of.js';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const JOB = 'Weekday lectures';

const addressOf = (server: Server): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

/** Serves an RSS feed of today's episodes, and the same video under every other path. */
async function serveFeed(titles: readonly string[]): Promise<Server> {
  const { buffer, mimeType } = createShortTalk();
  const server = createServer(({ url }, response) => {
    if (url !== '/feed.xml') {
      response.writeHead(200, { 'content-type': mimeType, 'content-length': buffer.byteLength }).end(buffer);
      return;
    }
    const items = titles.map(
      (title, index) =>
        `<item><title>${title}</title><guid>${String(index)}</guid><pubDate>${new Date().toUTCString()}</pubDate>` +
        `<enclosure url="${addressOf(server)}/${String(index)}.mp4" length="${String(buffer.byteLength)}" type="${mimeType}"/></item>`,
    );
    const xml = `<?xml version="1.0"?><rss version="2.0"><channel><title>Show</title>${items.join('')}</channel></rss>`;
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(xml);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('jobs on the page', () => {
  let feed: Server;
  let system: System;
  let browser: Browser;
  let reader: Reader;
  let page: Page;
  beforeAll(async () => {
    feed = await serveFeed(['Algebra II', 'Office hour']);
    const fetching = { TL_FETCH_ALLOW: '127.0.0.1' };
    [system, browser] = await Promise.all([startSystem({ env: { gateway: fetching, ingest: fetching } }), openBrowser()]);
    reader = await Reader.open(browser, system, { reducedMotion: 'reduce', viewport: DESKTOP });
    page = reader.page;
    await reader.api('POST', 'templates', { name: 'Lecture', matching_rules: { title_pattern: 'algebra' } });
    await reader.api('POST', 'sources', { name: 'Podcast', type: 'feed', settings: { address: `${addressOf(feed)}/feed.xml` } });
    await reader.signIn();
    await reader.go('/automations/jobs');
  }, 120_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
    feed.close();
    feed.closeAllConnections();
  }, 60_000);

  const line = (): Locator =>
    page.getByRole('list', { name: settingsText.jobs.title, exact: true }).locator('> li').filter({ hasText: JOB });
  /** Checks the page as it is now, on a desktop and on a phone. */
  const look = async (name: string): Promise<void> => {
    await page.waitForFunction(() => document.querySelector('.skeleton') === null);
    for (const [device, size] of [['phone', PHONE] as const, ['desktop', DESKTOP] as const]) {
      await page.setViewportSize(size);
      await reader.screenshot(`jobs-${name}-${device}`);
      expect([name, device, await measureOverhang(page)]).toEqual([name, device, 0]);
    }
    expect([name, await findInAllLooks(page)]).toEqual([name, []]);
  };

  it('are created with the keyboard, and say in words when they run', async () => {
    await page.getByText(settingsText.jobs.emptyTitle).waitFor();
    await page.getByRole('button', { name: settingsText.jobs.add, exact: true }).press('Enter');
    await page.getByRole('dialog').getByLabel(settingsText.jobs.name).fill(JOB);
    await page.getByRole('dialog').getByLabel('Lecture').press('Space');
    await page.getByRole('dialog').getByLabel(settingsText.jobs.when).selectOption('weekdays');
    await page.getByRole('dialog').getByLabel(settingsText.jobs.time, { exact: true }).fill('08:30');
    for (const day of [settingsText.jobs.weekdays.mon, settingsText.jobs.weekdays.tue, settingsText.jobs.weekdays.wed])
      await page.getByRole('dialog').getByLabel(day).press('Space');
    await page.getByRole('dialog').getByLabel(settingsText.jobs.zone).fill('Europe/Berlin');
    await look('form');
    await page.getByRole('dialog').getByLabel(settingsText.jobs.name).press('Enter');
    const { at, shortDays, readsAll } = settingsText.jobs;
    const times = at(`${shortDays.mon}–${shortDays.wed}`, '08:30');
    await line().getByText(`${times} (Europe/Berlin) · Lecture · ${readsAll}`).waitFor();
    await eventually(() => line().getByText(settingsText.jobs.neverRun).isVisible()).toBe(true);
  }, 120_000);

  it('preview what their sources would bring, and change nothing', async () => {
    await line()
      .getByRole('button', { name: settingsText.jobs.previewOf(JOB) })
      .press('Enter');
    const dialog = page.getByRole('dialog');
    const { wouldBring, newVerdicts, reasons, withTemplate } = settingsText.jobs;
    await dialog.getByText(wouldBring(2)).waitFor();
    await eventually(() => dialog.getByRole('listitem').filter({ hasText: 'Algebra II' }).textContent()).toMatch(
      new RegExp(`${wordOf(newVerdicts, 'start')}.*${withTemplate('Lecture')}`, 'u'),
    );
    await eventually(() => dialog.getByRole('listitem').filter({ hasText: 'Office hour' }).textContent()).toMatch(
      new RegExp(`${wordOf(newVerdicts, 'import')}.*${wordOf(reasons, 'no-template')}`, 'u'),
    );
    await look('preview');
    expect(await reader.api('GET', 'recordings')).toMatchObject({ items: [] });
    await dialog.getByRole('button', { name: settingsText.jobs.runNow }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
  }, 120_000);

  it('show what a run brought and started, with links and reasons', async () => {
    await line()
      .getByText(`${settingsText.jobs.hasBrought(2)} · ${settingsText.jobs.hasStarted(1)}`)
      .waitFor();
    await line().getByText(settingsText.jobs.details).press('Enter');
    const brought = line().getByRole('list', { name: settingsText.jobs.broughtItems });
    await brought.getByText(settingsText.jobs.importedOnly(wordOf(settingsText.jobs.reasons, 'no-template'))).waitFor();
    await eventually(() => brought.getByRole('link').allTextContents()).toEqual(['Algebra II', 'Office hour']);
    await look('details');
    await line().getByRole('list', { name: settingsText.jobs.selectedItems }).getByRole('link', { name: 'Algebra II' }).click();
    await page.getByRole('heading', { level: 1, name: 'Algebra II' }).waitFor();
    await page.goBack();
  }, 120_000);

  it('are filtered by state, source and template, and the address keeps the filter', async () => {
    const filters = page.getByRole('search', { name: settingsText.jobs.filters });
    await filters.getByLabel(settingsText.jobs.template).selectOption('Lecture');
    await filters.getByLabel(settingsText.jobs.state).selectOption(settingsText.jobs.states.off);
    await page.getByText(settingsText.jobs.noneFit).waitFor();
    expect(new URL(page.url()).search).toBe('?show=off&template=1');
    await page.reload();
    await page.getByRole('button', { name: settingsText.jobs.clearFilters }).press('Enter');
    await line().waitFor();
  }, 120_000);

  it('are edited in every setting', async () => {
    await line().getByLabel(settingsText.jobs.editOf(JOB)).press('Enter');
    await page.getByRole('dialog').getByLabel(text.status.SKIPPED).press('Space');
    await page.getByRole('dialog').getByLabel(settingsText.jobs.excludeBlank).press('Space');
    await page.getByRole('dialog').getByLabel(settingsText.jobs.syncDays).fill('9');
    await page
      .getByRole('dialog')
      .getByLabel(text.templates.processing.transcription.enable_transcription.label)
      .selectOption('off');
    await look('edit');
    await page.getByRole('dialog').getByRole('button', { name: settingsText.jobs.save }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: settingsText.jobs.save }).waitFor({ state: 'detached' });
    const { items } = (await reader.api('GET', 'jobs')) as { readonly items: readonly object[] };
    expect(items).toMatchObject([
      {
        sync_config: { sync_days: 9 },
        filters: { status: ['INITIALIZED', 'SKIPPED'], exclude_blank: false },
        processing_config: { transcription: { enable_transcription: false } },
      },
    ]);
  }, 120_000);
});
