import { FAKE_GOOGLE_ACCOUNT } from '@throughline/strict-fakes';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openBrowser } from './testing/browser.js';
import { startIntegrated, type Integrated } from './testing/integrations.js';
import { overhang, Reader, seriousFindings } from './testing/reader.js';

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }],
];

/** A busy machine takes its time to hear a whole talk. */
const TRANSCRIBED = { timeout: 120_000 };

const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const lineOf = (page: Page, list: string, name: string): Locator =>
  page.getByRole('list', { name: list, exact: true }).locator('> li').filter({ hasText: name });
const panel = (page: Page): Locator => region(page, 'Notion');

describe('channels and credentials on the page', () => {
  let place: Integrated;
  let browser: Browser;
  let reader: Reader;
  let page: Page;
  let secret: string;
  /** Whose page shows what became of it. */
  let complete: string;
  beforeAll(async () => {
    [place, browser] = await Promise.all([startIntegrated(), openBrowser()]);
    reader = await Reader.open(browser, place.system, { reducedMotion: 'reduce' });
    page = reader.page;
    await reader.signIn();
  }, 120_000);
  // A page that has broken shows nothing more: what it waits for in vain is not the reason.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await place.close();
  }, 60_000);

  const look = async (name: string): Promise<void> => {
    await reader.screenshot(name);
    expect([name, await seriousFindings(page)]).toEqual([name, []]);
    expect([name, await overhang(page)]).toEqual([name, 0]);
  };
  const settings = async (): Promise<void> => {
    await reader.go('/settings');
    await page.getByRole('heading', { level: 2, name: 'Channels' }).waitFor();
    await page.waitForFunction(() => document.querySelector('.skeleton') === null);
  };
  /** As an automation sends it. */
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

  it('takes a token, and shows it nowhere again', async () => {
    await settings();
    const credentials = region(page, 'Credentials');
    await credentials.getByText('There are no credentials yet.').waitFor();
    await credentials.getByText('Add a credential').click();
    await credentials.getByLabel('Name').fill('Notion of the team');
    const token = credentials.getByLabel('Token', { exact: true });
    expect(await token.getAttribute('type')).toBe('password');
    await token.fill(place.notionToken);
    await look('credential-form');
    await credentials.getByRole('button', { name: 'Put it in' }).click();
    await lineOf(page, 'Credentials', 'Notion of the team').getByText('Not used yet').waitFor();
    // The form is gone, and what was typed into it; whoever uses the keyboard stands where they have been.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Add a credential');
    expect(await page.content()).not.toContain(place.notionToken);
  }, 120_000);

  it('takes a client of Google by its file, and sees by itself when the account was connected in another tab', async () => {
    const credentials = region(page, 'Credentials');
    await credentials.getByText('Add a credential').click();
    await credentials.getByLabel('Type').selectOption('google');
    await credentials.getByLabel('Name').fill('Drive of the team');
    const file = credentials.getByLabel(/file of the OAuth client/);
    await file.setInputFiles({ name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await credentials.getByRole('alert').getByText('This is no file of an OAuth client').waitFor();
    await file.setInputFiles({ name: 'client.json', mimeType: 'application/json', buffer: Buffer.from(place.clientFile) });
    await credentials.getByRole('alert').waitFor({ state: 'detached' });
    await credentials.getByRole('button', { name: 'Put it in' }).click();
    const line = lineOf(page, 'Credentials', 'Drive of the team');
    await line.getByText('To be connected').waitFor();
    await line.getByRole('button', { name: 'Connect Drive of the team' }).click();
    await line.getByRole('link', { name: /Open Google/ }).waitFor();
    const [google] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await google.getByText(`${FAKE_GOOGLE_ACCOUNT} is connected`).waitFor();
    await google.close();
    await line.getByText('Works', { exact: true }).waitFor();
    await line.getByText(FAKE_GOOGLE_ACCOUNT).waitFor();
    expect(await line.getByRole('link', { name: /Open Google/ }).count()).toBe(0);
  }, 120_000);

  it('says what a channel is where there is none, adds one, and shows its secret once', async () => {
    await settings();
    const channels = region(page, 'Channels');
    await channels.getByRole('heading', { name: 'No channels yet' }).waitFor();
    await channels.getByText('docs/audit-process.md').waitFor();
    await channels.getByText('Add a channel').first().click();
    await channels.getByLabel('Name', { exact: true }).fill('audits');
    await channels.getByLabel('Credential of Notion').selectOption({ label: 'Notion of the team' });
    await channels.getByLabel('Data source').fill(place.dataSourceId);
    expect(await channels.getByLabel('Status', { exact: true }).inputValue()).toBe('Transcript Process Status');
    // Google Drive is what the process is made for; here a folder takes its place.
    expect(await channels.getByLabel('drive', { exact: true }).isChecked()).toBe(true);
    await channels.getByLabel('drive', { exact: true }).uncheck();
    await channels.getByLabel('library', { exact: true }).check();
    await look('channel-form');
    await channels.getByRole('button', { name: 'Add a channel' }).click();
    await lineOf(page, 'Channels', 'audits').getByText('delivers to library').waitFor();
    await lineOf(page, 'Credentials', 'Notion of the team').getByText('used by audits').waitFor();
    const shown = channels.getByRole('status').filter({ hasText: 'shown this once' });
    secret = (await shown.locator('code').first().textContent()) ?? '';
    expect(secret).toMatch(/^\S{20,}$/);
    const address = `${place.system.url}/api/v1/webhooks/audits`;
    expect(await shown.locator('code').nth(1).textContent()).toBe(address);
    expect(await shown.locator('code').nth(2).textContent()).toContain(secret);
    await look('channel-secret');
    await settings();
    await lineOf(page, 'Channels', 'audits').getByText(address).waitFor();
    expect(await page.content()).not.toContain(secret);
  }, 120_000);

  it('checks a channel: what is right, what is wrong, and what to do', async () => {
    const line = lineOf(page, 'Channels', 'audits');
    await line.locator('summary', { hasText: 'Check' }).click();
    await line.getByRole('button', { name: 'Check it' }).click();
    await line.getByText('Everything is right.').waitFor();
    const hidden = place.addPage();
    hidden.shared = false;
    await line.getByLabel('Id or address of a page').fill(hidden.id);
    await line.getByRole('button', { name: 'Check it' }).click();
    const results = line.getByRole('list', { name: 'What was found for audits' });
    await results.getByRole('listitem').filter({ hasText: 'Wrong' }).getByText('To do:').first().waitFor();
    expect(await results.getByText('Right').count()).toBeGreaterThan(0);
    await look('channel-check');
    await line.getByLabel('Id or address of a page').fill('no page');
    await line.getByRole('button', { name: 'Check it' }).click();
    await line
      .getByRole('alert')
      .getByText(/id or the address of a page/)
      .waitFor();
  }, 120_000);

  it('shows of a video what its page shows, up to the end', async () => {
    const notionPage = place.addPage();
    const sent = await send(notionPage.id);
    expect(sent.status).toBe(202);
    complete = sent.recording;
    await reader.go(`/recordings/${complete}`);
    await panel(page).getByText('Complete', { exact: true }).waitFor(TRANSCRIBED);
    await panel(page).getByText('The page is up to date').waitFor();
    expect(notionPage.values.get('Transcript Process Status')).toBe('Complete');
    expect(await panel(page).getByRole('link', { name: 'Open the page at Notion' }).getAttribute('href')).toContain(
      notionPage.id.replaceAll('-', ''),
    );
    await panel(page).getByRole('button', { name: 'Send again' }).click();
    await panel(page).getByText('The page is looked at again').waitFor();
    await settings();
    await lineOf(page, 'Channels', 'audits').getByText('No trouble').waitFor();
  }, 180_000);

  it('says why a page cannot be written and what to do, and sends it again when that was done', async () => {
    const notionPage = place.addPage();
    notionPage.shared = false;
    const { recording } = await send(notionPage.id);
    await reader.go(`/recordings/${recording}`);
    await panel(page).getByText('The page cannot be written').waitFor();
    await panel(page).getByText('nothing of it yet').waitFor();
    await panel(page).getByText('page-not-shared').waitFor();
    await page.locator('.recording-head').getByText('Ready', { exact: true }).waitFor(TRANSCRIBED);
    await look('recording-mirror');
    await settings();
    const line = lineOf(page, 'Channels', 'audits');
    await line.getByText('Cannot write').waitFor();
    await line.getByText('Pages behind: 1').waitFor();
    notionPage.shared = true;
    await line.getByRole('button', { name: /Send all again/ }).click();
    await line.getByText(/looked at again/).waitFor();
    await line.getByText('Pages behind: 0').waitFor();
    await line.getByText('No trouble').waitFor();
    expect(notionPage.values.get('Transcript Process Status')).toBe('Complete');
  }, 180_000);

  it('leads from a video to the one that its page shows in its place', async () => {
    const notionPage = place.addPage();
    const first = await send(notionPage.id);
    const second = await send(notionPage.id, { video: 'other' });
    await reader.go(`/recordings/${first.recording}`);
    await panel(page).getByText('The page shows another recording').waitFor();
    await panel(page).getByRole('link', { name: 'open that recording' }).click();
    await panel(page).getByText('The page is up to date').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/recordings/${second.recording}`);
  }, 180_000);

  it('changes what was changed in the form, and not what somebody else has changed meanwhile', async () => {
    await settings();
    const line = lineOf(page, 'Channels', 'audits');
    await line.locator('summary', { hasText: 'Edit' }).click();
    await line.getByLabel('Language spoken').fill('en');
    const { items } = (await reader.api('GET', 'channels')) as { items: readonly { id: number }[] };
    const path = `channels/${String(items[0]?.id ?? 0)}`;
    await reader.api('PATCH', path, { data_source_id: null }, { 'if-match': '*' });
    await line.getByRole('button', { name: 'Save' }).click();
    await line.getByRole('alert').waitFor();
    await line.locator('summary', { hasText: 'Edit' }).click();
    await line.locator('summary', { hasText: 'Edit' }).click();
    expect(await line.getByLabel('Data source').inputValue()).toBe('');
    await line.getByLabel('Language spoken').fill('en');
    await line.getByRole('button', { name: 'Save' }).click();
    await line.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    expect(await reader.api('GET', path)).toMatchObject({ language: 'en', data_source_id: null, outputs: ['library'] });
  }, 120_000);

  it('makes another secret after a question, and the one before ends', async () => {
    const line = lineOf(page, 'Channels', 'audits');
    await line.getByRole('button', { name: 'New secret for audits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('ends at once').waitFor();
    await dialog.getByRole('button', { name: 'New secret' }).click();
    const before = secret;
    secret = (await line.getByRole('status').locator('code').first().textContent()) ?? '';
    expect(secret).not.toBe(before);
    expect((await send(place.addPage().id, { as: before })).status).toBe(401);
  }, 120_000);

  it('lets viewers see how it is, and offers them no way to change it', async () => {
    const me = (await reader.api('GET', 'me')) as { name: string };
    await reader.api('POST', 'admin/users', { name: 'vera', role: 'viewer', library: me.name });
    const viewer = await Reader.open(browser, place.system);
    await viewer.signIn('vera');
    await viewer.go('/settings');
    await lineOf(viewer.page, 'Channels', 'audits').getByText('delivers to library').waitFor();
    await lineOf(viewer.page, 'Credentials', 'Notion of the team').waitFor();
    for (const name of ['Channels', 'Credentials'] as const) {
      const buttons = region(viewer.page, name).getByRole('button').filter({ hasNotText: 'Copy' });
      expect([name, await buttons.count(), await region(viewer.page, name).locator('summary').count()]).toEqual([name, 0, 0]);
    }
    await viewer.go(`/recordings/${complete}`);
    await panel(viewer.page).getByText('The page is up to date').waitFor();
    expect(await panel(viewer.page).getByRole('button').count()).toBe(0);
    expect(viewer.faults).toEqual([]);
    await viewer.close();
  }, 120_000);

  it.each(LOOKS)(
    'has no serious finding of an accessibility checker, and nothing that hangs over: %s',
    async (name, options) => {
      const other = await Reader.open(browser, place.system, { reducedMotion: 'reduce', ...options });
      await other.signIn();
      await other.go('/settings');
      const line = lineOf(other.page, 'Channels', 'audits');
      await line.locator('summary', { hasText: 'Edit' }).click();
      await line.getByLabel('Language spoken').waitFor();
      await other.screenshot(`channels-${name}`);
      expect(await seriousFindings(other.page)).toEqual([]);
      expect(await overhang(other.page)).toBe(0);
      await other.go(`/recordings/${complete}`);
      await panel(other.page).getByText('The page is up to date').waitFor();
      await other.screenshot(`mirror-${name}`);
      expect(await seriousFindings(other.page)).toEqual([]);
      expect(await overhang(other.page)).toBe(0);
      await other.close();
    },
    120_000,
  );

  it('reads only what the API says that it answers', async () => {
    const { components } = (await fetch(`${place.system.url}/openapi.json`).then((answer) => answer.json())) as {
      components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
    };
    const told = (schema: string): readonly string[] => Object.keys(components.schemas[schema]?.properties ?? {});
    expect(told('Channel')).toEqual(
      expect.arrayContaining(['id', 'name', 'action_type', 'field_map', 'credential_id', 'data_source_id', 'outputs']),
    );
    expect(told('Channel')).toEqual(expect.arrayContaining(['language', 'webhook_url', 'health']));
    expect(told('Credential')).toEqual(
      expect.arrayContaining(['id', 'type', 'name', 'state', 'account', 'last_used_at', 'used_by']),
    );
    expect(told('Mirror')).toEqual(
      expect.arrayContaining(['channel', 'page_url', 'state', 'wanted', 'sent', 'superseded_by', 'error']),
    );
    expect(told('Recording')).toContain('origin');
  });

  it('removes a channel after a question, by keyboard; what came in by it stays, and says so', async () => {
    await settings();
    const button = page.getByRole('button', { name: 'Remove audits' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Remove audits');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { name: 'No channels yet' }).waitFor();
    await reader.go(`/recordings/${complete}`);
    await panel(page).getByText('The page is left alone').waitFor();
  }, 120_000);
});
