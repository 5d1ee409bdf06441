import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { actionName } from '#src/actions/action-name.js';
import { describeDoing } from '#src/controls/recording-state.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { stateButton } from './testing/lists.js';
import { Reader, measureOverhang } from './testing/reader.js';
import { simulateSlowStage, startSimulatedRun } from './testing/trials.js';
import { settle } from './testing/views.js';
import { ANY, matching, wordOf } from './testing/word-of.js';

const rowOf = (page: Page, title: string): Locator => page.getByRole('listitem').filter({ hasText: title });
/** The part of the running step. */
const RUNNING = '.step-line > .step-in_progress > span';
const readProgress = (row: Locator): Promise<number> =>
  row.locator(RUNNING).evaluate((part: HTMLElement) => parseFloat(part.style.inlineSize));

describe('watching recordings on the page', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true, instances: { processing: 2 } }), openBrowser()]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
    await reader.go('/recordings');
  }, 120_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it('shows a new recording, its progress and its end, in two tabs, without a reload', async () => {
    const tab = await reader.tab('/recordings');
    await reader.page.getByText(text.connection.live, { exact: true }).waitFor();
    await startSimulatedRun(reader, { title: 'Morning meeting', stages: { TRANSCRIBE: simulateSlowStage(12_000) } });
    const [here, there] = [rowOf(reader.page, 'Morning meeting'), rowOf(tab, 'Morning meeting')];
    await here.getByText(describeDoing('TRANSCRIBE')).waitFor();
    await here.locator(RUNNING).waitFor();
    const before = await readProgress(here);
    await reader.page.waitForFunction(
      ([title, running, value]) => {
        const rows = [...document.querySelectorAll('li')].filter((row) => row.textContent.includes(title));
        return parseFloat(rows[0]?.querySelector<HTMLElement>(running)?.style.inlineSize ?? '0') > value;
      },
      ['Morning meeting', RUNNING, before] as const,
    );
    await Promise.all([here.getByText(text.status.READY).waitFor(), there.getByText(text.status.READY).waitFor()]);
    await eventually(() => here.locator('.step-line').count()).toBe(0);
    await tab.close();
  }, 120_000);

  it('announces to screen readers that a recording is done', async () => {
    await startSimulatedRun(reader, {
      title: 'Interview with the harbour master',
      stages: { TRANSCRIBE: simulateSlowStage(800) },
    });
    await reader.page
      .getByRole('status')
      .getByText(text.list.changedAnnouncement('Interview with the harbour master', text.status.READY))
      .waitFor({ state: 'attached' });
    await eventually(() => rowOf(reader.page, 'Interview with the harbour master').getByText(text.status.READY).count()).toBe(1);
  }, 120_000);

  it('filters by title and by state, and keeps the filter in the address', async () => {
    await startSimulatedRun(reader, {
      title: 'Broken microphone',
      stages: { TRANSCRIBE: { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', retryable: false }] } },
    });
    await rowOf(reader.page, 'Broken microphone').getByText(text.flags.failed).waitFor();
    const search = reader.page.getByRole('searchbox', { name: text.itemList.search, exact: true });
    await stateButton(reader.page, 'failed').click();
    await rowOf(reader.page, 'Morning meeting').waitFor({ state: 'detached' });
    await search.fill('microphone');
    await reader.page.waitForURL(/q=microphone/);
    await reader.page.reload();
    await rowOf(reader.page, 'Broken microphone').waitFor();
    await eventually(() => search.inputValue()).toBe('microphone');
    await eventually(() => stateButton(reader.page, 'failed').getAttribute('aria-pressed')).toBe('true');
    await search.fill('nothing like it');
    await reader.page.getByRole('heading', { name: text.itemList.nothingTitle }).waitFor();
    await reader.page.getByRole('button', { name: text.itemList.clear }).click();
    await rowOf(reader.page, 'Morning meeting').waitFor();
    expect(new URL(reader.page.url()).search).toBe('');
  }, 120_000);

  it('offers exactly what the API allows and the reasons of the rest, by keyboard alone', async () => {
    const id = await startSimulatedRun(reader, { title: 'Lecture on tides', stages: { TRANSCRIBE: simulateSlowStage(60_000) } });
    const row = rowOf(reader.page, 'Lecture on tides');
    await row.getByText(describeDoing('TRANSCRIBE')).waitFor();
    const button = row.getByRole('button', { name: text.actions.menu('Lecture on tides') });
    await button.focus();
    await reader.page.keyboard.press('Enter');
    const menu = row.getByRole('menu');
    await menu.waitFor();
    const { allowed_actions: actions } = (await reader.api('GET', `recordings/${id}`)) as {
      allowed_actions: { action: string; allowed: boolean; reason: string | null }[];
    };
    const refused = actions.find(({ action }) => action === 'run');
    const run = menu.getByRole('menuitem', { name: matching(`${text.actions.names.run}${ANY}`) });
    await eventually(() => run.getAttribute('aria-disabled')).toBe('true');
    await eventually(() => run.textContent()).toContain(refused?.reason ?? 'a reason');
    await reader.screenshot('row-menu');
    const moveTo = async (item: Locator): Promise<void> => {
      for (const _ of actions) {
        if (await item.evaluate((element) => element === document.activeElement)) return;
        const before = await reader.page.evaluateHandle(() => document.activeElement);
        await reader.page.keyboard.press('ArrowDown');
        await reader.page.waitForFunction((element) => document.activeElement !== element, before);
      }
      throw new Error('The arrow keys never came to the action');
    };
    // A refused action is below the possible ones, and stays focusable, because its reason is shown there.
    const states = await menu.getByRole('menuitem').evaluateAll((all) => all.map(({ ariaDisabled }) => ariaDisabled === 'true'));
    expect(states).toEqual(states.toSorted((a, b) => Number(a) - Number(b)));
    await moveTo(run);
    await reader.page.keyboard.press('Enter');
    await eventually(() => menu.isVisible()).toBe(true);
    await moveTo(menu.getByRole('menuitem', { name: matching(`${text.actions.names.pause}${ANY}`) }));
    await reader.page.keyboard.press('Enter');
    await row.getByText(text.flags.pausing).waitFor();
    await eventually(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    await startSimulatedRun(reader, { title: 'Weekly talk of the archive', stages: { TRANSCRIBE: simulateSlowStage(8_000) } });
    await rowOf(reader.page, 'Weekly talk of the archive').locator(RUNNING).waitFor();
    // Screenshot of the README.
    await reader.screenshot('page');
  }, 120_000);

  it('selects many by mouse and keyboard, and deletes exactly the previewed ones', async () => {
    const titles = ['Choir rehearsal 1', 'Choir rehearsal 2', 'Choir rehearsal 3'];
    for (const title of titles) await startSimulatedRun(reader, { title });
    await reader.go('/recordings?q=choir');
    const { page } = reader;
    for (const title of titles) await rowOf(page, title).getByText(text.status.READY).waitFor();
    await page.getByRole('checkbox', { name: text.bulk.select('Choir rehearsal 3') }).click();
    const bar = page.getByRole('region', { name: text.bulk.bar });
    await bar.getByText(text.bulk.selected(1)).waitFor();
    await page.getByRole('checkbox', { name: text.bulk.select('Choir rehearsal 2') }).focus();
    await page.keyboard.press('Shift+X');
    await bar.getByText(text.bulk.selected(2)).waitFor();
    await bar.getByRole('button', { name: text.bulk.download.title }).press('Enter');
    const texts = page.getByRole('menuitem', { name: text.bulk.download.parts.texts });
    const [download] = await Promise.all([page.waitForEvent('download'), texts.press('Enter')]);
    expect(download.suggestedFilename()).toBe('throughline.zip');
    await page.setViewportSize({ width: 360, height: 740 });
    await bar.getByRole('button', { name: text.bulk.actions.pause }).click();
    await page
      .getByRole('dialog', { name: text.bulk.actions.pause })
      .getByLabel(text.recording.actions.reason)
      .fill('The choir has not agreed yet');
    expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
    await reader.screenshot('bulk-pause-phone');
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog', { name: text.bulk.preview(text.bulk.phrases.pause, 2) })
      .getByText(text.bulk.willNotChange(2))
      .waitFor();
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: text.bulk.actions.delete }).click();
    const dialog = page.getByRole('dialog', { name: text.bulk.preview(text.bulk.phrases.delete, 2) });
    await dialog.getByText(text.bulk.willChange(2)).waitFor();
    await eventually(async () => /\dT\d/.test(await dialog.innerText())).toBe(false);
    expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
    await reader.screenshot('bulk-preview-phone');
    await dialog.getByRole('button', { name: text.bulk.confirm(text.bulk.phrases.delete, 2) }).click();
    const bulk = page
      .getByRole('complementary', { name: text.bulk.tray })
      .getByRole('article', { name: text.bulk.title(text.bulk.phrases.delete, 2) });
    await bulk.getByText(text.bulk.outcomes.changed(2)).waitFor();
    await rowOf(page, 'Choir rehearsal 3').waitFor({ state: 'detached' });
    await eventually(() => rowOf(page, 'Choir rehearsal 1').count()).toBe(1);
    expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
    await reader.screenshot('bulk-command-phone');
    await bulk.getByRole('link', { name: text.bulk.resultsOf(text.bulk.title(text.bulk.phrases.delete, 2)) }).press('Enter');
    await page
      .getByRole('heading', { level: 1, name: text.bulk.resultsOf(text.bulk.title(text.bulk.phrases.delete, 2)) })
      .waitFor();
    const results = page.getByRole('list', { name: text.bulk.results, exact: true }).getByRole('listitem');
    await results.filter({ hasText: 'Choir rehearsal 3' }).getByText(text.bulk.outcomeNames.changed).waitFor();
    await page.getByRole('button', { name: text.bulk.withCount(text.bulk.outcomeNames.changed, 2) }).press('Enter');
    await page.waitForURL(/outcome=changed/);
    await results.nth(1).waitFor();
    await eventually(() => results.count()).toBe(2);
    expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
    await reader.screenshot('bulk-results-phone');
    await bulk.getByRole('button', { name: text.bulk.dismiss }).click();
    await bulk.waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1180, height: 860 });
    await reader.go('/automations/jobs');
    await page.getByRole('link', { name: text.bulk.title(text.bulk.phrases.delete, 2) }).click();
    await results.first().waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('bulk-results');
    await reader.go('/recordings');
  }, 120_000);

  it('sees that a follow-up of a delivery has failed, finds it in the list, and retries it alone', async () => {
    const title = 'Delivered without a picture';
    const { page } = reader;
    const {
      itemList: { states },
      recording: words,
    } = text;
    const badge = (name: string): Locator => page.locator('.recording-head').getByText(name, { exact: true });
    const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
    const id = await startSimulatedRun(reader, {
      title,
      outputs: ['sim-session'],
      stages: {
        'deliver:sim-session/thumbnail': {
          faults: [{ attempt: 1, do: 'fail', code: 'no-picture', message: 'The picture is too large', retryable: false }],
        },
      },
    });
    await reader.go(`/recordings/${id}`);
    await page.getByText(words.banner.followUpsFailed(1)).waitFor();
    await badge(states.follow_up_failed).waitFor();
    await page.locator('.delivery').getByText('The picture is too large').waitFor();
    await button(words.why.title).click();
    await page.getByRole('link', { name: words.why.settings }).waitFor();
    expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
    await reader.screenshot('follow-up-failed');
    await reader.go('/recordings');
    await stateButton(page, 'follow_up_failed').press('Enter');
    const row = page.getByRole('listitem').filter({ hasText: title });
    await row.getByText(states.follow_up_failed).waitFor();
    const others = page.getByRole('checkbox', { name: matching(text.bulk.select(ANY)) }).nth(1);
    await others.waitFor({ state: 'detached' });
    await reader.screenshot('follow-up-failed-list');
    await reader.go(`/recordings/${id}`);
    await button(actionName({ action: 'retry', target: 'sim-session/thumbnail' })).click();
    const done = `${words.pipeline.followUp('thumbnail')} · ${wordOf(words.pipeline.status, 'COMPLETED')}`;
    await page.locator('.delivery').getByText(done).waitFor();
    await page.getByText(words.banner.followUpsFailed(1)).waitFor({ state: 'detached' });
    await reader.go('/recordings');
  }, 120_000);

  it('keeps working while it stays open: ages pass a minute, and everything is still there', async () => {
    const patient = await Reader.open(browser, system);
    await patient.context.clock.install();
    await patient.signIn();
    // Lists of items have dates; ended bulk commands have ages.
    await patient.go('/automations/jobs');
    const ages = patient.page.getByRole('listitem').getByText(new RegExp(`ago$|${text.time.now}`, 'u'));
    await settle(patient.page, text.nav.automations);
    await ages.first().waitFor();
    const shown = await ages.count();
    for (let minutes = 0; minutes < 3; minutes += 1) await patient.page.clock.runFor(60_000);
    await patient.page
      .getByText(/^\D*[3-9] minutes ago$/)
      .first()
      .waitFor();
    await eventually(() => ages.count()).toBe(shown);
    expect(patient.faults).toEqual([]);
    await patient.close();
  }, 120_000);

  it('works in more tabs than a browser has connections to a server', async () => {
    const crowd = await Reader.open(browser, system);
    await crowd.signIn();
    await crowd.go('/recordings');
    const tabs = [crowd.page];
    while (tabs.length < 8) tabs.push(await crowd.tab('/recordings'));
    await startSimulatedRun(crowd, { title: 'Seen by all' });
    for (const tab of tabs) await rowOf(tab, 'Seen by all').getByText(text.status.READY).waitFor();
    const countLive = async (): Promise<number> => {
      const live = await Promise.all(tabs.map((tab) => tab.locator('.live-mark.live').count()));
      return live.filter((count) => count > 0).length;
    };
    // The other tabs poll instead, so that connections stay free for requests.
    await eventually(countLive).toBe(3);
    await crowd.close();
  }, 120_000);

  it('reports that the gateway does not answer, keeps the last data, and recovers by itself', async () => {
    await startSimulatedRun(reader, { title: 'Through a restart', stages: { TRANSCRIBE: simulateSlowStage(30_000) } });
    const row = rowOf(reader.page, 'Through a restart');
    await row.getByText(describeDoing('TRANSCRIBE')).waitFor();
    await system.service('gateway').stop();
    const away = reader.page.getByText(`${text.connection.away} ${text.connection.since}`);
    await away.waitFor();
    await eventually(() => row.getByText(describeDoing('TRANSCRIBE')).isVisible()).toBe(true);
    await reader.screenshot('gateway-away');
    await system.service('gateway').start();
    await away.waitFor({ state: 'detached' });
    await row.getByText(text.status.READY).waitFor();
    // The browser logs a cut stream by itself, so it is not a fault of the page.
    expect(reader.faults).toEqual([]);
  }, 120_000);
});
