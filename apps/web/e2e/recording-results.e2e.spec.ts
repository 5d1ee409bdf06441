import { readFile } from 'node:fs/promises';
import { startSystem, until, type System } from '@throughline/stack/testing';
import type { Browser, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { downloadLink } from './testing/lists.js';
import { LOOKS } from './testing/looks.js';
import { currentLine, playedTo } from './testing/playback.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { scrollsAgain } from './testing/scrolling.js';
import { startFakeEngines, uploadTalk, type FakeEngines } from './testing/speech.js';
import { simulateSlowStage, startSimulatedRun } from './testing/trials.js';

const failedTitle = text.recording.attention.failed(text.recording.attention.steps.transcribe, 1);

describe('the page of a recording', () => {
  let system: System;
  let browser: Browser;
  let engines: FakeEngines;
  let reader: Reader;
  let page: Page;
  let talk: string;
  let failed: string;

  const upload = (): Promise<string> => uploadTalk(system);
  const open = async (id: string, hash = ''): Promise<void> => {
    await reader.go(`/recordings/${id}${hash}`);
    await page.getByRole('heading', { level: 2, name: text.recording.timeline.title }).waitFor();
  };

  beforeAll(async () => {
    engines = await startFakeEngines();
    [system, browser] = await Promise.all([startSystem({ simulation: true, env: { processing: engines.env } }), openBrowser()]);
    reader = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    page = reader.page;
    talk = await upload();
    failed = await startSimulatedRun(reader, {
      title: 'Broken microphone',
      stages: { TRANSCRIBE: { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', message: 'No sound', retryable: false }] } },
    });
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

  it('shows the rule behind the status, and links to its events', async () => {
    await open(failed);
    await page.getByRole('heading', { name: failedTitle }).waitFor();
    await page.getByRole('button', { name: text.recording.why.title }).click();
    const why = page.locator('.why-panel');
    const { status, failure } = (await reader.api('GET', `recordings/${failed}/explain`)) as Record<
      'status' | 'failure',
      { rule: { id: string; says: string; looked_at: { since: { id: string } | null }[] }; lost: unknown[] }
    >;
    await why.getByText(failure.rule.id, { exact: true }).waitFor();
    await eventually(() => why.textContent()).toContain(status.rule.says);
    await eventually(() => why.textContent()).toContain(failure.rule.says);
    await why.getByText(text.recording.why.lost(status.lost.length)).first().click();
    await eventually(() => why.locator('.lost').first().locator(':scope > li').count()).toBe(status.lost.length);
    const cause = failure.rule.looked_at[0]?.since?.id ?? '';
    await why.locator(`a[href="#event-${cause}"]`).last().click();
    await page.waitForFunction((id) => document.activeElement?.id === id, `event-${cause}`);
    await eventually(() => page.locator(`[id="event-${cause}"]`).textContent()).toContain('Run given up');
    await reader.screenshot('recording-why');
    // The address contains the event, so a shared link opens it too.
    await page.reload();
    await page.waitForFunction((id) => document.activeElement?.id === id, `event-${cause}`);
  }, 120_000);

  it('keeps the lines that were recognized before the transcription failed, also after a reload', async () => {
    const fault = { attempt: 1, do: 'fail', at: 0.6, code: 'no-sound', message: 'No sound', retryable: false };
    const TRANSCRIBE = { ...simulateSlowStage(24_000, [0.3, 0.5]), faults: [fault] };
    await open(await startSimulatedRun(reader, { title: 'Broke off', stages: { TRANSCRIBE } }));
    await page.getByRole('region', { name: text.recording.soFar.title }).getByText('This is').waitFor();
    await page.getByRole('heading', { name: failedTitle }).waitFor();
    const kept = page.getByRole('region', { name: new RegExp(`^${text.recording.soFar.brokenOff('')}`, 'u') });
    await kept.getByText('This is').waitFor();
    await eventually(() => kept.textContent()).toContain(text.recording.soFar.notKept);
    await page.reload();
    await kept.getByText('This is').waitFor();
  }, 120_000);

  it('shows the recording at an earlier time, never mixed with the present', async () => {
    await open(failed);
    await page.getByRole('heading', { name: failedTitle }).waitFor();
    const slider = page.getByRole('slider', { name: text.recording.past.label });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByText(text.recording.past.asItWas).waitFor();
    await page.locator('.recording-head').getByText(text.recording.facts.added).waitFor();
    await page.getByRole('heading', { name: failedTitle }).waitFor({ state: 'detached' });
    await eventually(() => page.locator('.step:not(.pending)').count()).toBe(0);
    await eventually(() => page.locator('.action-bar').count()).toBe(0);
    await eventually(() => page.locator('.event.later').count()).toBeGreaterThan(3);
    await page.keyboard.press('ArrowRight');
    // The commits between are technical. With the end of its download, the next step is queued.
    await eventually(() => slider.getAttribute('aria-valuetext')).toMatch(/^event \d+ of \d+, .*Z\): Download finished/);
    await page.locator('.recording-head').getByText(text.itemList.states.queued, { exact: true }).waitFor();
    await reader.screenshot('recording-past');
    expect(await findInAllLooks(page)).toEqual([]);
    await page.locator('.recording-head').getByRole('button', { name: text.recording.past.back }).click();
    await page.getByRole('heading', { name: failedTitle }).waitFor();
    await eventually(() => page.getByText(text.recording.past.asItWas).count()).toBe(0);
    await eventually(() => page.locator('.action-bar').count()).toBe(1);
  }, 120_000);

  it('plays it with subtitles and chapters, from any line and any topic', async () => {
    await open(talk);
    await page.locator('.recording-head').getByText(text.status.READY, { exact: true }).waitFor({ timeout: 60_000 });
    await page.locator('.segment').nth(2).waitFor();
    await page.waitForFunction(() => {
      const video = document.querySelector('video');
      return (video?.readyState ?? 0) >= 1 && [...(video?.textTracks ?? [])].every(({ cues }) => (cues?.length ?? 0) > 0);
    });
    const tracks = await page
      .locator('video')
      .evaluate((video: HTMLVideoElement) =>
        [...video.textTracks].map(({ kind, mode, cues }) => [kind, mode, [...(cues ?? [])].map((cue) => (cue as VTTCue).text)]),
      );
    expect(tracks).toContainEqual(['captions', 'showing', expect.arrayContaining([expect.stringMatching(/water the garden/)])]);
    expect(tracks).toContainEqual(['chapters', expect.any(String), [expect.stringContaining('Water'), 'Tomatoes', 'What stays']]);
    // The first screen has the player, the transcript in full height, and the topics.
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const [part, end] of [['video', 600] as const, ['.topic', 800] as const, ['.transcript-panel', 800] as const]) {
      const first = page.locator(part).first();
      await eventually(() => first.evaluate((one, limit) => one.getBoundingClientRect().bottom < limit, end)).toBe(true);
    }
    await page.setViewportSize({ width: 1180, height: 860 });
    await eventually(() => page.locator('.segment[aria-current]').count()).toBe(0);
    const tomatoes = page.locator('.segment').filter({ hasText: 'Tomatoes need' });
    await tomatoes.getByRole('button', { name: text.recording.results.seek('0:32') }).click();
    await page.locator('.segment[aria-current]').filter({ hasText: 'Tomatoes need' }).waitFor();
    await eventually(() => playedTo(page)).toBeGreaterThan(32);
    await page.getByRole('button', { name: /What stays/ }).click();
    await page.locator('.topic[aria-current]').filter({ hasText: 'What stays' }).waitFor();
    // Playback marks the current line without a click.
    await page.locator('.segment[aria-current]').filter({ hasText: 'Leave the green' }).waitFor();
    await eventually(() => currentLine(page)).toContain('Leave the green');
    await page.keyboard.press('k');
    await page.waitForFunction(() => document.querySelector('video')?.paused === true);
    await page.keyboard.press('j');
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 99) < 60);
    await reader.screenshot('recording-ready');
  }, 120_000);

  it('finds and marks words in the transcript, and shows who wrote it', async () => {
    await open(talk);
    const search = page.getByRole('searchbox', { name: text.recording.results.transcriptSearch });
    await search.fill('WATER');
    await page.getByText(text.recording.results.hit(1, 2), { exact: true }).waitFor();
    await eventually(() => page.locator('.segment mark').allTextContents()).toEqual(['water', 'water']);
    await search.press('Enter');
    await page.getByText(text.recording.results.hit(2, 2), { exact: true }).waitFor();
    await eventually(() =>
      page
        .locator('.segment')
        .filter({ has: page.locator('mark[data-hit]') })
        .textContent(),
    ).toContain('Tomatoes need');
    await search.fill('tomatoes');
    await scrollsAgain(page.getByRole('list', { name: text.recording.results.transcript }), () => search.press('Enter'));
    await search.fill('nothing like it');
    await page.getByRole('status').getByText(text.recording.results.noHits, { exact: true }).waitFor();
    await search.fill('');
    await page.locator('.segment').nth(2).waitFor();
    await eventually(() => page.locator('.origin').textContent()).toMatch(/hosted.*English/);
  }, 120_000);

  it('is found by the search, which opens it at the moment of the words', async () => {
    await open(talk);
    await page.keyboard.press('/');
    const field = page.getByRole('searchbox', { name: text.search.field });
    await field.fill('tomato kind:recording');
    await field.press('Enter');
    const passage = page.locator('.hit-passage').filter({ hasText: 'Tomatoes' });
    // The index may be a moment behind.
    await until(async () => {
      if ((await passage.count()) > 0) return true;
      await page.reload();
      await page.locator('.hits, .empty').first().waitFor();
      return false;
    });
    await eventually(() => passage.locator('mark').allTextContents()).toEqual(['Tomatoes']);
    for (const [name, look] of LOOKS) {
      if (look.viewport) await page.setViewportSize(look.viewport);
      await page.emulateMedia({ colorScheme: look.colorScheme ?? null });
      // Colours change slowly.
      await page.reload();
      await passage.waitFor();
      const seen = { found: await findAccessibilityFindings(page), overhang: await measureOverhang(page) };
      expect({ name, ...seen }).toEqual({ name, found: [], overhang: 0 });
      await reader.screenshot(`search-${name}`);
    }
    await page.setViewportSize({ width: 1180, height: 860 });
    await page.emulateMedia({ colorScheme: null });
    await page.getByRole('button', { name: text.search.remove('kind:recording') }).click();
    await page.waitForURL(/q=tomato$/);
    await page.goBack();
    await page.waitForURL(/kind/);
    await passage.click();
    await page.waitForURL(/recordings.*t=\d+/);
    await until(async () => (await playedTo(page)) >= 30);
    await reader.go(`/search?q=${encodeURIComponent('before:soon')}`);
    await page.getByText('must be a day, a month or a year').first().waitFor();
    await reader.go('/search?q=zeppelin');
    await page.getByRole('heading', { name: text.search.none }).waitFor();
    await field.fill('tomat');
    await page.waitForURL(/q=tomat\*$/);
    await passage.waitFor();
    await eventually(() => field.inputValue()).toBe('tomat');
    await page.getByRole('status').getByText(text.search.found(1, false)).waitFor({ state: 'attached' });
  }, 120_000);

  it('marks the passage of which the engine was unsure, and moves there by key', async () => {
    await open(talk);
    await page.getByRole('button', { name: text.recording.results.nextToCheck }).waitFor();
    await eventually(() =>
      page.locator('.segment').filter({ hasText: text.recording.results.toCheck }).allTextContents(),
    ).toEqual([expect.stringContaining('Tomatoes') as string]);
    await page.locator('ol.transcript').focus();
    await page.keyboard.press('n');
    await eventually(() =>
      page.evaluate(() =>
        (document.activeElement?.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent),
      ),
    ).toEqual([text.recording.results.toCheck, 'Tomatoes need a lot of water in hot weather.']);
  }, 120_000);

  it('offers every file, and show notes to paste', async () => {
    await reader.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(talk);
    const [download] = await Promise.all([page.waitForEvent('download'), downloadLink(page, 'subtitles', 'SRT').click()]);
    expect(download.suggestedFilename()).toBe('subtitles.srt');
    expect(await readFile(await download.path(), 'utf8')).toContain('00:00:32,500 --> ');
    await page.getByRole('button', { name: text.recording.results.notes }).click();
    await page.getByRole('button', { name: text.copied }).waitFor();
    await eventually(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^# In the garden\n\n\d{4}-\d{2}-\d{2}\n\n- 0:00 Water \\<every\\> day\n- 0:32 Tomatoes\n- 1:04 What stays\n$/,
    );
    expect(reader.complaints).toEqual([]);
  }, 120_000);

  it('edits the transcript in place by keyboard, keeps drafts, and merges corrections of others', async () => {
    const corrected = await upload();
    await open(corrected);
    await page.locator('.recording-head').getByText(text.status.READY, { exact: true }).waitFor({ timeout: 60_000 });
    const begin = page.getByRole('button', { name: text.recording.correction.begin, exact: true });
    await begin.focus();
    await page.keyboard.press('Enter');
    const passage = page.getByRole('textbox', { name: text.recording.correction.passage('0:32') });
    await passage.fill('Tomatoes want <no> frost.');
    await passage.press('Alt+Enter');
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 30);
    await page.keyboard.press('Tab');
    await page.getByText(text.recording.correction.touched(1)).waitFor();
    // Passages out of sight are not drawn (content-visibility), so after a change of the theme their colours are the former ones.
    expect(await findAccessibilityFindings(page)).toEqual([]);
    await reader.screenshot('recording-correcting');
    // Back, a reload and a sign-out keep the draft without a confirmation.
    const continueCorrection = async (): Promise<void> => {
      await page.getByRole('button', { name: text.recording.correction.continue }).click();
      await eventually(() => passage.inputValue()).toBe('Tomatoes want <no> frost.');
      await page.getByText(text.recording.correction.touched(1)).waitFor();
    };
    await page.getByRole('navigation', { name: text.nav.label }).getByText(text.nav.recordings, { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: text.nav.recordings }).waitFor();
    await page.goBack();
    await page.getByText(text.recording.correction.unsaved).waitFor();
    await reader.screenshot('recording-unsaved');
    await continueCorrection();
    await page.reload();
    await continueCorrection();
    await page.getByRole('button', { name: text.account.signOut }).click();
    await page.getByRole('dialog').getByRole('button', { name: text.unsaved.keep }).click();
    await page.getByRole('heading', { name: text.signIn.title }).waitFor();
    await reader.signIn();
    await open(corrected);
    await continueCorrection();
    // Another user saves first.
    const heard = (await reader.api('GET', `recordings/${corrected}/transcript`)) as {
      version: string;
      segments: { id: number; start: number; end: number; text: string }[];
    };
    const change = (spoken: string, id: number): string => (id === 0 ? 'Water, always.' : spoken);
    const segments = heard.segments.map(({ id, start, end, text }) => ({ id, start, end, text: change(text, id) }));
    await reader.api('PUT', `recordings/${corrected}/transcript`, { segments }, { 'If-Match': `"${heard.version}"` });
    await passage.press('Control+Enter');
    await page.getByText(text.recording.correction.changedMeanwhile).waitFor();
    await page.getByRole('button', { name: text.recording.correction.rebase }).click();
    await page.getByText(text.recording.correction.changedMeanwhile).waitFor({ state: 'detached' });
    await eventually(() => page.getByRole('textbox', { name: text.recording.correction.passage('0:00') }).inputValue()).toBe(
      'Water, always.',
    );
    await passage.press('Control+Enter');
    await page.locator('.segment').filter({ hasText: 'Tomatoes want <no> frost.' }).waitFor();
    await page.locator('.origin').getByText(text.recording.correction.share(2, 3)).waitFor();
    await page.getByRole('button', { name: text.recording.correction.version(3) }).waitFor();
    // The captions of the player and the subtitle file contain the correction.
    await page.waitForFunction(() =>
      [...(document.querySelector('video')?.textTracks ?? [])].some((track) =>
        [...(track.cues ?? [])].some((cue) => (cue as VTTCue).text.includes('Tomatoes want')),
      ),
    );
    await eventually(() =>
      page.evaluate(async (id) => (await fetch(`/api/v1/recordings/${id}/artifacts/subtitles.srt`)).text(), corrected),
    ).toContain('Tomatoes want ‹no› frost.');
    // Earlier deliveries contain the old transcript until a user sends them again.
    await page.locator('.old-words').getByText('sim-session').waitFor();
    await page.getByRole('button', { name: text.recording.correction.sendAgainTo('library') }).click();
    await page.locator('.old-words li').filter({ hasText: 'library' }).waitFor({ state: 'detached' });
    await page.locator('.recording-head').getByText(text.status.READY, { exact: true }).waitFor();
    // The machine transcript stays readable and is marked as an older version.
    await page.getByRole('button', { name: text.recording.correction.version(3) }).click();
    await page.getByRole('menuitemradio', { name: text.recording.correction.version(1) }).click();
    await page.locator('.versions button:focus').getByText(text.recording.correction.version(1)).waitFor();
    await page.locator('.older .segment').filter({ hasText: 'Tomatoes need' }).waitFor();
    expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
    await reader.screenshot('recording-older-words');
    await page.getByRole('button', { name: text.recording.correction.back }).click();
    await page.locator('.segment').filter({ hasText: 'Tomatoes want' }).waitFor();
    // A later transcription keeps the corrections.
    await reader.api('POST', `recordings/${corrected}/reset`, {});
    await reader.api('POST', `recordings/${corrected}/run`, {});
    await page.getByText(text.recording.correction.kept(2)).waitFor({ timeout: 60_000 });
    await page.locator('.segment').filter({ hasText: 'Tomatoes want <no> frost.' }).waitFor();
  }, 120_000);

  it('is transcribed again in the language of the menu, and names a speaker for the whole recording', async () => {
    const panel = await upload();
    await open(panel);
    await page.locator('.recording-head').getByText(text.status.READY, { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: text.recording.results.language.correct }).click();
    await page.getByRole('menuitem', { name: 'Spanish' }).click();
    await page
      .getByRole('button', { name: text.recording.speakers.nameIt('Speaker 2') })
      .first()
      .waitFor({ timeout: 60_000 });
    await eventually(() => page.locator('.origin').textContent()).toMatch(/panel.*Spanish/);
    await page
      .getByRole('button', { name: text.recording.speakers.nameIt('Speaker 2') })
      .first()
      .click();
    const name = page.getByRole('textbox', { name: text.recording.speakers.name('Speaker 2') });
    await name.fill('Anna');
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('recording-speaker');
    await name.press('Enter');
    const named = page.getByRole('button', { name: text.recording.speakers.nameIt('Anna') });
    await named.first().waitFor();
    // The focus stays where the name was changed.
    await eventually(() => named.first().evaluate((element) => element === document.activeElement)).toBe(true);
    await eventually(() => page.getByRole('button', { name: text.recording.speakers.nameIt('Speaker 1') }).count()).toBe(2);
    await eventually(() =>
      page.evaluate(async (id) => (await fetch(`/api/v1/recordings/${id}/artifacts/subtitles.srt`)).text(), panel),
    ).toContain('Anna: Tomatoes need');
  }, 120_000);

  it.each(LOOKS)(
    'has no accessibility finding and no horizontal overflow: %s',
    async (look, options) => {
      const visitor = await Reader.open(browser, system, { reducedMotion: 'reduce', ...options });
      await visitor.signIn();
      for (const [name, id] of Object.entries({ ready: talk, failed })) {
        await visitor.go(`/recordings/${id}`);
        await visitor.page.locator('.part[data-part=history] summary').waitFor({ state: 'attached' });
        await visitor.screenshot(`recording-${name}-${look}-first`);
        await visitor.page.getByRole('button', { name: text.recording.why.title }).click();
        await visitor.page.locator('.why-block').first().waitFor();
        await visitor.page.waitForFunction(() => document.querySelector('.skeleton') === null);
        await visitor.page.locator('.further-actions > summary').click();
        await visitor.screenshot(`recording-${name}-${look}`);
        expect([name, await findAccessibilityFindings(visitor.page), await measureOverhang(visitor.page)]).toEqual([name, [], 0]);
      }
      expect(visitor.complaints).toEqual([]);
      await visitor.close();
    },
    120_000,
  );
});
