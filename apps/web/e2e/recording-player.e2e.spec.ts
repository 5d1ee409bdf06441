import { readFile } from 'node:fs/promises';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { playedTo } from './testing/playback.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { startFakeEngines, uploadFilm, uploadTalk, type FakeEngines } from './testing/speech.js';

const words = text.recording.playback;
const parts = text.recording.tabs;

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
    await eventually(() => page.locator('.wave-lane > .unsure-part').count()).toBe(1);
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
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('recording-waveform');
  }, 120_000);

  it('has controls for play, speed, captions, sound and full screen, by pointer and keys', async () => {
    await open();
    const bar = page.getByRole('group', { name: words.controls });
    const control = (name: string) => bar.getByRole('button', { name, exact: true });
    const read = <T>(of: (video: HTMLVideoElement) => T): Promise<T> => page.locator('video').evaluate(of);
    await control(words.play).press('Enter');
    await control(words.pause).waitFor();
    await eventually(() => read(({ currentTime }) => currentTime > 0)).toBe(true);
    await control(words.pause).click();
    await eventually(() => read(({ paused }) => paused)).toBe(true);
    const playedSeconds = Math.floor(await read(({ currentTime }) => currentTime));
    await control(words.forward).click();
    await bar.getByText(`0:${String(playedSeconds + 10)}`).waitFor();
    await bar.getByText('/ 1:36').waitFor();
    await bar.getByRole('combobox', { name: words.speed }).selectOption('1.25');
    await eventually(() => read(({ playbackRate }) => playbackRate)).toBe(1.25);
    const captions = (): Promise<string | undefined> =>
      read(({ textTracks }) => [...textTracks].find(({ kind }) => kind === 'captions')?.mode);
    await eventually(captions).toBe('showing');
    await control(words.captions).click();
    await eventually(captions).toBe('hidden');
    await page.keyboard.press('c');
    await eventually(captions).toBe('showing');
    await control(words.mute).press('Space');
    await eventually(() => read(({ muted }) => muted)).toBe(true);
    await page.keyboard.press('m');
    await eventually(() => control(words.mute).getAttribute('aria-pressed')).toBe('false');
    await bar.getByRole('slider', { name: words.volume }).press('Home');
    await eventually(() => read(({ volume }) => volume)).toBe(0);
    await page.locator('video').click();
    await eventually(() => read(({ paused }) => paused)).toBe(false);
    await page.locator('video').press('Space');
    await eventually(() => read(({ paused }) => paused)).toBe(true);
    await control(words.fullScreen).click();
    await page.waitForFunction(() => document.fullscreenElement?.classList.contains('player-panel') === true);
    await page.getByRole('slider', { name: words.position }).waitFor();
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement === null);
    expect(await findInAllLooks(page)).toEqual([]);
  }, 120_000);

  it('says where a damaged file breaks off', async () => {
    await page.route('**/artifacts/peaks.json', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...((await answer.json()) as object), duration_seconds: 200 } });
    });
    await open();
    await page.locator('.player-panel').getByText(words.breaksOff('1:36', '3:20')).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await page.unrouteAll({ behavior: 'wait' });
  }, 120_000);

  it('shows the picture of the moment under the pointer and at the keyboard focus', async () => {
    await open();
    const position = page.getByRole('slider', { name: words.position });
    await position.waitFor();
    const peek = page.locator('.sprite-peek');
    const box = await position.boundingBox();
    if (box === null) throw new Error('The waveform is not in sight');
    const point = (share: number): Promise<void> => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    await point(0.5);
    await peek.getByText('0:48').waitFor();
    const imageOf = (): Promise<string> =>
      peek.locator('.sprite-picture').evaluate((one) => getComputedStyle(one).backgroundImage);
    await eventually(imageOf).toContain('sprites.jpg');
    const placeOf = (): Promise<string> =>
      peek.locator('.sprite-picture').evaluate((one) => getComputedStyle(one).backgroundPosition);
    await eventually(placeOf).toBe('-1280px -360px');
    await point(0.9);
    await peek.getByText('1:26').waitFor();
    // The picture of second 86, ten in a row.
    await eventually(placeOf).toBe('-960px -720px');
    await page.mouse.move(0, 0);
    await peek.waitFor({ state: 'detached' });
    await position.press('Home');
    await position.press('PageUp');
    await peek.getByText('1:00').waitFor();
    await reader.screenshot('recording-sprites');
    expect(await findInAllLooks(page)).toEqual([]);
  }, 120_000);

  it('plays a version for browsers of a film that they cannot play, and offers the film itself for download', async () => {
    const film = await uploadFilm(system);
    await reader.go(`/recordings/${film}`);
    const video = page.locator('video[src$="web.mp4"]');
    await video.waitFor({ timeout: 90_000 });
    await eventually(() => video.evaluate((one: HTMLVideoElement) => one.videoWidth)).toBe(160);
    await video.press('k');
    await eventually(() => playedTo(page).then((second) => second > 0)).toBe(true);
    await eventually(() => page.locator('.player-panel > .note').count()).toBe(0);
    await page.locator('a[download][href*="/video."]').first().waitFor({ state: 'attached' });
    await eventually(() => page.locator('a[download][href*="web."]').count()).toBe(0);
    expect(await findInAllLooks(page)).toEqual([]);
  }, 150_000);

  it('goes on at the same position with a version for browsers that replaces the file', async () => {
    let isMade = false;
    await page.route(`**/api/v1/recordings/${talk}`, async (route) => {
      const answer = await route.fetch();
      const recording = (await answer.json()) as { readonly previews: object };
      const made = { web_state: 'ready', web_url: `/api/v1/recordings/${talk}/artifacts/web.mp4`, web_media_type: 'video/mp4' };
      await route.fulfill({ json: isMade ? { ...recording, previews: { ...recording.previews, ...made } } : recording });
    });
    const own = page.locator('video[src$="video.mp4"]');
    await page.route('**/artifacts/web.mp4', async (route) => {
      const file = route.request().url().replace('web.mp4', 'video.mp4');
      await route.continue({ url: file });
    });
    await open();
    await own.waitFor();
    await page.locator('.segment').nth(1).locator('.play-time').click();
    await own.press('k');
    // The choice of a speed survives the next file.
    await page.getByRole('combobox', { name: words.speed }).selectOption('1.5');
    const before = await playedTo(page);
    expect(before).toBeGreaterThan(10);
    isMade = true;
    await eventually(async () => {
      // A window that is shown again reads the recording again.
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      return page.locator('video').getAttribute('src');
    }).toContain('web.mp4');
    await eventually(() => playedTo(page).then((second) => Math.abs(second - before) < 1)).toBe(true);
    await eventually(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(1.5);
    await page.unrouteAll({ behavior: 'wait' });
  }, 120_000);

  it('stays as a small player at the bottom once it has played and is out of sight', async () => {
    await open();
    const small = page.getByRole('region', { name: words.smallPlayer });
    const history = page.locator('.part[data-part=history]');
    await history.scrollIntoViewIfNeeded();
    await page.locator('.small-player').waitFor({ state: 'attached' });
    await eventually(() => small.count()).toBe(0);
    await page.locator('video').press('k');
    await history.scrollIntoViewIfNeeded();
    await small.getByRole('button', { name: words.pause }).click();
    await page.waitForFunction(() => document.querySelector('video')?.paused === true);
    await small.getByRole('button', { name: words.play }).waitFor();
    await reader.screenshot('recording-small-player');
    expect(await findInAllLooks(page)).toEqual([]);
    // Another width can bring the player into sight.
    await history.scrollIntoViewIfNeeded();
    // The bar disappears with the focus in it, which moves to the player.
    await small.getByRole('button', { name: 'In the garden' }).press('Enter');
    await small.waitFor({ state: 'detached' });
    const played = page.getByRole('group', { name: words.controls }).getByRole('button', { name: words.play });
    await eventually(() => played.evaluate((button) => button === document.activeElement)).toBe(true);
  }, 120_000);

  it('opens the editor at the passage that plays, and keeps the focus in the transcript', async () => {
    await open();
    const focusedText = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? null);
    const { correction } = text.recording;
    const edit = page.getByRole('button', { name: correction.begin, exact: true });
    await page.getByRole('slider', { name: words.position }).press('Shift+ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.locator('.segment[aria-current]').filter({ hasText: 'Tomatoes need' }).waitFor();
    await edit.press('Enter');
    await eventually(focusedText).toBe(correction.passage('0:32'));
    await page.locator('.passage .to-check').waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await page.getByRole('button', { name: text.cancel, exact: true }).press('Enter');
    await eventually(focusedText).toContain(correction.begin);
    // A draft that is discarded takes its notice away.
    await edit.press('Enter');
    await page.getByRole('textbox', { name: correction.passage('0:32') }).fill('Tomatoes want sun.');
    await page.reload();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: correction.discard, exact: true }).press('Enter');
    await eventually(focusedText).toBe('In the garden');
  }, 120_000);

  it('offers the transcript for Word and as PDF, and chapters for YouTube, also in the archive of all files', async () => {
    await open();
    const save = async (name: string): Promise<Buffer> => {
      const link = page.locator(`a[download="${name}"]`);
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      expect(download.suggestedFilename()).toBe(name);
      return readFile(await download.path());
    };
    expect((await save('youtube-chapters.txt')).toString()).toBe('0:00 Water every day\n0:32 Tomatoes\n1:04 What stays\n');
    expect((await save('transcript.docx')).subarray(0, 2).toString()).toBe('PK');
    expect((await save('transcript.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const everything = page.getByRole('link', { name: text.recording.downloads.all });
    const [archive] = await Promise.all([page.waitForEvent('download'), everything.click()]);
    expect(archive.suggestedFilename()).toBe('In the garden.zip');
    expect((await readFile(await archive.path())).subarray(0, 2).toString()).toBe('PK');
  }, 120_000);

  it('is above the tabs of a phone, which show one part at a time', async () => {
    const phone = await Reader.open(browser, system, {
      viewport: { width: 390, height: 740 },
      isMobile: true,
      hasTouch: true,
      reducedMotion: 'reduce',
    });
    await phone.signIn();
    await phone.go(`/recordings/${talk}`);
    const tab = (name: string) => phone.page.getByRole('group', { name: parts.label }).getByRole('button', { name, exact: true });
    const check = async (name: string, findings = findInAllLooks): Promise<void> => {
      await phone.screenshot(`recording-phone-${name}`);
      // Axe refuses controls that are half below a bar, and a screenshot of the whole page can move it.
      await phone.page.evaluate(findings === findInAllLooks ? 'scrollTo(0, 0)' : 'scrollTo(0, document.body.scrollHeight)');
      const found = [await findings(phone.page), await measureOverhang(phone.page)];
      expect({ name, found }).toEqual({ name, found: [[], 0] });
    };
    await phone.page.locator('.segment').nth(2).waitFor();
    await phone.page.getByRole('slider', { name: words.position }).waitFor();
    await check('transcript');
    await tab(parts.names.downloads).tap();
    await phone.page.getByRole('heading', { name: text.recording.results.downloads }).waitFor();
    await eventually(() => phone.page.locator('.segment').first().isVisible()).toBe(false);
    await check('downloads');
    await phone.page.getByRole('button', { name: text.recording.why.title }).tap();
    await phone.page.locator('.why-block').first().waitFor();
    await eventually(() => tab(parts.names.history).getAttribute('aria-pressed')).toBe('true');
    await eventually(() => phone.page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await check('history');
    // A link to a part in another tab opens that tab.
    await phone.page.getByRole('link', { name: text.recording.why.settings }).tap();
    await eventually(() => tab(parts.names.details).getAttribute('aria-pressed')).toBe('true');
    await check('details');
    await tab(parts.names.history).tap();
    await phone.page.getByRole('link', { name: text.recording.why.settings }).tap();
    await eventually(() => tab(parts.names.details).getAttribute('aria-pressed')).toBe('true');
    await phone.page.evaluate(() => {
      window.scrollTo(0, document.body.scrollHeight);
    });
    await phone.page.getByRole('region', { name: words.smallPlayer }).getByText('In the garden').waitFor();
    await check('small-player', findAccessibilityFindings);
    // The part with the focus keeps its tab.
    await phone.page.setViewportSize({ width: 1000, height: 740 });
    await phone.page.locator('.part[data-part=history] summary').first().focus();
    await phone.page.setViewportSize({ width: 390, height: 740 });
    await eventually(() => tab(parts.names.history).getAttribute('aria-pressed')).toBe('true');
    await phone.page.getByRole('button', { name: text.recording.facts.editTitle }).tap();
    const title = phone.page.getByLabel(text.recording.details.name, { exact: true });
    await eventually(() => title.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 120_000);

  it('lets the page of a phone follow the transcript, unless it shows something else', async () => {
    const phone = await Reader.open(browser, system, {
      viewport: { width: 390, height: 480 },
      isMobile: true,
      hasTouch: true,
      reducedMotion: 'reduce',
    });
    await phone.signIn();
    await phone.go(`/recordings/${talk}`);
    const line = (index: number) => phone.page.locator('.segment').nth(index);
    const playAt = async (second: number, index: number): Promise<void> => {
      await phone.page.locator('video').evaluate((video: HTMLVideoElement, to) => {
        video.currentTime = to;
      }, second);
      await phone.page.waitForFunction((at) => document.querySelectorAll('.segment')[at]?.ariaCurrent === 'true', index);
    };
    const position = (): Promise<number> => phone.page.evaluate(() => Math.round(window.scrollY));
    await line(2).waitFor();
    await phone.page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 0);
    await playAt(1, 0);
    await line(0).evaluate((element) => {
      element.scrollIntoView({ block: 'end' });
    });
    const before = await position();
    await playAt(33, 1);
    await eventually(position).toBeGreaterThan(before);
    await phone.page.evaluate(() => {
      window.scrollTo(0, 0);
    });
    await playAt(65, 2);
    await eventually(position).toBe(0);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 120_000);

  it('shows nothing of it to another user', async () => {
    await reader.api('POST', 'admin/users', { name: 'a-stranger', role: 'operator' });
    const stranger = await Reader.open(browser, system);
    const link = await reader.link('a-stranger');
    await stranger.page.goto(link);
    await stranger.page.getByRole('heading', { level: 1, name: text.nav.items }).waitFor();
    await stranger.go(`/recordings/${talk}`);
    await stranger.page.getByRole('heading', { name: text.recording.gone }).waitFor();
    await eventually(() => stranger.page.getByText('In the garden').count()).toBe(0);
    await stranger.close();
  }, 120_000);

  it('compares an earlier version line by line, and takes a line back', async () => {
    await open();
    type Heard = {
      readonly version: string;
      readonly segments: readonly { id: number; start: number; end: number; text: string }[];
    };
    const heard = (await reader.api('GET', `recordings/${talk}/transcript`)) as Heard;
    const segments = heard.segments.map(({ id, start, end, text: spoken }) => ({
      id,
      start,
      end,
      text: id === 1 ? 'Tomatoes want <no> frost.' : spoken,
    }));
    await reader.api('PUT', `recordings/${talk}/transcript`, { segments }, { 'If-Match': `"${heard.version}"` });
    await open();
    const { compare, correction } = text.recording;
    const versions = page.getByRole('button', { name: correction.version(2) });
    await versions.click();
    await page.keyboard.press('Escape');
    await eventually(() => page.getByRole('menu').count()).toBe(0);
    await versions.click();
    await page.getByRole('menuitem', { name: correction.compareVersions(1, 2) }).click();
    const dialog = page.getByRole('dialog', { name: compare.title });
    const line = dialog.getByRole('group', { name: compare.lineAt('0:32') });
    await dialog.getByText(compare.unchanged).waitFor();
    await eventually(() => dialog.getByRole('group').count()).toBe(1);
    await line.getByRole('radio', { name: compare.before }).check();
    await dialog.getByText(compare.hint(3)).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('recording-compare');
    await dialog.getByRole('button', { name: compare.save(3) }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.segment').filter({ hasText: 'Tomatoes need' }).waitFor();
    await page.getByRole('button', { name: correction.version(3) }).waitFor();
  }, 120_000);
});
