import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { createTone } from './testing/files.js';
import { getFocusName, tabTo } from './testing/keyboard.js';
import { isPhone, LOOKS } from './testing/looks.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { HEBREW, LONG, seedLibrary } from './testing/seeded-library.js';
import { simulateSlowStage, startSimulatedRun } from './testing/trials.js';
import { uploadOf } from './testing/uploads.js';
import { settle, VIEWS } from './testing/views.js';
import { wordOf } from './testing/word-of.js';

const { outputs, templates } = text;

describe('the accessibility of the page', () => {
  let system: System;
  let browser: Browser;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true }), openBrowser()]);
    const owner = await Reader.open(browser, system);
    await owner.signIn();
    await seedLibrary(owner);
    await startSimulatedRun(owner, { title: 'Under way', stages: { TRANSCRIBE: simulateSlowStage(60_000) } });
    await owner.page.getByRole('listitem').filter({ hasText: 'Under way' }).locator('.step-line').waitFor();
    await owner.close();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it.each(testDepth.oneOfEach(LOOKS, (look) => String(isPhone(look))))(
    'has no accessibility finding and no horizontal overflow: %s',
    async (look, options) => {
      const reader = await Reader.open(browser, system, { reducedMotion: 'reduce', ...options });
      await reader.page.goto(`${system.url}/sign-in`);
      await settle(reader.page, text.signIn.title);
      expect(await findAccessibilityFindings(reader.page)).toEqual([]);
      await reader.signIn();
      for (const [name, path, heading] of VIEWS) {
        await reader.go(path);
        await settle(reader.page, heading);
        await reader.screenshot(`${name}-${look}`);
        expect([name, await findAccessibilityFindings(reader.page)]).toEqual([name, []]);
        expect([name, await measureOverhang(reader.page)]).toEqual([name, 0]);
      }
      expect(reader.complaints).toEqual([]);
      await reader.close();
    },
    120_000,
  );

  it('has no accessibility finding with an open menu or dialog', async () => {
    const reader = await Reader.open(browser, system, { colorScheme: 'dark', reducedMotion: 'reduce' });
    await reader.signIn();
    await reader.go('/recordings');
    await reader.page.getByRole('button', { name: text.actions.menu('Under way') }).click();
    await reader.page.getByRole('menu').waitFor();
    expect(await findInAllLooks(reader.page)).toEqual([]);
    await reader.page.getByRole('menuitem', { name: text.actions.names.delete, exact: true }).click();
    await reader.page.getByRole('dialog').waitFor();
    await reader.screenshot('question-dark');
    expect(await findInAllLooks(reader.page)).toEqual([]);
    // Neither the keyboard nor a screen reader leaves the dialog.
    for (let presses = 0; presses < 3; presses += 1) await reader.page.keyboard.press('Tab');
    const holdsFocus = (dialog: Element): boolean => dialog.contains(document.activeElement);
    await eventually(() => reader.page.getByRole('dialog').evaluate(holdsFocus)).toBe(true);
    await eventually(() => reader.page.getByRole('link').count()).toBe(0);
    await reader.page.keyboard.press('Escape');
    await reader.page.getByRole('dialog').waitFor({ state: 'detached' });
    await reader.page.waitForFunction((name) => document.activeElement?.ariaLabel === name, text.actions.menu('Under way'));
    await eventually(() => reader.page.getByRole('link', { name: 'Under way' }).count()).toBe(1);
    // A blocked style would be a complaint.
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('can be used by keyboard alone: past the navigation, through the filters, to a recording and back', async () => {
    const reader = await Reader.open(browser, system);
    await reader.signIn();
    await reader.go('/recordings');
    const { page } = reader;
    await page.getByRole('link', { name: HEBREW }).waitFor();
    await page.keyboard.press('Tab');
    await eventually(() => getFocusName(page)).toBe(text.skipToContent);
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    await tabTo(page, `${text.itemList.states.attention}1`);
    // Keyboard users must see the focus.
    await eventually(() => page.locator(':focus').evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid');
    await tabTo(page, `${text.itemList.states.failed}1`);
    await page.keyboard.press('Space');
    await page.getByRole('link', { name: LONG }).waitFor({ state: 'detached' });
    await tabTo(page, HEBREW);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/recordings\//);
    await page.waitForFunction(() => document.activeElement?.id === 'content');
    await page.goBack();
    await page.getByRole('button', { name: text.itemList.states.failed, pressed: true }).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('has a bar on a phone, whose last place opens the other views by touch and by keyboard', async () => {
    const reader = await Reader.open(browser, system, LOOKS.find(isPhone)?.[1]);
    await reader.signIn();
    const { page } = reader;
    const { nav } = text;
    const bar = page.getByRole('navigation', { name: nav.label });
    const linkTo = (name: string): Locator => bar.getByRole('link', { name, exact: true });
    const more = bar.getByRole('button', { name: nav.further, exact: true });
    for (const name of [nav.recordings, nav.documents, nav.items]) {
      await linkTo(name).tap();
      await bar.locator('a[aria-current=page]').getByText(name, { exact: true }).waitFor();
    }
    await bar.getByRole('button', { name: text.upload.add, exact: true }).tap();
    await page.getByRole('dialog', { name: text.upload.title }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => getFocusName(page)).toBe(text.upload.add);
    await eventually(() => linkTo(nav.settings).count()).toBe(0);
    await more.tap();
    await linkTo(nav.settings).waitFor();
    await linkTo(nav.sessions).waitFor();
    await bar.getByRole('button', { name: text.account.signOut, exact: true }).waitFor();
    await reader.screenshot('navigation-more');
    expect(await findAccessibilityFindings(page)).toEqual([]);
    expect(await measureOverhang(page)).toBe(0);
    await linkTo(nav.settings).tap();
    await page.waitForURL(/\/settings/u);
    await eventually(() => linkTo(nav.settings).count()).toBe(0);
    const outputs = page.getByRole('navigation', { name: text.settings.title }).getByRole('link', { name: text.outputs.title });
    await outputs.waitFor();
    await reader.screenshot('settings-list-phone');
    expect(await findAccessibilityFindings(page)).toEqual([]);
    expect(await measureOverhang(page)).toBe(0);
    await outputs.tap();
    await page.getByRole('heading', { level: 2, name: text.outputs.title, exact: true }).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    await eventually(() => outputs.count()).toBe(0);
    await page.getByRole('link', { name: settingsText.allSections }).tap();
    await outputs.waitFor();
    await more.press('Enter');
    await tabTo(page, nav.automations);
    await page.keyboard.press('Escape');
    await eventually(() => linkTo(nav.automations).count()).toBe(0);
    await eventually(() => getFocusName(page)).toBe(nav.further);
    await page.keyboard.press('Space');
    await tabTo(page, nav.automations);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/automations/u);
    await eventually(() => linkTo(nav.automations).count()).toBe(0);
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('keeps a form at the side, its text and its address, however often Back is pressed', async () => {
    const reader = await Reader.open(browser, system);
    await reader.signIn();
    const { page } = reader;
    const goTo = (name: string): Promise<void> => page.getByRole('link', { name, exact: true }).first().click();
    for (const name of [text.nav.recordings, text.nav.sessions, text.nav.automations]) await goTo(name);
    await page.getByRole('button', { name: text.templates.add }).click();
    const form = page.getByRole('dialog', { name: text.templates.add });
    const field = form.getByRole('textbox', { name: text.templates.name });
    await field.fill('Lecture');
    const address = page.url();
    const question = page.getByRole('dialog', { name: text.sidePanel.discard });
    const goBack = (): Promise<void> =>
      page.evaluate(() => {
        history.back();
      });
    await goBack();
    await question.waitFor();
    await goBack();
    await eventually(() => Promise.resolve(page.url())).toMatch(/\/recordings$/u);
    await question.getByRole('button', { name: text.cancel }).click();
    await question.waitFor({ state: 'detached' });
    await eventually(() => Promise.resolve(page.url())).toBe(address);
    await eventually(() => field.inputValue()).toBe('Lecture');
    await goBack();
    await question.getByRole('button', { name: text.sidePanel.discard }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: text.itemList.kinds.session }).waitFor();
    await eventually(() => Promise.resolve(page.url())).toMatch(/\/sessions$/u);
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('searches what is typed, and keeps the searches that were submitted in the history of the browser', async () => {
    const reader = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    await reader.signIn();
    await reader.go('/search?q=zeppelin');
    const { page } = reader;
    const field = page.getByRole('searchbox', { name: text.search.field });
    const shows = (q: RegExp, typed: string) =>
      Promise.all([page.waitForURL(q), eventually(() => field.inputValue()).toBe(typed)]);
    for (const part of ['tom', 'tomatx']) await Promise.all([field.fill(part), shows(new RegExp(`q=${part}\\*$`), part)]);
    await page.getByText(text.search.noneBegins('tomatx')).waitFor();
    for (const width of [1_280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
      await reader.screenshot(`search-beginning-${String(width)}`);
    }
    await page.goBack();
    await shows(/q=zeppelin$/, 'zeppelin');
    await page.goForward();
    await shows(/q=tomatx\*$/, 'tomatx');
    await page.getByRole('button', { name: text.search.searchWhole }).click();
    await shows(/q=tomatx$/, 'tomatx');
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('has keys for search, Add, filter, rows and help, which can be switched off', async () => {
    const reader = await Reader.open(browser, system);
    await reader.signIn();
    await reader.go('/recordings');
    const { page } = reader;
    const dialog = page.getByRole('dialog');
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    const blur = (): Promise<void> => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.getByRole('link', { name: HEBREW }).waitFor();
    await press('/');
    await eventually(() => getFocusName(page)).toBe(text.search.field);
    // A letter in a field is a letter.
    await press('n');
    await eventually(() => page.getByRole('searchbox', { name: text.search.field }).inputValue()).toBe('n');
    await blur();
    await press('f');
    await eventually(() => getFocusName(page)).toBe(text.itemList.search);
    await blur();
    const titles = page.locator('[data-item] a.item-title');
    const focused = page.locator(':focus');
    for (const [key, place] of [['j', 0] as const, ['j', 1] as const, ['k', 0] as const]) {
      await press(key);
      await titles.nth(place).and(focused).waitFor();
    }
    await press('n');
    await dialog.getByText(text.upload.options).waitFor();
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await press('?');
    await dialog.getByRole('heading', { name: text.shortcuts }).waitFor();
    await reader.screenshot('shortcuts');
    expect(await findInAllLooks(page)).toEqual([]);
    await dialog.getByRole('checkbox', { name: settingsText.shortcuts.on }).uncheck();
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await titles.first().and(focused).waitFor();
    await press('n');
    await page.reload();
    await page.getByRole('link', { name: HEBREW }).waitFor();
    await press('?');
    await eventually(() => dialog.count()).toBe(0);
    await page.getByRole('button', { name: text.shortcuts }).click();
    await dialog.getByRole('checkbox', { name: settingsText.shortcuts.on }).check();
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await eventually(() => getFocusName(page)).toBe(text.shortcuts);
    await press('n');
    await dialog.getByText(text.upload.options).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('keeps the chosen theme from the first paint of the next visit', async () => {
    const reader = await Reader.open(browser, system, { colorScheme: 'light' });
    await reader.signIn();
    const ground = (): Promise<string> => reader.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await reader.go('/settings/appearance');
    await reader.page.getByRole('radio', { name: text.theme.dark }).check();
    await eventually(async () => (await ground()) === light).toBe(false);
    const dark = await ground();
    await reader.page.goto(`${system.url}/`, { waitUntil: 'commit' });
    await reader.page.waitForSelector('#root', { state: 'attached' });
    await eventually(ground).toBe(dark);
    await reader.close();
  }, 120_000);

  it('sets up an output, a template and a default by keyboard alone, and sees what decided the settings of a run', async () => {
    const reader = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    await reader.signIn();
    const { page } = reader;
    const { keyboard } = page;
    const press = async (name: string, key = 'Enter'): Promise<void> => {
      await tabTo(page, name);
      await keyboard.press(key);
    };
    const type = async (name: string, value: string): Promise<void> => {
      await tabTo(page, name);
      await keyboard.type(value);
    };
    const look = async (name: string): Promise<void> => {
      await reader.screenshot(`keyboard-${name}`);
      expect([name, await findInAllLooks(page)]).toEqual([name, []]);
      expect([name, await measureOverhang(page)]).toEqual([name, 0]);
    };
    const lineOf = (list: string, name: string): Locator =>
      page.getByRole('list', { name: list, exact: true }).locator('> li').filter({ hasText: name });

    await reader.go('/settings/outputs');
    await page.getByRole('heading', { name: outputs.emptyTitle }).waitFor();
    await press(outputs.add);
    await page.getByLabel(outputs.name, { exact: true }).waitFor();
    await type(outputs.name, 'lectures');
    await type(outputs.type, 'Fo');
    await type('Folder', 'lib');
    await type('Path below it', 'weekly');
    await press(text.typedSettings.testDraft);
    await page.getByRole('list', { name: text.channels.results(text.typedSettings.draft) }).waitFor();
    await look('output-form');
    await keyboard.press('Shift+Tab');
    await eventually(() => getFocusName(page)).toBe(outputs.create);
    await keyboard.press('Enter');
    await lineOf(outputs.own, 'lectures').getByText(outputs.state.untested).waitFor();
    await eventually(() => getFocusName(page)).toBe(outputs.add);
    await press(outputs.testOf('lectures'));
    await lineOf(outputs.own, 'lectures').getByText(outputs.state.ok, { exact: true }).waitFor();
    await eventually(() => getFocusName(page)).toBe(outputs.testOf('lectures'));
    await look('output');

    await reader.go('/automations/templates');
    await page.getByRole('heading', { level: 2, name: templates.title }).waitFor();
    await press(templates.add);
    await type(templates.name, 'Weekly');
    await type(templates.outputs, 'Only');
    await page.getByRole('checkbox', { name: 'lectures' }).waitFor();
    await press('lectures', 'Space');
    await look('template-form');
    await press(templates.create);
    await lineOf(templates.title, 'Weekly').waitFor();
    await eventually(() => getFocusName(page)).toBe(templates.add);

    await reader.go('/settings/defaults');
    await page.getByRole('button', { name: templates.defaults.save }).waitFor();
    await type(templates.processing.trimming.enable_trimming.label, 'Off');
    await type(templates.processing.transcription.enable_transcription.label, 'Off');
    await look('defaults');
    await press(templates.defaults.save);
    await page.getByText(templates.defaults.saved).waitFor();
    await eventually(() => getFocusName(page)).toBe(templates.defaults.save);

    await reader.go('/');
    await press(text.upload.add);
    await page.getByLabel(text.upload.address).waitFor();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(text.upload.choose)]);
    await chooser.setFiles(createTone('Algebra III.wav', 1_000_000, 31));
    await press(text.upload.start(1));
    await uploadOf(page, 'Algebra III.wav').getByText(text.upload.state.done).waitFor();
    await press(text.upload.open);
    await page.getByRole('heading', { level: 1, name: 'Algebra III' }).waitFor();
    await page.locator('.recording-head').getByText(text.status.READY, { exact: true }).waitFor();
    await press(text.recording.actions.further);
    await press(text.runs.withOthers);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(wordOf(text.recording.actions.previewOutcome, 'nothing')).waitFor();
    await type(text.runs.template, 'Week');
    await dialog.getByText(text.runs.ofTemplate('Weekly')).waitFor();
    await press(text.runs.bind, 'Space');
    await look('run');
    await press(text.actions.names.run);
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.delivery').filter({ hasText: 'lectures' }).getByText(text.itemList.outputStates.uploaded).waitFor();
    expect(await readdir(join(system.outputDir, 'weekly'))).toHaveLength(1);
    await press(text.recording.why.title);
    await page.getByRole('link', { name: text.recording.why.settings }).waitFor();
    await press(text.recording.why.settings);
    await page.waitForURL(/#item-settings$/u);
    const layers = page.getByRole('region', { name: text.itemSettings.ofRun });
    const { trimming, transcription } = templates.processing;
    const changed = `${trimming.enable_trimming.label}, ${transcription.enable_transcription.label}`;
    await eventually(() => layers.textContent()).toMatch(
      new RegExp(`${wordOf(text.runs.layers, 'user')}${changed}.*emplate.*${templates.outputs}`, 'u'),
    );
    await look('settings');
    const binding = page
      .locator('section[aria-labelledby="item-settings"]')
      .getByLabel(text.itemSettings.template, { exact: true });
    await binding.focus();
    await keyboard.type(text.itemSettings.noTemplate);
    await press(text.itemSettings.unbind);
    await page.getByText(text.itemSettings.unbound, { exact: true }).waitFor();
    await page.getByRole('button', { name: text.itemSettings.unbind }).waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement instanceof HTMLSelectElement);
    await eventually(() => getFocusName(page)).toBe(text.itemSettings.template);
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 120_000);
});
