import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { LOOKS } from './testing/looks.js';
import { playedTo } from './testing/playback.js';
import { measureOverhang, Reader, findSeriousFindings } from './testing/reader.js';
import { startFakeEngines, uploadTalk, type FakeEngines } from './testing/speech.js';

const words = text.recording.playback;

describe('the player of a recording', () => {
  let system: System;
  let browser: Browser;
  let engines: FakeEngines;
  let reader: Reader;
  let page: Page;
  let talk: string;

  const open = async (): Promise<void> => {
    await reader.go(`/recordings/${talk}`);
    await page.locator('.recording-head').getByText(text.status.READY, { exact: true }).waitFor({ timeout: 60_000 });
    await page.locator('.segment').nth(2).waitFor();
  };

  beforeAll(async () => {
    engines = await startFakeEngines();
    [system, browser] = await Promise.all([startSystem({ env: { processing: engines.env } }), openBrowser()]);
    reader = await Reader.open(browser, system, { reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
    page = reader.page;
    talk = await uploadTalk(system);
    await reader.signIn();
  }, 120_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
    await engines.close();
  }, 60_000);

  it('has a waveform from the stored peaks, which moves the playback by pointer and keys', async () => {
    await open();
    const position = page.getByRole('slider', { name: words.position });
    await position.waitFor();
    await page.waitForFunction(() => {
      const canvas = document.querySelector('.waveform > div > div')?.shadowRoot?.querySelector('canvas');
      const drawn = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return drawn.some((value) => value !== 0);
    });
    await eventually(() => page.locator('video').getAttribute('poster')).toContain('poster.jpg');
    await position.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await eventually(() => playedTo(page)).toBe(32);
    await page.keyboard.press('ArrowRight');
    await eventually(() => position.getAttribute('aria-valuetext')).toBe(words.positionText('0:37', '1:36', 'Tomatoes'));
    await page.locator('.topic[aria-current]').filter({ hasText: 'Tomatoes' }).waitFor();
    const box = await position.boundingBox();
    if (box === null) throw new Error('The waveform is not in sight');
    await page.mouse.click(box.x + box.width * 0.75, box.y + box.height / 2);
    await eventually(() => playedTo(page).then(Math.round)).toBe(72);
    await page.locator('.topic[aria-current]').filter({ hasText: 'What stays' }).waitFor();
    expect(await findSeriousFindings(page)).toEqual([]);
    await reader.screenshot('recording-waveform');
  }, 120_000);

  it.each(LOOKS)(
    'has no serious accessibility finding and no horizontal overflow: %s',
    async (look, options) => {
      const visitor = await Reader.open(browser, system, { reducedMotion: 'reduce', ...options });
      await visitor.signIn();
      await visitor.go(`/recordings/${talk}`);
      await visitor.page.getByRole('slider', { name: words.position }).waitFor();
      await visitor.page.locator('.segment').nth(2).waitFor();
      await visitor.screenshot(`recording-player-${look}`);
      expect([await findSeriousFindings(visitor.page), await measureOverhang(visitor.page)]).toEqual([[], 0]);
      expect(visitor.complaints).toEqual([]);
      await visitor.close();
    },
    120_000,
  );
});
