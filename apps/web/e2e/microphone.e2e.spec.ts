import type { Session } from '@throughline/api-client';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { Reader } from './testing/reader.js';

const words = text.microphone;

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
const tray = (page: Page): Locator => page.getByRole('region', { name: words.title });
const sounds = (page: Page): Locator => page.getByRole('list', { name: words.sounds }).getByRole('listitem');

/** The time that the page shows, in seconds. */
const readSeconds = async (page: Page): Promise<number> => {
  const [minutes = '0', seconds = '0'] = ((await tray(page).locator('.microphone-time').textContent()) ?? '').split(':');
  return Number(minutes) * 60 + Number(seconds);
};

const hasRecorded = (page: Page, seconds: number): Promise<void> =>
  eventually(() => readSeconds(page)).toBeGreaterThan(seconds - 1);

describe('a recording from the microphone', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true }), openBrowser()]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
  }, 120_000);
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  const allow = (isAllowed: boolean): Promise<void> =>
    isAllowed ? reader.page.context().grantPermissions(['microphone']) : reader.page.context().clearPermissions();

  it('says why it cannot begin', async () => {
    const { page } = reader;
    await allow(false);
    await reader.go('/sessions');
    await button(page, words.record).click();
    await page.getByRole('alert').getByText(words.problems.denied).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
  });

  it('goes on in other views, pauses, and is kept through a reload until it is sent', async () => {
    const { page } = reader;
    await allow(true);
    await reader.go('/sessions');
    await button(page, words.record).click();
    await tray(page).getByText(words.states.recording).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: text.nav.documents }).click();
    await hasRecorded(page, 2);
    await button(page, words.pause).click();
    await tray(page).getByText(words.states.paused).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await button(page, words.resume).click();
    await hasRecorded(page, 7);
    await reader.screenshot('microphone-recording');

    // The page asks before it closes.
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await reader.go('/sessions');
    await eventually(() => sounds(page).count()).toBe(1);
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('microphone-kept');
    await sounds(page)
      .getByRole('button', { name: new RegExp(text.sessions.send) })
      .click();
    await page.waitForURL(/\/sessions\/.+/u);
    await eventually(async () => {
      const session = (await reader.api('GET', `${new URL(page.url()).pathname.slice(1)}/status`)) as Session;
      return session.status;
    }).toBe('completed');
    // The file does not state its length, which the server has found.
    const player = page.getByRole('region', { name: text.recording.results.player });
    await player.getByText(/^0:00 \/ 0:(?!00)/).waitFor();
    await reader.screenshot('microphone-session');
    await reader.go('/sessions');
    await button(page, words.record).waitFor();
    await eventually(() => sounds(page).count()).toBe(0);
  });

  it('shows its length as soon as the server has found it', async () => {
    const { page } = reader;
    let isFound = false;
    await page.route('**/sessions/*/status', async (route) => {
      const answer = await route.fetch();
      const session = (await answer.json()) as Session;
      await route.fulfill({ json: isFound ? session : { ...session, duration_total: null } });
    });
    const { items } = (await reader.api('GET', 'sessions')) as { items: readonly Session[] };
    await reader.go(`/sessions/${items[0]?.session_id ?? ''}`);
    const player = page.getByRole('region', { name: text.recording.results.player });
    // The browser has read all that it reads before it plays.
    await eventually(() => player.locator('audio').evaluate((one: HTMLAudioElement) => one.duration)).toBe(Infinity);
    await player.getByText('0:00', { exact: true }).waitFor();
    isFound = true;
    await eventually(async () => {
      // A window that is shown again reads the session again.
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      return player.getByText(/^0:00 \/ 0:(?!00)/).count();
    }).toBe(1);
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('stops in any view, is named when one signs out, and is deleted after a question', async () => {
    const { page } = reader;
    await allow(true);
    await reader.go('/sessions');
    await button(page, words.record).click();
    await hasRecorded(page, 1);
    await page.getByRole('navigation').getByRole('link', { name: text.nav.documents }).click();
    await button(page, words.stop).click();
    await page.waitForURL(/\/sessions$/u);
    await sounds(page).waitFor();
    await button(page, words.record).click();
    await hasRecorded(page, 1);
    await button(page, words.stop).press('Enter');
    await eventually(() => sounds(page).count()).toBe(2);
    const send = sounds(page).last().getByRole('button').first();
    await eventually(() => send.evaluate((one) => one === document.activeElement)).toBe(true);
    await button(page, text.account.signOut).click();
    await page.getByRole('dialog').getByText(text.unsaved.kinds.sound).first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: text.cancel }).click();
    for (const left of [1, 0]) {
      const remove = sounds(page)
        .first()
        .getByRole('button', { name: new RegExp(`^${words.delete}`) });
      await remove.click();
      await page.getByRole('dialog').getByRole('button', { name: words.delete, exact: true }).click();
      await eventually(() => sounds(page).count()).toBe(left);
    }
    await reader.go('/sessions');
    await button(page, words.record).waitFor();
    await eventually(() => sounds(page).count()).toBe(0);
  });
});
