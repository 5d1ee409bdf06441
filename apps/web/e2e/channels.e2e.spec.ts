import { credentialForm } from '@throughline/credentials';
import { FAKE_GOOGLE_ACCOUNT } from '@throughline/strict-fakes';
import type { Browser, Locator, Page } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { startIntegratedSystem, type IntegratedSystem } from './testing/integrations.js';
import { LOOKS } from './testing/looks.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { matching, wordOf } from './testing/word-of.js';

/** Transcribing a whole talk takes long on a busy machine. */
const TRANSCRIBED = { timeout: 120_000 };

const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const lineOf = (page: Page, list: string, name: string): Locator =>
  page.getByRole('list', { name: list, exact: true }).locator('> li').filter({ hasText: name });
const panel = (page: Page): Locator => region(page, text.mirror.title);

/** Returns true if the browser would ask before it reloads or closes the page. */
const wouldAskBeforeReload = (page: Page): Promise<boolean> =>
  page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));

const tokenLabel = credentialForm('token').fields[0]?.label ?? '';

describe('the page with channels and credentials', () => {
  let place: IntegratedSystem;
  let browser: Browser;
  let reader: Reader;
  let page: Page;
  let secret: string;
  /** Recording whose Notion page shows the final result. */
  let complete: string;
  beforeAll(async () => {
    [place, browser] = await Promise.all([startIntegratedSystem(), openBrowser()]);
    reader = await Reader.open(browser, place.system, { reducedMotion: 'reduce' });
    page = reader.page;
    await reader.signIn();
  }, 120_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await place.close();
  }, 60_000);

  const look = async (name: string): Promise<void> => {
    await reader.screenshot(name);
    expect([name, await findInAllLooks(page)]).toEqual([name, []]);
    expect([name, await measureOverhang(page)]).toEqual([name, 0]);
  };
  const settings = async (section: string = text.channels.title): Promise<void> => {
    await reader.go('/settings');
    await page.getByRole('link', { name: section, exact: true }).click();
    await page.getByRole('heading', { level: 2, name: section }).waitFor();
    await page.waitForFunction(() => document.querySelector('.skeleton') === null);
  };
  /** Calls the channel as an automation does. */
  const send = async (
    notionPage: string,
    { as = secret, video = 'talk' } = {},
  ): Promise<{ status: number; recording: string }> => {
    const answer = await fetch(`${place.system.url}/api/v1/webhooks/audits`, {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      body: JSON.stringify({ video_url: place.videoUrl(video), page_id: notionPage }),
    });
    const { recording_id = '' } = (await answer.json()) as { recording_id?: string };
    return { status: answer.status, recording: recording_id };
  };

  const form = (): Locator => page.getByRole('dialog');

  it('saves a token and never shows it again', async () => {
    await settings(settingsText.credentials.title);
    const credentials = region(page, settingsText.credentials.title);
    await credentials.getByRole('heading', { name: settingsText.credentials.emptyTitle }).waitFor();
    await credentials.getByRole('button', { name: settingsText.credentials.add, exact: true }).click();
    await form().getByLabel(settingsText.credentials.name, { exact: true }).fill('Notion of the team');
    const token = form().getByLabel(tokenLabel, { exact: true });
    await eventually(() => token.getAttribute('type')).toBe('password');
    await token.fill(place.notionToken);
    await look('credential-form');
    await form().getByRole('button', { name: settingsText.credentials.save }).click();
    await lineOf(page, settingsText.credentials.title, 'Notion of the team')
      .getByText(wordOf(settingsText.credentials.state, 'unknown'))
      .waitFor();
    // The form and the typed secret are gone, and the keyboard focus is back on the button.
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe(settingsText.credentials.add);
    expect(await page.content()).not.toContain(place.notionToken);
  }, 120_000);

  it('reads a Google client file, and notices the consent that was given in another tab', async () => {
    const credentials = region(page, settingsText.credentials.title);
    await credentials.getByRole('button', { name: settingsText.credentials.add, exact: true }).click();
    await form().getByLabel(settingsText.credentials.type).selectOption('google');
    await form().getByLabel(settingsText.credentials.name, { exact: true }).fill('Drive of the team');
    const file = form().getByLabel(settingsText.credentials.clientFile);
    await file.setInputFiles({ name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await form().getByRole('alert').getByText(settingsText.credentials.clientFileWrong).waitFor();
    await file.setInputFiles({ name: 'client.json', mimeType: 'application/json', buffer: Buffer.from(place.clientFile) });
    await form().getByRole('alert').waitFor({ state: 'detached' });
    await form().getByRole('button', { name: settingsText.credentials.save }).click();
    const line = lineOf(page, settingsText.credentials.title, 'Drive of the team');
    await line.getByText(wordOf(settingsText.credentials.state, 'needs_reauth')).waitFor();
    await line.getByRole('button', { name: settingsText.credentials.connectOf('Drive of the team') }).click();
    await line.getByRole('link', { name: settingsText.credentials.consent }).waitFor();
    const [google] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await google.getByText(`${FAKE_GOOGLE_ACCOUNT} is connected`).waitFor();
    await google.close();
    await line.getByText(wordOf(settingsText.credentials.state, 'ok'), { exact: true }).waitFor();
    await line.getByText(FAKE_GOOGLE_ACCOUNT).waitFor();
    await eventually(() => line.getByRole('link', { name: settingsText.credentials.consent }).count()).toBe(0);
  }, 120_000);

  it('explains channels while there are none, adds one, and shows its secret once', async () => {
    await settings();
    const channels = region(page, text.channels.title);
    await channels.getByRole('heading', { name: text.channels.emptyTitle }).waitFor();
    await channels.getByText(text.channels.emptyDocs).waitFor();
    await channels.getByRole('button', { name: text.channels.add }).click();
    await form().getByLabel(text.channels.name, { exact: true }).fill('audits');
    await form().getByLabel(text.channels.credential).selectOption({ label: 'Notion of the team' });
    await form().getByLabel(text.channels.dataSource).fill(place.dataSourceId);
    await eventually(() => form().getByLabel(text.channels.field.status, { exact: true }).inputValue()).toBe(
      'Transcript Process Status',
    );
    // The form preselects Google Drive outputs. This test delivers to a folder instead.
    await eventually(() => form().getByLabel('drive', { exact: true }).isChecked()).toBe(true);
    await form().getByLabel('drive', { exact: true }).uncheck();
    await form().getByLabel('library', { exact: true }).check();
    await look('channel-form');
    await form().getByRole('button', { name: text.channels.add }).click();
    await lineOf(page, text.channels.title, 'audits')
      .getByText(text.channels.delivers(['library']))
      .waitFor();
    const shown = channels.getByRole('status').filter({ hasText: text.channels.secretMade });
    secret = (await shown.locator('code').first().textContent()) ?? '';
    expect(secret).toMatch(/^\S{20,}$/);
    const address = `${place.system.url}/api/v1/webhooks/audits`;
    await eventually(() => shown.locator('code').nth(1).textContent()).toBe(address);
    await eventually(() => shown.locator('code').nth(2).textContent()).toContain(secret);
    await look('channel-secret');
    await settings(settingsText.credentials.title);
    await lineOf(page, settingsText.credentials.title, 'Notion of the team')
      .getByText(settingsText.credentials.usedBy(['audits']))
      .waitFor();
    await settings();
    await lineOf(page, text.channels.title, 'audits').getByText(address).waitFor();
    expect(await page.content()).not.toContain(secret);
  }, 120_000);

  it('checks a channel, and shows errors with their solution', async () => {
    const line = lineOf(page, text.channels.title, 'audits');
    await line.locator('summary', { hasText: text.channels.check }).click();
    await line.getByRole('button', { name: text.channels.checkStart }).click();
    await line.getByText(text.channels.allRight).waitFor();
    const hidden = place.addPage();
    hidden.shared = false;
    await line.getByLabel(text.channels.checkPage).fill(hidden.id);
    await line.getByRole('button', { name: text.channels.checkStart }).click();
    const results = line.getByRole('list', { name: text.channels.results('audits') });
    await results
      .getByRole('listitem')
      .filter({ hasText: wordOf(text.channels.result, 'wrong') })
      .getByText(text.channels.mend)
      .first()
      .waitFor();
    await eventually(() => results.getByText(wordOf(text.channels.result, 'ok')).count()).toBeGreaterThan(0);
    await look('channel-check');
    await line.getByLabel(text.channels.checkPage).fill('no page');
    await line.getByRole('button', { name: text.channels.checkStart }).click();
    await line
      .getByRole('alert')
      .getByText(/id or the address of a Notion page/)
      .waitFor();
  }, 120_000);

  it('shows the state of the Notion page of a video up to the end', async () => {
    const notionPage = place.addPage();
    const sent = await send(notionPage.id);
    expect(sent.status).toBe(202);
    complete = sent.recording;
    await reader.go(`/recordings/${complete}`);
    await panel(page).getByText('Complete', { exact: true }).waitFor(TRANSCRIBED);
    await panel(page).getByText(wordOf(text.mirror.state, 'current')).waitFor();
    expect(notionPage.values.get('Transcript Process Status')).toBe('Complete');
    await eventually(() => panel(page).getByRole('link', { name: text.mirror.open }).getAttribute('href')).toContain(
      notionPage.id.replaceAll('-', ''),
    );
    await panel(page).getByRole('button', { name: text.mirror.again }).click();
    await panel(page).getByText(text.mirror.asked).waitFor();
    await settings();
    await lineOf(page, text.channels.title, 'audits').getByText(wordOf(text.channels.health, 'ok')).waitFor();
  }, 180_000);

  it('shows why a page cannot be written and what to do, and writes it after the fix', async () => {
    const notionPage = place.addPage();
    notionPage.shared = false;
    const { recording } = await send(notionPage.id);
    await reader.go(`/recordings/${recording}`);
    await panel(page).getByText(wordOf(text.mirror.state, 'failing')).waitFor();
    await panel(page).getByText(text.mirror.nothing).waitFor();
    await panel(page).getByText('page-not-shared').waitFor();
    await page.locator('.recording-head').getByText(text.status.READY, { exact: true }).waitFor(TRANSCRIBED);
    await look('recording-mirror');
    await settings();
    const line = lineOf(page, text.channels.title, 'audits');
    await line.getByText(wordOf(text.channels.health, 'failing')).waitFor();
    await line.getByText(`${text.channels.backlog}: 1`).waitFor();
    notionPage.shared = true;
    await line.getByRole('button', { name: text.channels.resyncOf('audits') }).click();
    await line.getByText(matching(text.channels.resent(1), text.channels.resent(2))).waitFor();
    await line.getByText(`${text.channels.backlog}: 0`).waitFor();
    await line.getByText(wordOf(text.channels.health, 'ok')).waitFor();
    expect(notionPage.values.get('Transcript Process Status')).toBe('Complete');
  }, 180_000);

  it('links a video to the one that replaced it on the Notion page', async () => {
    const notionPage = place.addPage();
    const first = await send(notionPage.id);
    const second = await send(notionPage.id, { video: 'other' });
    await reader.go(`/recordings/${first.recording}`);
    await panel(page).getByText(wordOf(text.mirror.state, 'superseded')).waitFor();
    await panel(page).getByRole('link', { name: text.mirror.other }).click();
    await panel(page).getByText(wordOf(text.mirror.state, 'current')).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/recordings/${second.recording}`);
  }, 180_000);

  it('saves only the changed fields, and keeps concurrent changes of others', async () => {
    await settings(settingsText.credentials.title);
    await page.getByRole('link', { name: text.channels.title, exact: true }).click();
    const line = lineOf(page, text.channels.title, 'audits');
    await line.getByRole('button', { name: text.channels.editOf('audits') }).click();
    await form().getByLabel(text.channels.language).fill('en');
    const { items } = (await reader.api('GET', 'channels')) as { items: readonly { id: number }[] };
    const path = `channels/${String(items[0]?.id ?? 0)}`;
    await reader.api('PATCH', path, { data_source_id: null }, { 'if-match': '*' });
    await form().getByRole('button', { name: text.channels.save }).click();
    await form().getByRole('alert').waitFor();
    // Typed values are lost only after a question, also by Back and by a reload.
    const address = page.url();
    await page.evaluate(() => {
      history.back();
    });
    await page.getByText(text.sidePanel.discardHint).waitFor();
    await form().last().getByRole('button', { name: text.cancel }).press('Enter');
    await page.getByText(text.sidePanel.discardHint).waitFor({ state: 'detached' });
    await page.waitForURL(address);
    await eventually(() => form().getByLabel(text.channels.language).inputValue()).toBe('en');
    await eventually(() => wouldAskBeforeReload(page)).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByText(text.sidePanel.discardHint).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await page.getByRole('button', { name: text.sidePanel.discard }).press('Enter');
    await form().waitFor({ state: 'detached' });
    const edit = line.getByRole('button', { name: text.channels.editOf('audits') });
    await eventually(() => edit.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await form().getByLabel(text.channels.language).waitFor();
    await page.keyboard.press('Escape');
    await form().waitFor({ state: 'detached' });
    await edit.press('Enter');
    await eventually(() => form().getByLabel(text.channels.dataSource).inputValue()).toBe('');
    await form().getByLabel(text.channels.language).fill('en');
    let release = (): void => undefined;
    const answer = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(`**/${path}`, async (route) => {
      await answer;
      await route.continue();
    });
    await form().getByRole('button', { name: text.channels.save }).click();
    // Nobody leaves the form before the outcome is known.
    await form().getByRole('button', { name: text.cancel, disabled: true }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => form().count()).toBe(1);
    await eventually(() => wouldAskBeforeReload(page)).toBe(true);
    release();
    await form().waitFor({ state: 'detached' });
    await eventually(() => wouldAskBeforeReload(page)).toBe(false);
    await page.unroute(`**/${path}`);
    expect(await reader.api('GET', path)).toMatchObject({ language: 'en', data_source_id: null, outputs: ['library'] });
  }, 120_000);

  it('creates a new secret after a confirmation, and invalidates the old one', async () => {
    const line = lineOf(page, text.channels.title, 'audits');
    await line.getByRole('button', { name: text.channels.secretOf('audits') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(text.channels.secretHint).waitFor();
    await dialog.getByRole('button', { name: text.channels.secret }).click();
    const before = secret;
    secret = (await line.getByRole('status').locator('code').first().textContent()) ?? '';
    expect(secret).not.toBe(before);
    expect((await send(place.addPage().id, { as: before })).status).toBe(401);
  }, 120_000);

  it('shows viewers the state without any controls', async () => {
    const me = (await reader.api('GET', 'me')) as { name: string };
    await reader.api('POST', 'admin/users', { name: 'vera', role: 'viewer', library: me.name });
    const viewer = await Reader.open(browser, place.system);
    await viewer.signIn('vera');
    await viewer.go('/settings');
    const sections = [
      [text.channels.title, lineOf(viewer.page, text.channels.title, 'audits').getByText(text.channels.delivers(['library']))],
      [settingsText.credentials.title, lineOf(viewer.page, settingsText.credentials.title, 'Notion of the team')],
    ] as const;
    for (const [name, line] of sections) {
      await viewer.page.getByRole('link', { name, exact: true }).click();
      await line.waitFor();
      const buttons = region(viewer.page, name).getByRole('button').filter({ hasNotText: text.copy });
      await eventually(async () => [
        name,
        await buttons.count(),
        await region(viewer.page, name).locator('summary').count(),
      ]).toEqual([name, 0, 0]);
    }
    await viewer.go(`/recordings/${complete}`);
    await panel(viewer.page).getByText(wordOf(text.mirror.state, 'current')).waitFor();
    await eventually(() => panel(viewer.page).getByRole('button').count()).toBe(0);
    expect(viewer.faults).toEqual([]);
    await viewer.close();
  }, 120_000);

  it.each(LOOKS)(
    'has no accessibility finding and no horizontal overflow: %s',
    async (name, options) => {
      const other = await Reader.open(browser, place.system, { reducedMotion: 'reduce', ...options });
      await other.signIn();
      await other.go('/settings/channels');
      const line = lineOf(other.page, text.channels.title, 'audits');
      await line.getByRole('button', { name: text.channels.editOf('audits') }).click();
      await other.page.getByRole('dialog').getByLabel(text.channels.language).waitFor();
      await other.screenshot(`channels-${name}`);
      expect(await findAccessibilityFindings(other.page)).toEqual([]);
      expect(await measureOverhang(other.page)).toBe(0);
      await other.go(`/recordings/${complete}`);
      const { label, names } = text.recording.tabs;
      const tabs = other.page.getByRole('group', { name: label });
      if (options.isMobile === true) await tabs.getByRole('button', { name: names.details }).click();
      await panel(other.page).getByText(wordOf(text.mirror.state, 'current')).waitFor();
      await other.screenshot(`mirror-${name}`);
      expect(await findAccessibilityFindings(other.page)).toEqual([]);
      expect(await measureOverhang(other.page)).toBe(0);
      await other.close();
    },
    120_000,
  );

  it('removes a channel by keyboard after a confirmation, and keeps its recordings', async () => {
    await settings();
    const button = page.getByRole('button', { name: text.channels.deleteOf('audits') });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await button.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: text.channels.delete, exact: true }).click();
    await page.getByRole('heading', { name: text.channels.emptyTitle }).waitFor();
    await reader.go(`/recordings/${complete}`);
    await panel(page).getByText(wordOf(text.mirror.state, 'off')).waitFor();
    expect(reader.faults).toEqual([]);
  }, 120_000);
});
