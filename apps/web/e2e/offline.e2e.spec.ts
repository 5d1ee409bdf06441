import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { createShortTalk } from './testing/files.js';
import { Reader } from './testing/reader.js';

/** The addresses of everything that the browser keeps for the page. */
const listKept = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });

/** Sends a form as another app does that shares with the page. */
async function share(page: Page, words: string, files: readonly ReturnType<typeof createShortTalk>[]): Promise<void> {
  await page.evaluate((shared) => {
    const form = document.createElement('form');
    Object.assign(form, { id: 'shared', method: 'post', action: '/share', enctype: 'multipart/form-data' });
    const [chooser, field] = [document.createElement('input'), document.createElement('input')];
    Object.assign(chooser, { type: 'file', name: 'files', multiple: true });
    Object.assign(field, { name: 'text', value: shared });
    form.append(chooser, field);
    document.body.append(form);
  }, words);
  await page.locator('#shared input[type=file]').setInputFiles([...files]);
  await page.evaluate(() => {
    document.querySelector<HTMLFormElement>('#shared')?.submit();
  });
}

describe('the page as an installed app', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true }), openBrowser()]);
    reader = await Reader.open(browser, system, { serviceWorkers: 'allow' });
    await reader.signIn();
    await reader.page.evaluate(() => navigator.serviceWorker.ready);
  }, 120_000);
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it('opens without a connection, says so, and goes on when there is one', async () => {
    const { page, context } = reader;
    await reader.go('/recordings');
    await page.getByRole('heading', { level: 1, name: text.itemList.kinds.recording }).waitFor();
    await context.setOffline(true);
    await page.reload();
    await page.getByText(text.connection.away).first().waitFor();
    await reader.screenshot('offline');
    await context.setOffline(false);
    await page.getByRole('heading', { level: 1, name: text.itemList.kinds.recording }).waitFor();
    await eventually(() => page.getByText(text.connection.away).count()).toBe(0);
  });

  it('keeps the files of the page, and no answer of the API', async () => {
    const { page } = reader;
    await eventually(async () => (await listKept(page)).includes('/index.html')).toBe(true);
    const kept = await listKept(page);
    expect(kept.filter((path) => !/^\/(assets\/.+|[^/]+\.[a-z]+)$/.test(path))).toEqual([]);
  });

  it('takes over what another app shares', async () => {
    const { page } = reader;
    await share(page, 'Look at this: https://tube.example/watch?v=1', [createShortTalk()]);
    const dialog = page.getByRole('dialog', { name: text.upload.title });
    await dialog.getByText('short-talk.mp4').first().waitFor();
    await eventually(() => dialog.getByRole('textbox', { name: text.upload.address }).inputValue()).toBe(
      'https://tube.example/watch?v=1',
    );
    await reader.screenshot('shared-with-the-page');
    await eventually(async () => (await listKept(page)).filter((path) => path.startsWith('/share'))).toEqual([]);
  });
});
