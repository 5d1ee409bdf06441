import { startSystem, until, type System } from '@throughline/stack/testing';
import type { Browser } from 'playwright-core';
import { fileText } from '#src/texts/file-text.js';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { LOOKS } from './testing/looks.js';
import { playedTo } from './testing/playback.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { startFakeEngines, uploadTalk, type FakeEngines } from './testing/speech.js';
import { ANY, matching } from './testing/word-of.js';

const PASSWORD = 'three green tomatoes';
/** Bytes of a piece of a file. */
const PIECE = 128 * 1024;

describe('a recording that is shared by a link', () => {
  let system: System;
  let browser: Browser;
  let engines: FakeEngines;
  let owner: Reader;
  let talk: string;

  beforeAll(async () => {
    engines = await startFakeEngines();
    [system, browser] = await Promise.all([startSystem({ env: { processing: engines.env } }), openBrowser()]);
    owner = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    talk = await uploadTalk(system);
    await until(async () => ((await owner.api('GET', `recordings/${talk}`)) as { status: string }).status === 'READY', {
      what: 'READY',
    });
    await owner.signIn();
  }, 120_000);
  afterEach(() => {
    expect(owner.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
    await engines.close();
  }, 60_000);

  const createLink = async (): Promise<string> => {
    await owner.page.getByRole('button', { name: text.sharing.title, exact: true }).click();
    const panel = owner.page.getByRole('dialog', { name: text.sharing.dialog });
    await panel.getByText(text.sharing.none).waitFor();
    await panel.getByLabel(text.sharing.password).fill(PASSWORD);
    await panel.getByLabel(text.sharing.download).uncheck();
    await panel.getByRole('button', { name: text.sharing.create }).click();
    const url = (await panel.locator('code').textContent()) ?? '';
    await panel.getByText(text.sharing.withPassword).waitFor();
    await until(async () => (await panel.getByLabel(text.sharing.password).inputValue()) === '', { what: 'an empty form' });
    return url;
  };

  it('plays for a person without an account, until it is revoked', async () => {
    await owner.go(`/recordings/${talk}`);
    const url = await createLink();
    expect(url).toContain(`${system.url}/s#`);
    expect(await findInAllLooks(owner.page)).toEqual([]);
    await owner.screenshot('share-panel');

    const guest = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    const { page } = guest;
    await page.goto(url);
    await page.getByRole('heading', { name: text.sharing.page.locked }).waitFor();
    await guest.screenshot('shared-locked');
    const password = page.getByRole('textbox', { name: text.sharing.page.password });
    await password.fill('something else');
    await password.press('Enter');
    await page.getByRole('alert').waitFor();
    await password.fill(PASSWORD);
    await password.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'In the garden' }).waitFor();
    await page
      .locator('.segment')
      .filter({ hasText: 'Tomatoes need' })
      .getByRole('button', { name: text.recording.results.seek('0:32') })
      .click();
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 32);
    await page.locator('.segment[aria-current]').filter({ hasText: 'Tomatoes need' }).waitFor();
    await page.getByRole('button', { name: /What stays/ }).click();
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 64);
    // A version for browsers that is made meanwhile waits for a pause.
    const video = page.locator('video');
    let reads = 0;
    await page.route(/\/api\/v1\/shared\/[^/]+$/u, async (route) => {
      const answer = await route.fetch();
      const item = (await answer.json()) as { readonly files: readonly { readonly url: string }[] };
      const files = item.files.map((file) => ({ ...file, url: file.url.replace(/video\.mp4$/u, 'web.mp4') }));
      await route.fulfill({ json: { ...item, files } });
      reads += 1;
    });
    await page.route('**/files/web.mp4', (route) =>
      route.continue({ url: route.request().url().replace('web.mp4', 'video.mp4') }),
    );
    await eventually(async () => {
      // A window that is shown again reads the item again.
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      return reads;
    }).toBeGreaterThan(1);
    await eventually(() => playedTo(page).then((second) => second > 65)).toBe(true);
    await eventually(() => video.getAttribute('src')).toMatch(/video\.mp4$/u);
    await page.keyboard.press('k');
    await eventually(() => video.getAttribute('src')).toMatch(/web\.mp4$/u);
    await eventually(() => playedTo(page).then((second) => second > 65)).toBe(true);
    await page.unrouteAll({ behavior: 'wait' });
    // A reload asks for no password again.
    await page.reload();
    await page.locator('.segment').first().waitFor();
    // The page of a guest shows nothing of the owner and leads nowhere else.
    await eventually(() => page.getByRole('link', { name: matching(`${fileText.download}${ANY}`) }).count()).toBe(0);
    await eventually(() => page.getByRole('navigation').count()).toBe(0);
    for (const [name, { viewport, colorScheme }] of LOOKS) {
      if (viewport) await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: colorScheme ?? null });
      // Colours change slowly.
      await page.reload();
      await page.locator('.segment').first().waitFor();
      const found = await findAccessibilityFindings(page);
      expect({ name, found, overhang: await measureOverhang(page) }).toEqual({ name, found: [], overhang: 0 });
      await guest.screenshot(`shared-${name}`);
    }

    const panel = owner.page.getByRole('dialog', { name: text.sharing.dialog });
    await panel.getByRole('button', { name: matching(text.sharing.revoke.deleteOf(ANY)) }).click();
    const question = owner.page.getByRole('dialog', { name: matching(text.sharing.revoke.deleteTitle(ANY)) });
    await question.getByRole('button', { name: text.sharing.revoke.delete }).click();
    await panel.getByText(text.sharing.states.revoked, { exact: true }).waitFor();
    // A dead link is not offered for copying any more.
    await panel.getByText(text.sharing.created).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: text.sharing.page.invalid }).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    expect(guest.faults).toEqual([]);
  }, 120_000);

  it('plays on when the version for browsers takes the place of the original', async () => {
    const { url } = (await owner.api('POST', `recordings/${talk}/share-links`, { download: false })) as { url: string };
    const guest = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    const { page } = guest;
    let isReplaced = false;
    let bytes: Buffer | undefined;
    // Small pieces, so that the player needs the rest later.
    await page.route('**/files/video.mp4', async (route) => {
      bytes ??= await (await route.fetch({ headers: { ...route.request().headers(), range: 'bytes=0-' } })).body();
      if (isReplaced) return route.fulfill({ status: 404, json: { code: 'not-found' } });
      const start = Number(/bytes=(\d+)-/u.exec(route.request().headers()['range'] ?? '')?.[1] ?? 0);
      const body = bytes.subarray(start, start + PIECE);
      const range = `bytes ${String(start)}-${String(start + body.length - 1)}/${String(bytes.length)}`;
      return route.fulfill({
        status: 206,
        body,
        headers: { 'content-type': 'video/mp4', 'accept-ranges': 'bytes', 'content-range': range },
      });
    });
    await page.route('**/files/web.mp4', (route) => route.fulfill({ status: 200, contentType: 'video/mp4', body: bytes ?? '' }));
    await page.route(/\/api\/v1\/shared\/(?:open|[^/]+)$/u, async (route) => {
      const answer = await route.fetch();
      const item = (await answer.json()) as { readonly files: readonly { readonly url: string }[] };
      const files = item.files.map((file) => ({ ...file, url: file.url.replace(/video\.mp4$/u, 'web.mp4') }));
      await route.fulfill({ json: isReplaced ? { ...item, files } : item });
    });
    await page.goto(url);
    const video = page.locator('video');
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 0);
    isReplaced = true;
    await page.getByRole('button', { name: /What stays/ }).click();
    await eventually(() => video.getAttribute('src')).toMatch(/web\.mp4$/u);
    await eventually(() => playedTo(page).then((second) => second > 64)).toBe(true);
    await eventually(() => video.evaluate(({ paused }: HTMLVideoElement) => paused)).toBe(false);
    expect(guest.faults).toEqual([]);
    await guest.close();
  }, 120_000);

  it('explains a link that was copied in part', async () => {
    const guest = await Reader.open(browser, system);
    await guest.go('/s');
    await guest.page.getByText(text.sharing.page.incomplete).waitFor();
    await guest.go('/s#abc');
    await guest.page.getByRole('heading', { name: text.sharing.page.invalid }).waitFor();
    expect(guest.faults).toEqual([]);
  }, 120_000);
});
