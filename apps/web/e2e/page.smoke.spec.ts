import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { createShortTalk } from './testing/files.js';
import { Reader } from './testing/reader.js';
import { choose, rowOf, uploadOf } from './testing/uploads.js';

let system: System;
let browser: Browser;
beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await system.close();
}, 60_000);

describe('signing in to the page', () => {
  it('shows a signed-out user how to sign in, at any address', async () => {
    const stranger = await Reader.open(browser, system);
    for (const path of ['/', '/settings', '/recordings/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11']) {
      await stranger.go(path);
      await stranger.page.getByRole('heading', { name: text.signIn.title }).waitFor();
      expect(new URL(stranger.page.url()).pathname).toBe('/sign-in');
    }
    await eventually(() => stranger.page.getByText(text.signIn.command).isVisible()).toBe(true);
    await stranger.screenshot('signed-out');
    expect(stranger.complaints).toEqual([]);
    await stranger.close();
  }, 120_000);

  it('accepts a link once: another browser is refused and told what to do', async () => {
    const [reader, other] = [await Reader.open(browser, system), await Reader.open(browser, system)];
    const link = await reader.link();
    await reader.page.goto(link);
    await reader.page.getByRole('heading', { level: 1, name: text.itemList.title }).waitFor();
    // The code is removed from the address, so it does not stay in the history.
    expect(reader.page.url()).toBe(`${system.url}/`);
    await other.page.goto(link);
    await other.page.getByRole('heading', { name: text.signIn.refused }).waitFor();
    await eventually(() => other.page.getByText(text.signIn.command).isVisible()).toBe(true);
    await eventually(() => other.page.getByText(text.signIn.refusedHint).isVisible()).toBe(true);
    await other.screenshot('used-link');
    await reader.page.reload();
    await reader.page.getByRole('heading', { level: 1, name: text.itemList.title }).waitFor();
    await Promise.all([reader.close(), other.close()]);
  }, 120_000);
});

describe('adding a recording on the page', () => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await Reader.open(browser, system);
    await reader.signIn();
  }, 60_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });

  it('fetches at most 200 KB of scripts and styles for the first view', async () => {
    const { page } = reader;
    await page.reload();
    await page.getByRole('heading', { level: 1, name: text.itemList.title }).waitFor();
    const sizes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\/assets\/.*\.(js|css)$/.test(name))
        // A file from the cache has no transferred bytes, so the size of its compressed form counts.
        .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize),
    );
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes).not.toContain(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
  });

  it('can be installed as an app, with icons of the sizes that it names', async () => {
    const { page } = reader;
    const line = await page.context().newCDPSession(page);
    const { url, errors, data = '' } = await line.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { icons, start_url: start } = JSON.parse(data) as {
      readonly icons: readonly { readonly src: string; readonly sizes: string }[];
      readonly start_url: string;
    };
    expect(new URL(start, url).href).toBe(`${system.url}/`);
    const measured = await page.evaluate(
      ({ base, sources }) =>
        Promise.all(
          sources.map(async (source) => {
            const image = new Image();
            image.src = new URL(source, base).href;
            await image.decode();
            return source.endsWith('.svg') ? 'any' : `${String(image.naturalWidth)}x${String(image.naturalHeight)}`;
          }),
        ),
      { base: url, sources: icons.map(({ src }) => src) },
    );
    expect(measured).toEqual(icons.map(({ sizes }) => sizes));
  });

  it('shows a view at an address that it cannot read, and says what is wrong with it', async () => {
    const { page } = reader;
    await reader.go('/search?q=a%00b');
    await page.getByText('The query of the address contains a NUL character').waitFor();
    await reader.go('/recordings/%zz');
    await eventually(() => page.getByRole('searchbox', { name: text.search.field }).isVisible()).toBe(true);
    await reader.go('/');
  }, 120_000);

  it('takes a file through every step to the end, live and without a reload', async () => {
    const { page } = reader;
    await reader.go('/recordings');
    await choose(page, createShortTalk());
    await uploadOf(page, 'short-talk.mp4').getByText(text.upload.state.done).waitFor();
    const row = rowOf(page, 'short-talk');
    await row.waitFor();
    await reader.screenshot('in-the-works');
    await row.getByText(text.status.READY).waitFor({ timeout: 120_000 });
    expect(await findInAllLooks(page)).toEqual([]);
    await uploadOf(page, 'short-talk.mp4').getByRole('link', { name: text.upload.open }).click();
    await page.waitForURL(/\/recordings\/.+/);
    await page.goBack();
  }, 180_000);

  it('links a duplicate file to the existing recording', async () => {
    const { page } = reader;
    await choose(page, { ...createShortTalk(), name: 'the same under another name.mp4' });
    const upload = uploadOf(page, 'the same under another name.mp4');
    await upload.getByText(text.upload.state.duplicate).waitFor();
    await reader.screenshot('duplicate');
    const existing = await upload.getByRole('link', { name: text.upload.openExisting }).getAttribute('href');
    await eventually(() => rowOf(page, 'short-talk').getByRole('link').first().getAttribute('href')).toBe(existing);
    await upload.getByRole('button', { name: text.upload.dismiss }).click();
    await upload.waitFor({ state: 'detached' });
  }, 120_000);
});
