import type { Session } from '@throughline/api-client';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { createTone } from './testing/files.js';
import { stateButton } from './testing/lists.js';
import { LOOKS } from './testing/looks.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { simulateSlowStage } from './testing/trials.js';
import { ANY, matching, wordOf } from './testing/word-of.js';

const SIZE = 400_000;

const overdue = text.insideSentence(wordOf(text.progress.etaReason, 'overdue'));
/** The elapsed and the remaining time. */
const TIMES = matching(...[text.sessions.left(ANY), overdue].map((rest) => `${text.sessions.elapsed(ANY)}, ${rest}`));

const REASON = 'The provider answered 502';

/** Fails the first attempt for good at 40 %; a retry succeeds. Takes longer than the polling interval of the page. */
const TRANSCRIBE = {
  ...simulateSlowStage(20_000, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]),
  faults: [{ attempt: 1, do: 'fail', at: 0.4, code: 'provider-error', message: REASON, retryable: false }],
};

/** Excludes the announcements for screen readers. */
const onPage = (page: Page, words: string | RegExp): Locator => page.getByRole('main').getByText(words);

const isTitleFocused = (page: Page): Promise<boolean> =>
  page.getByRole('heading', { level: 1 }).evaluate((title) => title === document.activeElement);

const percent = (page: Page): Promise<number> =>
  page
    .getByRole('progressbar')
    .getAttribute('aria-valuenow')
    .then((value) => Number(value ?? -1));

describe('the page of a session', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  let asked = 0;
  beforeAll(async () => {
    [system, browser] = await Promise.all([
      startSystem({ simulation: true, instances: { processing: 2 }, runDefaults: { simulation: { TRANSCRIBE } } }),
      openBrowser(),
    ]);
    reader = await Reader.open(browser, system);
    // Fakes the clock of the page, so that the test can advance it.
    await reader.page.clock.install();
    reader.page.on('request', (request) => {
      if (request.url().endsWith('/status')) asked += 1;
    });
    await reader.signIn();
    await reader.go('/sessions');
  }, 120_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  const start = async (page: Page, name: string, seed: number): Promise<void> => {
    await page.goto(`${system.url}/sessions`);
    await page.getByLabel(text.sessions.choose).setInputFiles(createTone(name, SIZE, seed));
    await page.waitForURL(/\/sessions\/.+/);
  };

  /** Returns what the API says of the session on the page. */
  const readStatus = async (page: Page): Promise<Session> =>
    (await reader.api('GET', `${new URL(page.url()).pathname.slice(1)}/status`)) as Session;

  it('TST-04, failure: shows the reason and the last progress, and offers a retry', async () => {
    const { page } = reader;
    await start(page, 'interview.wav', 1);
    await onPage(page, 'Processing audio...').waitFor();
    await onPage(page, REASON).first().waitFor();
    const { status, progress, message } = await readStatus(page);
    expect([status, message]).toEqual(['failed', 'Processing failed. Please try again.']);
    expect(progress).toBeGreaterThan(0);
    expect(progress).toBeLessThan(100);
    const reached = onPage(page, text.sessions.reached(text.progress.percent(progress)));
    await reached.waitFor();
    await onPage(page, text.sessions.permanent).waitFor();
    // The page polls once at the start and at least once during the work.
    expect(asked).toBeGreaterThanOrEqual(2);
    await eventually(() => page.getByText(text.sessions.updated).isVisible()).toBe(true);
    await eventually(() => page.locator('.button-primary').allTextContents()).toEqual([text.upload.add, text.sessions.uploadNew]);
    await eventually(() => page.getByRole('progressbar').count()).toBe(0);
    await eventually(() => page.getByRole('link', { name: text.sessions.uploadNew }).isVisible()).toBe(true);
    await eventually(() => page.getByRole('link', { name: text.sessions.download }).count()).toBe(0);
    await page.reload();
    await reached.waitFor();
    await page.locator('.why-link').click();
    await onPage(page, 'A worker had started, the run has ended, and there is no transcript.').first().waitFor();
    await page.getByRole('heading', { name: text.recording.timeline.title }).click();
    await reader.screenshot('session-failed');
    // The navigation of a phone covers a part of the page, and may cover half of a control in the middle.
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    expect(await findInAllLooks(page)).toEqual([]);
  }, 120_000);

  it('TST-04, progress update: moves after a retry without a reload, and shows the remaining time', async () => {
    const { page } = reader;
    await page.getByRole('button', { name: text.sessions.retry }).press('Enter');
    await onPage(page, 'Processing audio...').waitFor();
    // The button is gone.
    await eventually(() => isTitleFocused(page)).toBe(true);
    const [first, before] = [await percent(page), asked];
    await page.waitForFunction(
      (least) => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) > least,
      first,
    );
    await eventually(() => Promise.resolve(asked)).toBeGreaterThan(before);
    await onPage(page, TIMES).waitFor();
  }, 120_000);

  it('TST-04, reload: shows the same progress again at 40 %, with the remaining time', async () => {
    const { page } = reader;
    await page.waitForFunction(() => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) >= 40);
    const before = await percent(page);
    await page.reload();
    await onPage(page, 'Processing audio...').waitFor();
    const after = await percent(page);
    expect(after).toBeGreaterThanOrEqual(before);
    expect(after).toBeLessThan(100);
    await onPage(page, TIMES).waitFor();
  }, 120_000);

  it('TST-04, success: ends with a transcript to download', async () => {
    const { page } = reader;
    await onPage(page, 'Transcription complete!').waitFor();
    expect(await readStatus(page)).toMatchObject({ status: 'completed', progress: 100 });
    await eventually(() => page.getByRole('progressbar').count()).toBe(0);
    await onPage(page, matching(text.sessions.took(ANY, ANY))).waitFor();
    await eventually(() => page.locator('.button-primary').allTextContents()).toEqual([text.upload.add, text.sessions.download]);
    await page.getByRole('list', { name: text.recording.results.transcript }).getByRole('listitem').first().waitFor();
    await page.getByRole('region', { name: text.recording.results.transcript }).getByRole('link', { name: 'SRT' }).waitFor();
    await reader.screenshot('session-completed');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: text.sessions.download, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('transcript.txt');
    expect(await download.failure()).toBeNull();
    expect(await findInAllLooks(page)).toEqual([]);
  }, 120_000);

  it('plays the audio beside its transcript, and keeps notes at its moments through a reload and a conflict', async () => {
    const { page } = reader;
    const words = text.sessions.notes;
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const notes = page.getByRole('region', { name: words.title });
    const position = page.locator('.waveform[role=slider]');
    await position.waitFor();
    await position.press('ArrowRight');
    await eventually(async () => Number(await position.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    const typed = notes.getByRole('textbox', { name: words.newNote });
    await eventually(() => typed.getAttribute('placeholder')).toContain(words.placeholderAt(''));
    await typed.fill('Ask for an example.');
    await notes.getByText(words.unsaved).waitFor();
    await page.reload();
    await eventually(() => typed.inputValue()).toBe('Ask for an example.');
    const other = await reader.tab(new URL(page.url()).pathname);
    const typedThere = other.getByRole('textbox', { name: words.newNote });
    await eventually(() => typedThere.inputValue()).toBe('Ask for an example.');
    await typedThere.fill('Ask for an example!');
    await eventually(() => typed.inputValue()).toBe('Ask for an example!');
    await typed.fill('Ask for an example.');
    await other.close();
    await notes.getByRole('button', { name: words.add }).press('Enter');
    const listed = notes.getByRole('listitem');
    await listed.getByText('Ask for an example.').waitFor();
    await notes.getByText(words.saved, { exact: true }).waitFor();
    await eventually(() => typed.inputValue()).toBe('');

    await listed.getByRole('button', { name: matching(words.edit(ANY)) }).press('Enter');
    const edited = notes.getByRole('textbox', { name: words.note, exact: true });
    await edited.fill('Ask for two examples.');
    await edited.press('Escape');
    await listed.getByText('Ask for two examples.').waitFor();
    await listed.getByRole('button', { name: matching(words.edit(ANY)) }).press('Enter');
    await eventually(() => edited.inputValue()).toBe('Ask for two examples.');
    const { items } = (await reader.api('GET', `sessions/${id}/notes`)) as { items: readonly { note_id: string }[] };
    await reader.api('PUT', `sessions/${id}/notes/${items[0]?.note_id ?? ''}`, { text: 'Theirs' }, { 'if-match': '*' });
    await notes.getByRole('button', { name: words.save }).click();
    await notes.getByText(words.changedMeanwhile).waitFor();
    await notes.getByText('Theirs').waitFor();
    await eventually(() => edited.inputValue()).toBe('Ask for two examples.');
    expect(await findInAllLooks(page)).toEqual([]);
    await notes.getByRole('button', { name: words.keepMine }).press('Enter');
    await notes.getByRole('button', { name: words.save }).press('Enter');
    await listed.getByText('Ask for two examples.').waitFor();
    await reader.screenshot('session-notes');
    expect(await findInAllLooks(page)).toEqual([]);
  }, 120_000);

  it('TST-04, polling: stops polling after the end', async () => {
    const { page } = reader;
    const before = asked;
    const heartbeat = page.waitForRequest(/\/health\/live$/);
    await page.clock.fastForward(60_000);
    await heartbeat;
    expect(asked).toBe(before);
  }, 120_000);

  it('shows one part at a time on a phone, below the player', async () => {
    const phone = await Reader.open(browser, system, {
      viewport: { width: 390, height: 740 },
      isMobile: true,
      hasTouch: true,
      reducedMotion: 'reduce',
    });
    const { page } = phone;
    await phone.signIn();
    await phone.go(new URL(reader.page.url()).pathname);
    const { label, names } = text.recording.tabs;
    const notes = text.sessions.notes.title;
    const tab = (name: string) => page.getByRole('group', { name: label }).getByRole('button', { name, exact: true });
    const check = async (name: string): Promise<void> => {
      await eventually(() => tab(name).getAttribute('aria-pressed')).toBe('true');
      await phone.screenshot(`session-phone-${name}`);
      // Axe refuses controls that are half below the bar at the top.
      await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
      const found = [await findInAllLooks(page), await measureOverhang(page)];
      expect({ name, found }).toEqual({ name, found: [[], 0] });
    };
    const player = page.locator('.waveform[role=slider]');
    const line = page.locator('.segment').first();
    await player.waitFor();
    await line.waitFor();
    await check(names.transcript);
    await tab(notes).tap();
    await page.getByText('Ask for two examples.').waitFor();
    await eventually(() => line.isVisible()).toBe(false);
    await eventually(() => player.isVisible()).toBe(true);
    await check(notes);
    await tab(names.details).tap();
    await page.getByRole('heading', { name: text.sessions.details }).waitFor();
    await check(names.details);
    await page.locator('.why-link').tap();
    await page.locator('.why-block').first().waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await check(names.history);
    // The part with the focus keeps its tab.
    await page.setViewportSize({ width: 1000, height: 740 });
    await page.getByRole('textbox', { name: text.sessions.notes.newNote }).focus();
    await page.setViewportSize({ width: 390, height: 740 });
    await eventually(() => tab(notes).getAttribute('aria-pressed')).toBe('true');
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 120_000);

  it('TST-04, several sessions: keeps three sessions apart at the same time', async () => {
    const tabs = await Promise.all([1, 2, 3].map(() => reader.tab('/sessions')));
    await Promise.all(tabs.map((tab, index) => start(tab, `part-${String(index + 1)}.wav`, 10 + index)));
    const places = tabs.map((tab) => new URL(tab.url()).pathname);
    expect(new Set(places).size).toBe(3);
    await reader.go('/sessions');
    for (const [index, tab] of tabs.entries()) {
      await tab.getByRole('heading', { level: 1, name: `part-${String(index + 1)}` }).waitFor();
      await onPage(tab, REASON).first().waitFor();
      await reader.page.getByRole('link', { name: new RegExp(`part-${String(index + 1)}`) }).waitFor();
    }
    await reader.screenshot('sessions-list');
    await Promise.all(tabs.map((tab) => tab.close()));
    expect(reader.complaints).toEqual([]);
  }, 150_000);

  it.each(LOOKS)(
    'shows the place in the queue instead of a bar, without an accessibility finding: %s',
    async (look, options) => {
      const visitor = await Reader.open(browser, system, options);
      const { page } = visitor;
      await visitor.signIn();
      const { items } = (await visitor.api('GET', 'sessions')) as { items: readonly Session[] };
      const [session] = items;
      const id = session?.session_id ?? '';
      const queued = { ...session, status: 'pending', allowed: [], queue_position: 3, queue_length: 9, started_at: null };
      await page.route('**/sessions/*/status', (route) => route.fulfill({ json: queued }));
      await visitor.go(`/sessions/${id}`);
      const progress = page.getByRole('region', { name: text.sessions.progressTitle, exact: true });
      await progress.getByText(text.sessions.queued(text.time.ordinal(3), 9)).waitFor();
      await progress.getByText(text.sessions.mayClose).waitFor();
      await eventually(() => page.getByRole('progressbar').count()).toBe(0);
      await visitor.screenshot(`session-queued-${look}`);
      expect(await findAccessibilityFindings(page)).toEqual([]);
      expect(await measureOverhang(page)).toBe(0);
      await page.unroute('**/sessions/*/status');
      await page.reload();
      await onPage(page, REASON).first().waitFor();
      await visitor.screenshot(`session-${look}`);
      expect(await findAccessibilityFindings(page)).toEqual([]);
      expect(await measureOverhang(page)).toBe(0);
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    },
    120_000,
  );

  it('deletes, restores and erases a session like a recording', async () => {
    const { page } = reader;
    await page.getByRole('link', { name: /part-1/ }).click();
    await page.locator('.further-actions > summary').click();
    await page.getByRole('button', { name: text.actions.names.delete, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: text.actions.names.delete, exact: true }).click();
    await page.getByText(text.sessions.keptUntil).waitFor();
    await page.getByRole('link', { name: text.sessions.back }).click();
    await page.getByRole('link', { name: /part-2/ }).waitFor();
    await eventually(() => page.getByRole('link', { name: /part-1/ }).count()).toBe(0);
    await page.keyboard.press('j');
    const first = page.locator('.item-title').first();
    await eventually(() => first.evaluate((link) => link === document.activeElement)).toBe(true);
    await stateButton(page, 'deleted').click();
    await page.getByRole('link', { name: /part-1/ }).click();
    await page.getByRole('button', { name: text.actions.names.restore }).press('Enter');
    await eventually(() => isTitleFocused(page)).toBe(true);
    await page.getByRole('button', { name: text.sessions.retry }).waitFor();
    await page.locator('.further-actions > summary').click();
    await page.getByRole('button', { name: text.actions.names.erase }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(text.recording.actions.eraseWord);
    await dialog.getByRole('button', { name: text.actions.names.erase }).click();
    await page.getByRole('heading', { level: 1, name: text.sessions.erasedSession }).waitFor();
    await eventually(() => page.getByRole('button', { name: text.sessions.retry }).count()).toBe(0);
    expect(await findInAllLooks(page)).toEqual([]);
  }, 120_000);
});
