import { FAKE_GOOGLE_ACCOUNT } from '@throughline/strict-fakes';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { startIntegratedSystem, type IntegratedSystem } from './testing/integrations.js';
import { measureOverhang, Reader, findSeriousFindings } from './testing/reader.js';

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }],
];

/** Transcribing a whole talk takes long on a busy machine. */
const TRANSCRIBED = { timeout: 120_000 };

const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const lineOf = (page: Page, list: string, name: string): Locator =>
  page.getByRole('list', { name: list, exact: true }).locator('> li').filter({ hasText: name });
const panel = (page: Page): Locator => region(page, 'Notion');

describe('channels and credentials on the page', () => {
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
    expect([name, await findSeriousFindings(page)]).toEqual([name, []]);
    expect([name, await measureOverhang(page)]).toEqual([name, 0]);
  };
  const settings = async (section: 'Channels' | 'Credentials' = 'Channels'): Promise<void> => {
    await reader.go('/settings');
    await page.getByRole('link', { name: section, exact: true }).click();
    await page.getByRole('heading', { level: 2, name: section }).waitFor();
    await page.waitForFunction(() => document.querySelector('.skeleton') === null);
  };
  /** Calls the webhook as an automation does. */
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

  it('saves a token and never shows it again', async () => {
    await settings('Credentials');
    const credentials = region(page, 'Credentials');
    await credentials.getByText('No credentials yet.').waitFor();
    await credentials.getByText('Add credential').click();
    await credentials.getByLabel('Name', { exact: true }).fill('Notion of the team');
    const token = credentials.getByLabel('Token', { exact: true });
    await eventually(() => token.getAttribute('type')).toBe('password');
    await token.fill(place.notionToken);
    await look('credential-form');
    await credentials.getByRole('button', { name: 'Save credential' }).click();
    await lineOf(page, 'Credentials', 'Notion of the team').getByText('Not used yet').waitFor();
    // The form and the typed secret are gone, and the keyboard focus is back on the button.
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add credential');
    expect(await page.content()).not.toContain(place.notionToken);
  }, 120_000);

  it('reads a Google client file, and notices the consent that was given in another tab', async () => {
    const credentials = region(page, 'Credentials');
    await credentials.getByText('Add credential').click();
    await credentials.getByLabel('Type').selectOption('google');
    await credentials.getByLabel('Name', { exact: true }).fill('Drive of the team');
    const file = credentials.getByLabel(/file of the OAuth client/);
    await file.setInputFiles({ name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await credentials.getByRole('alert').getByText('This is not the file of an OAuth client').waitFor();
    await file.setInputFiles({ name: 'client.json', mimeType: 'application/json', buffer: Buffer.from(place.clientFile) });
    await credentials.getByRole('alert').waitFor({ state: 'detached' });
    await credentials.getByRole('button', { name: 'Save credential' }).click();
    const line = lineOf(page, 'Credentials', 'Drive of the team');
    await line.getByText('Sign in again').waitFor();
    await line.getByRole('button', { name: 'Connect Drive of the team' }).click();
    await line.getByRole('link', { name: /Sign in at the service/ }).waitFor();
    const [google] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await google.getByText(`${FAKE_GOOGLE_ACCOUNT} is connected`).waitFor();
    await google.close();
    await line.getByText('Works', { exact: true }).waitFor();
    await line.getByText(FAKE_GOOGLE_ACCOUNT).waitFor();
    await eventually(() => line.getByRole('link', { name: /Sign in at the service/ }).count()).toBe(0);
  }, 120_000);

  it('explains channels while there are none, adds one, and shows its secret once', async () => {
    await settings();
    const channels = region(page, 'Channels');
    await channels.getByRole('heading', { name: 'No channels yet' }).waitFor();
    await channels.getByText('docs/audit-process.md').waitFor();
    await channels.getByText('Add channel').first().click();
    await channels.getByLabel('Name', { exact: true }).fill('audits');
    await channels.getByLabel('Notion credential').selectOption({ label: 'Notion of the team' });
    await channels.getByLabel('Data source').fill(place.dataSourceId);
    await eventually(() => channels.getByLabel('Status', { exact: true }).inputValue()).toBe('Transcript Process Status');
    // The form preselects Google Drive outputs. This test delivers to a folder instead.
    await eventually(() => channels.getByLabel('drive', { exact: true }).isChecked()).toBe(true);
    await channels.getByLabel('drive', { exact: true }).uncheck();
    await channels.getByLabel('library', { exact: true }).check();
    await look('channel-form');
    await channels.getByRole('button', { name: 'Add channel' }).click();
    await lineOf(page, 'Channels', 'audits').getByText('delivers to library').waitFor();
    const shown = channels.getByRole('status').filter({ hasText: 'shown only once' });
    secret = (await shown.locator('code').first().textContent()) ?? '';
    expect(secret).toMatch(/^\S{20,}$/);
    const address = `${place.system.url}/api/v1/webhooks/audits`;
    await eventually(() => shown.locator('code').nth(1).textContent()).toBe(address);
    await eventually(() => shown.locator('code').nth(2).textContent()).toContain(secret);
    await look('channel-secret');
    await settings('Credentials');
    await lineOf(page, 'Credentials', 'Notion of the team').getByText('used by audits').waitFor();
    await settings();
    await lineOf(page, 'Channels', 'audits').getByText(address).waitFor();
    expect(await page.content()).not.toContain(secret);
  }, 120_000);

  it('checks a channel, and shows errors with their solution', async () => {
    const line = lineOf(page, 'Channels', 'audits');
    await line.locator('summary', { hasText: 'Check' }).click();
    await line.getByRole('button', { name: 'Start check' }).click();
    await line.getByText('Everything is correct.').waitFor();
    const hidden = place.addPage();
    hidden.shared = false;
    await line.getByLabel('Id or address of a page').fill(hidden.id);
    await line.getByRole('button', { name: 'Start check' }).click();
    const results = line.getByRole('list', { name: 'Result of the check of audits' });
    await results.getByRole('listitem').filter({ hasText: 'Wrong' }).getByText('To do:').first().waitFor();
    await eventually(() => results.getByText('Correct').count()).toBeGreaterThan(0);
    await look('channel-check');
    await line.getByLabel('Id or address of a page').fill('no page');
    await line.getByRole('button', { name: 'Start check' }).click();
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
    await panel(page).getByText('The page is up to date').waitFor();
    expect(notionPage.values.get('Transcript Process Status')).toBe('Complete');
    await eventually(() => panel(page).getByRole('link', { name: 'Open the page in Notion' }).getAttribute('href')).toContain(
      notionPage.id.replaceAll('-', ''),
    );
    await panel(page).getByRole('button', { name: 'Send again' }).click();
    await panel(page).getByText('The page is checked').waitFor();
    await settings();
    await lineOf(page, 'Channels', 'audits').getByText('Healthy').waitFor();
  }, 180_000);

  it('shows why a page cannot be written and what to do, and writes it after the fix', async () => {
    const notionPage = place.addPage();
    notionPage.shared = false;
    const { recording } = await send(notionPage.id);
    await reader.go(`/recordings/${recording}`);
    await panel(page).getByText('The page cannot be written').waitFor();
    await panel(page).getByText('nothing yet').waitFor();
    await panel(page).getByText('page-not-shared').waitFor();
    await page.locator('.recording-head').getByText('Ready', { exact: true }).waitFor(TRANSCRIBED);
    await look('recording-mirror');
    await settings();
    const line = lineOf(page, 'Channels', 'audits');
    await line.getByText('Cannot write').waitFor();
    await line.getByText('Pages behind: 1').waitFor();
    notionPage.shared = true;
    await line.getByRole('button', { name: /Write all pages again/ }).click();
    await line.getByText(/(is|are) checked/).waitFor();
    await line.getByText('Pages behind: 0').waitFor();
    await line.getByText('Healthy').waitFor();
    expect(notionPage.values.get('Transcript Process Status')).toBe('Complete');
  }, 180_000);

  it('links a video to the one that replaced it on the Notion page', async () => {
    const notionPage = place.addPage();
    const first = await send(notionPage.id);
    const second = await send(notionPage.id, { video: 'other' });
    await reader.go(`/recordings/${first.recording}`);
    await panel(page).getByText('The page shows another recording').waitFor();
    await panel(page).getByRole('link', { name: 'open recording' }).click();
    await panel(page).getByText('The page is up to date').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/recordings/${second.recording}`);
  }, 180_000);

  it('saves only the changed fields, and keeps concurrent changes of others', async () => {
    await settings();
    const line = lineOf(page, 'Channels', 'audits');
    await line.locator('summary', { hasText: 'Edit' }).click();
    await line.getByLabel('Spoken language').fill('en');
    const { items } = (await reader.api('GET', 'channels')) as { items: readonly { id: number }[] };
    const path = `channels/${String(items[0]?.id ?? 0)}`;
    await reader.api('PATCH', path, { data_source_id: null }, { 'if-match': '*' });
    await line.getByRole('button', { name: 'Save' }).click();
    await line.getByRole('alert').waitFor();
    await line.locator('summary', { hasText: 'Edit' }).click();
    await line.locator('summary', { hasText: 'Edit' }).click();
    await eventually(() => line.getByLabel('Data source').inputValue()).toBe('');
    await line.getByLabel('Spoken language').fill('en');
    await line.getByRole('button', { name: 'Save' }).click();
    await line.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    expect(await reader.api('GET', path)).toMatchObject({ language: 'en', data_source_id: null, outputs: ['library'] });
  }, 120_000);

  it('creates a new secret after a confirmation, and invalidates the old one', async () => {
    const line = lineOf(page, 'Channels', 'audits');
    await line.getByRole('button', { name: 'New secret for audits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('stops working at once').waitFor();
    await dialog.getByRole('button', { name: 'New secret' }).click();
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
      ['Channels', lineOf(viewer.page, 'Channels', 'audits').getByText('delivers to library')],
      ['Credentials', lineOf(viewer.page, 'Credentials', 'Notion of the team')],
    ] as const;
    for (const [name, line] of sections) {
      await viewer.page.getByRole('link', { name, exact: true }).click();
      await line.waitFor();
      const buttons = region(viewer.page, name).getByRole('button').filter({ hasNotText: 'Copy' });
      await eventually(async () => [
        name,
        await buttons.count(),
        await region(viewer.page, name).locator('summary').count(),
      ]).toEqual([name, 0, 0]);
    }
    await viewer.go(`/recordings/${complete}`);
    await panel(viewer.page).getByText('The page is up to date').waitFor();
    await eventually(() => panel(viewer.page).getByRole('button').count()).toBe(0);
    expect(viewer.faults).toEqual([]);
    await viewer.close();
  }, 120_000);

  it.each(LOOKS)(
    'has no serious accessibility finding and no horizontal overflow: %s',
    async (name, options) => {
      const other = await Reader.open(browser, place.system, { reducedMotion: 'reduce', ...options });
      await other.signIn();
      await other.go('/settings');
      const line = lineOf(other.page, 'Channels', 'audits');
      await line.locator('summary', { hasText: 'Edit' }).click();
      await line.getByLabel('Spoken language').waitFor();
      await other.screenshot(`channels-${name}`);
      expect(await findSeriousFindings(other.page)).toEqual([]);
      expect(await measureOverhang(other.page)).toBe(0);
      await other.go(`/recordings/${complete}`);
      await panel(other.page).getByText('The page is up to date').waitFor();
      await other.screenshot(`mirror-${name}`);
      expect(await findSeriousFindings(other.page)).toEqual([]);
      expect(await measureOverhang(other.page)).toBe(0);
      await other.close();
    },
    120_000,
  );

  it('removes a channel by keyboard after a confirmation, and keeps its recordings', async () => {
    await settings();
    const button = page.getByRole('button', { name: 'Remove audits' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Remove audits');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { name: 'No channels yet' }).waitFor();
    await reader.go(`/recordings/${complete}`);
    await panel(page).getByText('The page is not updated').waitFor();
    expect(reader.faults).toEqual([]);
  }, 120_000);
});
