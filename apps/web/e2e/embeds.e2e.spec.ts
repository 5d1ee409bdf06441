import { startSystem, until, type System } from '@throughline/stack/testing';
import type { Browser, FrameLocator, Locator } from 'playwright-core';
import { embedWords as germanWords } from '#src/texts/de/embeds.js';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { startHostPage, type HostPage } from './testing/host-page.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { startFakeEngines, uploadFilm, uploadTalk, type FakeEngines } from './testing/speech.js';

const words = settingsText.embeds;
const TITLE = 'From the garden';

describe('an embed', () => {
  let system: System;
  let browser: Browser;
  let engines: FakeEngines;
  let owner: Reader;
  let guest: Reader;
  let school: HostPage;
  let other: HostPage;
  const at = { html: '', url: '' };

  beforeAll(async () => {
    engines = await startFakeEngines();
    [school, other] = await Promise.all([startHostPage(() => at.html), startHostPage(() => at.html)]);
    [system, browser] = await Promise.all([startSystem({ env: { processing: engines.env } }), openBrowser()]);
    owner = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    guest = await Reader.open(browser, system, { reducedMotion: 'reduce', locale: 'en-GB' });
    await untilReady(await uploadTalk(system));
    await owner.signIn();
  }, 180_000);
  afterEach(() => {
    expect(owner.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
    await Promise.all([engines.close(), school.close(), other.close()]);
  }, 60_000);

  const untilReady = async (id: string): Promise<void> => {
    await until(async () => ((await owner.api('GET', `recordings/${id}`)) as { status: string }).status === 'READY', {
      what: 'READY',
    });
  };
  const line = (): Locator =>
    owner.page.getByRole('list', { name: words.title, exact: true }).locator('> li').filter({ hasText: TITLE });
  const confirm = async (title: string, name: string): Promise<void> => {
    const question = owner.page.getByRole('dialog', { name: title });
    await question.getByRole('button', { name, exact: true }).click();
  };
  const look = async ({ page }: Reader, name: string, widths: readonly number[]): Promise<void> => {
    expect(await findInAllLooks(page)).toEqual([]);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 860 });
      await owner.screenshot(`embeds-${name}-${String(width)}`, page);
      expect([name, width, await measureOverhang(page)]).toEqual([name, width, 0]);
    }
  };
  const frame = (): FrameLocator => guest.page.frameLocator('iframe');
  /** Returns what the console of the browser says about the frame of a site. */
  const visitRefused = async ({ origin }: HostPage): Promise<string> => {
    const refusal = guest.page.waitForEvent('console', (message) => /frame-ancestors/u.test(message.text()));
    await guest.page.goto(origin);
    return (await refusal).text();
  };

  it('is made with the sites that may show it', async () => {
    const { page } = owner;
    await owner.go('/settings/embeds');
    await page.getByText(words.emptyTitle).waitFor();
    await page.getByRole('button', { name: words.add }).click();
    const form = page.getByRole('dialog', { name: words.add });
    await form.getByLabel(words.fields.title).fill(TITLE);
    await form.getByLabel(words.fields.origins).fill('https://*.example');
    await form.getByRole('button', { name: words.add }).click();
    await form.getByText(/wildcards are not supported/u).waitFor();
    await look(owner, 'form', [390, 1_280]);
    await form.getByLabel(words.fields.origins).fill(school.origin);
    await form.getByRole('button', { name: words.add }).click();
    const code = page.locator('main').getByRole('status').locator('code');
    await code.waitFor();
    at.html = (await code.textContent()) ?? '';
    at.url = /src="([^"]+)"/u.exec(at.html)?.[1] ?? '';
    expect(at.url).toMatch(new RegExp(`^${system.url}/embed/[\\w-]{43}$`, 'u'));
    await look(owner, 'made', [390, 1_280]);
  }, 120_000);

  it('plays in a page of its site, without cookies, and if the browser refuses storage', async () => {
    const { page } = guest;
    await page.addInitScript(() => {
      if (window === window.top) return;
      const get = (): never => {
        throw new DOMException('storage is refused', 'SecurityError');
      };
      for (const name of ['sessionStorage', 'localStorage', 'indexedDB']) Object.defineProperty(window, name, { get });
    });
    await page.goto(school.origin);
    await frame().getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await frame().getByRole('heading', { level: 2, name: 'In the garden' }).waitFor();
    const passage = frame().locator('.segment').filter({ hasText: 'Tomatoes need' });
    await passage.getByRole('button', { name: text.recording.results.seek('0:32') }).click();
    const second = (): Promise<number> =>
      frame()
        .locator('video')
        .evaluate((video: HTMLVideoElement) => video.currentTime);
    await eventually(() => second().then((now) => now > 32)).toBe(true);
    await frame().locator('.segment[aria-current]').filter({ hasText: 'Tomatoes need' }).waitFor();
    const storage = frame()
      .locator('html')
      .evaluate(() => {
        try {
          return sessionStorage.length;
        } catch (error) {
          return (error as DOMException).name;
        }
      });
    expect([await storage, guest.faults]).toEqual(['SecurityError', []]);
    expect(await page.context().storageState()).toEqual({ cookies: [], origins: [] });
    await owner.screenshot('embeds-framed', page);
  }, 120_000);

  it('is refused by the browser in a page of another site, until that site is named', async () => {
    expect(await visitRefused(other)).toContain('frame-ancestors');
    await line()
      .getByRole('button', { name: words.editOf(TITLE) })
      .click();
    const form = owner.page.getByRole('dialog', { name: words.editOf(TITLE) });
    await form.getByLabel(words.fields.origins).fill(other.origin);
    await form.getByRole('button', { name: words.save }).click();
    await line().getByText(other.origin).waitFor();
    await guest.page.goto(other.origin);
    await frame().getByRole('heading', { level: 1, name: TITLE }).waitFor();
    expect(await visitRefused(school)).toContain('frame-ancestors');
  }, 120_000);

  it('asks for later recordings, and plays each that is approved', async () => {
    await untilReady(await uploadFilm(system));
    const { page } = guest;
    await page.goto(at.url);
    const shown = page.getByRole('heading', { level: 2, name: 'In the garden' });
    await shown.waitFor();
    await line().getByText(words.items.label, { exact: true }).click();
    await line()
      .getByRole('button', { name: words.items.approveOf('A film') })
      .click();
    await line().getByText(words.items.noneWaiting).waitFor();
    // After a failure the player reads the list again. The later recording is first in it, and the shown one stays.
    await page.locator('video').dispatchEvent('error');
    const list = page.getByRole('navigation', { name: words.page.recordings });
    await list.getByRole('button', { name: /A film/u }).waitFor();
    await list.locator('[aria-current]').filter({ hasText: 'In the garden' }).waitFor();
    await shown.waitFor();
    await list.getByRole('button', { name: /A film/u }).click();
    await page.getByRole('status').filter({ hasText: 'A film' }).waitFor({ state: 'attached' });
    await list.getByRole('button', { name: /In the garden/u }).focus();
    await page.keyboard.press('Enter');
    await shown.waitFor();
    await page.locator('.segment').first().waitFor();
    await eventually(() => list.getByRole('button').count()).toBe(2);
    await look(guest, 'player', [320, 390, 1_280]);
    const german = await Reader.open(browser, system, { locale: 'de-DE' });
    await german.page.goto(at.url);
    await german.page.getByRole('navigation', { name: germanWords.page.recordings }).waitFor();
    expect(german.faults).toEqual([]);
    await german.close();
  }, 240_000);

  it('ends with the next request', async () => {
    await line()
      .getByRole('button', { name: words.revoke.deleteOf(TITLE) })
      .click();
    await confirm(words.revoke.deleteTitle(TITLE), words.revoke.delete);
    await line().getByText(words.states.revoked, { exact: true }).waitFor();
    const answer = await fetch(at.url);
    expect([answer.status, answer.headers.get('x-frame-options')]).toEqual([404, 'DENY']);
    await guest.page.goto(at.url);
    await guest.page.getByRole('heading', { name: words.page.unavailable }).waitFor();
    await look(guest, 'ended', [390]);
    expect(await visitRefused(other)).toContain('frame-ancestors');
  }, 120_000);
});
