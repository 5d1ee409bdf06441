import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from './testing/browser.js';
import { overhang, Reader, seriousFindings } from './testing/reader.js';
import { slowly, startTrial } from './testing/trials.js';

const LONG = 'A recording whose title somebody has pasted a whole abstract into, '.repeat(4).trim();
const UNBROKEN = `${'Donaudampfschifffahrtsgesellschaft'.repeat(6)}.mp4`;
const HEBREW = 'הרצאה על גאות ושפל (2026)';

/** The pages that everybody sees, each with what shows that it is drawn. */
const PAGES: readonly (readonly [string, string, string])[] = [
  ['recordings', '/', 'Recordings'],
  ['nothing-found', '/?q=no+such+title', 'Recordings'],
  ['sessions', '/sessions', 'Sessions'],
  ['settings', '/settings', 'Settings'],
  ['not-found', '/nowhere', 'There is nothing here'],
];

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }],
];

describe('the page, for everybody', () => {
  let system: System;
  let browser: Browser;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true }), openBrowser()]);
    const owner = await Reader.open(browser, system);
    await startTrial(owner, { title: LONG });
    await startTrial(owner, { title: UNBROKEN });
    await startTrial(owner, {
      title: HEBREW,
      stages: { TRANSCRIBE: { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', retryable: false }] } },
    });
    await owner.signIn();
    for (const title of [LONG, UNBROKEN]) {
      await owner.page.getByRole('listitem').filter({ hasText: title }).getByText('Ready').waitFor();
    }
    await startTrial(owner, { title: 'Under way', stages: { TRANSCRIBE: slowly(60_000) } });
    await owner.page.getByRole('listitem').filter({ hasText: 'Under way' }).getByRole('progressbar').waitFor();
    await owner.close();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  const settled = async (page: Page, heading: string): Promise<void> => {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    // What fades and fills would be measured half way.
    await page.waitForFunction(() => document.querySelector('.skeleton') === null);
  };

  it.each(LOOKS)(
    'has no serious finding of an accessibility checker, and nothing that hangs over: %s',
    async (look, options) => {
      const reader = await Reader.open(browser, system, { reducedMotion: 'reduce', ...options });
      await reader.page.goto(`${system.url}/sign-in`);
      await settled(reader.page, 'Sign in');
      expect(await seriousFindings(reader.page)).toEqual([]);
      await reader.signIn();
      for (const [name, path, heading] of PAGES) {
        await reader.go(path);
        await settled(reader.page, heading);
        await reader.screenshot(`${name}-${look}`);
        expect([name, await seriousFindings(reader.page)]).toEqual([name, []]);
        expect([name, await overhang(reader.page)]).toEqual([name, 0]);
      }
      expect(reader.complaints).toEqual([]);
      await reader.close();
    },
    120_000,
  );

  it('has no serious finding with a menu and a question open', async () => {
    const reader = await Reader.open(browser, system, { colorScheme: 'dark', reducedMotion: 'reduce' });
    await reader.signIn();
    await reader.page.getByRole('button', { name: 'Actions for Under way' }).click();
    await reader.page.getByRole('menu').waitFor();
    expect(await seriousFindings(reader.page)).toEqual([]);
    await reader.page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    await reader.page.getByRole('dialog').waitFor();
    await reader.screenshot('question-dark');
    expect(await seriousFindings(reader.page)).toEqual([]);
    await reader.page.keyboard.press('Escape');
    await reader.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await reader.page.getByRole('link', { name: 'Under way' }).count()).toBe(1);
    await reader.close();
  }, 120_000);

  it('can be used by keyboard alone: past the navigation, through the filters, to a recording and back', async () => {
    const reader = await Reader.open(browser, system);
    await reader.signIn();
    const { page } = reader;
    const focused = (): Promise<string> =>
      page.evaluate(() =>
        (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim(),
      );
    const tabTo = async (wanted: string): Promise<void> => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()) === wanted) return;
      }
      throw new Error(`Tab never came to "${wanted}"; it is at "${await focused()}"`);
    };
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await tabTo('Choose files');
    // Whoever does not point has to see where they are.
    expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe('solid');
    await tabTo('Failed');
    await page.keyboard.press('Space');
    await page.getByRole('link', { name: LONG }).waitFor({ state: 'detached' });
    await tabTo(HEBREW);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/recordings\//);
    await page.goBack();
    await page.getByRole('button', { name: 'Failed', pressed: true }).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('keeps the theme that was chosen, from the first moment of the next visit on', async () => {
    const reader = await Reader.open(browser, system, { colorScheme: 'light' });
    await reader.signIn();
    const ground = (): Promise<string> => reader.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await reader.go('/settings');
    await reader.page.getByRole('radio', { name: 'Dark' }).check();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await reader.page.goto(`${system.url}/`, { waitUntil: 'commit' });
    await reader.page.waitForSelector('#root', { state: 'attached' });
    expect(await ground()).toBe(dark);
    await reader.close();
  }, 120_000);

  it('reads only what the API says that it answers', async () => {
    const reader = await Reader.open(browser, system);
    const { components } = (await fetch(`${system.url}/openapi.json`).then((answer) => answer.json())) as {
      components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
    };
    const { items } = (await reader.api('GET', 'recordings?limit=1')) as { items: readonly object[] };
    const documented = Object.keys(components.schemas['Recording']?.properties ?? {});
    expect(Object.keys(items[0] ?? {}).filter((field) => !documented.includes(field))).toEqual([]);
    for (const field of ['eta', 'eta_reason', 'queue_position', 'allowed_actions', 'waiting_for', 'stalled', 'duplicate_of']) {
      expect(documented).toContain(field);
    }
    await reader.close();
  });
});
