import { createHmac } from 'node:crypto';
import { credentialForm } from '@throughline/credentials';
import { startMailServer, type MailServer } from '@throughline/mail/testing';
import { FAKE_GOOGLE_ACCOUNT, GoogleFake } from '@throughline/strict-fakes';
import { startSystem, until, type System } from '@throughline/stack/testing';
import pg from 'pg';
import type { Browser, Locator, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { Reader, measureOverhang } from './testing/reader.js';
import { startReceiver, type Receiver, type ReceivedRequest } from './testing/receiver.js';
import { startSimulatedRun } from './testing/trials.js';
import { deliverTalk } from './testing/uploads.js';
import { ANY, matching, wordOf } from './testing/word-of.js';

const EMAIL = 'ann@example.org';
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const lineOf = (page: Page, list: string, name: string): Locator =>
  page.getByRole('list', { name: list, exact: true }).locator('> li').filter({ hasText: name });

/** Returns the signature that a receiver expects (Standard Webhooks 1.0.0, "Signature scheme"). */
function sign({ headers, body }: ReceivedRequest, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
const signaturesOf = ({ headers }: ReceivedRequest): readonly string[] => String(headers['webhook-signature']).split(' ');

const youtube = credentialForm('youtube');
const [clientIdLabel = '', clientSecretLabel = ''] = youtube.fields.map(({ label }) => label);

describe('the page with connections to other systems', () => {
  const redirectUris: string[] = [];
  let mail: MailServer;
  let google: GoogleFake;
  let receiver: Receiver;
  let system: System;
  let browser: Browser;
  let database: pg.Client;
  let reader: Reader;
  let page: Page;
  /** Reply code with which the mail server refuses mails. */
  let refusal: number | undefined;
  /** The mail about a failed item, for which the other tests do not wait. */
  let notice: Promise<string>;
  beforeAll(async () => {
    [mail, google, receiver, browser] = await Promise.all([
      startMailServer({ judge: () => refusal }),
      GoogleFake.start({ client: { redirectUris } }),
      startReceiver(),
      openBrowser(),
    ]);
    const reach = { TL_FETCH_ALLOW: 'localhost 127.0.0.1', TL_GOOGLE_URL: google.url };
    const TL_SMTP = JSON.stringify({ office: mail.connection });
    system = await startSystem({ simulation: true, isPublic: true, env: { gateway: { ...reach, TL_SMTP }, upload: reach } });
    database = new pg.Client({ connectionString: system.databaseUrl });
    await database.connect();
    redirectUris.push(`${system.url}/api/v1/credentials/oauth/callback`);
    reader = await Reader.open(browser, system, { reducedMotion: 'reduce', viewport: DESKTOP });
    page = reader.page;
    await reader.signIn();
  }, 120_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), database.end()]);
    await system.close();
    await Promise.all([mail.close(), google.close(), receiver.close()]);
  }, 60_000);

  const open = async (section: string): Promise<Locator> => {
    await reader.go(`/settings/${section.toLowerCase()}`);
    await region(page, section).waitFor();
    await page.waitForFunction(() => document.querySelector('.skeleton') === null);
    return region(page, section);
  };
  /** Checks the page as it is now, on a desktop and on a phone. */
  const look = async (name: string): Promise<void> => {
    for (const [device, size] of [['phone', PHONE] as const, ['desktop', DESKTOP] as const]) {
      await page.setViewportSize(size);
      await reader.screenshot(`${name}-${device}`);
      expect([name, device, await measureOverhang(page)]).toEqual([name, device, 0]);
    }
    expect([name, await findInAllLooks(page)]).toEqual([name, []]);
  };
  const lastMail = async (): Promise<string> => (await PostalMime.parse(mail.taken.at(-1)?.raw ?? '')).text ?? '';
  const linkIn = (mailText: string, purpose: 'confirm' | 'unsubscribe'): string =>
    new RegExp(`${system.url}/api/v1/notices/${purpose}/\\S+`).exec(mailText)?.[0] ?? '';
  /** Follows the link of a mail in another browser, where nobody has signed in. */
  const follow = async (link: string, button: string): Promise<string> => {
    const context = await browser.newContext();
    const other = await context.newPage();
    await other.goto(link);
    await other.getByRole('button', { name: button }).click();
    await other.getByText('You can close this page').waitFor();
    const body = await other.locator('body').innerText();
    await context.close();
    return body;
  };

  /** The failed item causes requests too. */
  const listTests = (): readonly ReceivedRequest[] =>
    receiver.requests.filter(({ headers }) => String(headers['webhook-id']).startsWith('msg_test_'));
  const change = async (sql: string): Promise<boolean> => ((await database.query(sql)).rowCount ?? 0) > 0;
  /** Lets the gateway look for causes each time that it may, instead of once a minute. */
  const lookUntil = (condition: () => Promise<boolean>, what: string): Promise<unknown> =>
    until(
      async () => {
        await change('update control.notice_setting set next_look_at = now() where claim is null');
        return condition();
      },
      { interval: 250, what },
    );
  /** Lets an item fail, and returns the mail about it. The cause becomes old in the database, because a notice waits ten minutes. */
  const tellFailure = async (): Promise<string> => {
    // Otherwise the first look would take the failure for an old one.
    await change('update control.notice_setting set baseline_due = false');
    const fails = { TRANSCRIBE: { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', retryable: false }] } };
    const id = await startSimulatedRun(reader, { title: 'Silent talk', stages: fails });
    const hasFailed = async (): Promise<boolean> => ((await reader.api('GET', `recordings/${id}`)) as { failed: boolean }).failed;
    await until(hasFailed, { what: 'the failure' });
    const age = `update control.notice_cause set found_at = found_at - interval '1 hour' where key like 'failed:%'`;
    await lookUntil(() => change(age), 'the cause');
    await lookUntil(() => Promise.resolve(mail.taken.length > 1), 'the notice');
    return lastMail();
  };

  it('sends notices to an address after the link in a mail was opened', async () => {
    const notices = await open(text.notices.title);
    await notices.getByText(text.notices.state.off).waitFor();
    await notices.getByLabel(text.notices.kind.quota).uncheck();
    await notices.getByLabel(text.notices.email).fill(EMAIL);
    refusal = 550;
    await page.keyboard.press('Enter');
    await notices.getByRole('status').getByText(text.notices.unconfirmedHint).waitFor();
    await notices.getByRole('alert').getByText('refused').first().waitFor();
    refusal = undefined;
    // Otherwise a second mail is refused within a minute.
    await change('update control.notice_setting set confirmation_at = null');
    await notices.getByRole('button', { name: text.notices.save }).click();
    await notices.getByRole('alert').waitFor({ state: 'detached' });
    await until(() => mail.taken.length > 0, { what: 'the mail with the link' });
    await look('notices-unconfirmed');
    expect(await follow(linkIn(await lastMail(), 'confirm'), 'Confirm address')).toContain('The address is confirmed');
    await notices.getByRole('status').getByText(text.notices.state.on).waitFor();
    await eventually(() => notices.getByLabel(text.notices.kind.quota).isChecked()).toBe(false);
    await eventually(() => notices.getByLabel(text.notices.kind.failed).isChecked()).toBe(true);
    notice = tellFailure();
    // The last test waits for it. Until then, a failure must not end the process.
    notice.catch(() => undefined);
  }, 120_000);

  const form = (): Locator => page.getByRole('dialog');

  it('adds a webhook, shows its secret once, and sends a test that the receiver can verify', async () => {
    const webhooks = await open(settingsText.webhooks.title);
    await webhooks.getByRole('heading', { name: settingsText.webhooks.emptyTitle }).waitFor();
    await webhooks.getByRole('button', { name: settingsText.webhooks.add }).click();
    await form().getByLabel(settingsText.webhooks.name, { exact: true }).fill('Chat');
    await form().getByLabel(settingsText.webhooks.url).fill(receiver.url);
    await look('webhook-form');
    await form().getByLabel(settingsText.webhooks.url).press('Enter');
    const secret =
      (await webhooks.getByRole('status').filter({ hasText: settingsText.webhooks.secretMade }).locator('code').textContent()) ??
      '';
    expect(secret).toMatch(/^whsec_\S{32,}$/);
    const line = lineOf(page, settingsText.webhooks.title, 'Chat');
    await line.getByText(settingsText.webhooks.state.active).waitFor();
    await line.getByRole('button', { name: settingsText.webhooks.testOf('Chat') }).click();
    await line
      .getByRole('status')
      .getByText(matching(settingsText.webhooks.received(200, 7).replace('7', ANY)))
      .waitFor();
    await line.getByText('well received').waitFor();
    const [test] = listTests();
    expect(test && signaturesOf(test)).toEqual([test && sign(test, secret)]);
    receiver.status = 500;
    await line.getByRole('button', { name: settingsText.webhooks.testOf('Chat') }).press('Enter');
    await line.getByText(settingsText.webhooks.refused(500)).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe(settingsText.webhooks.test);
    receiver.status = 200;
    await line.locator('summary', { hasText: settingsText.webhooks.log }).click();
    const requests = line.getByRole('list', { name: settingsText.webhooks.logOf('Chat') });
    const { event, status } = settingsText.webhooks;
    for (const answer of [500, 200]) {
      const hasText = new RegExp(`${event['webhook.test']}\\s+${status}: ${String(answer)}`, 'u');
      await requests.getByRole('listitem').filter({ hasText }).waitFor();
    }
    await look('webhook');

    await line.getByRole('button', { name: settingsText.webhooks.secretOf('Chat') }).press('Enter');
    await page.getByRole('dialog').getByText(settingsText.webhooks.secretHint).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: settingsText.webhooks.secret }).click();
    const newSecret =
      (await line.getByRole('status').filter({ hasText: settingsText.webhooks.secretMade }).locator('code').textContent()) ?? '';
    expect(newSecret).not.toBe(secret);
    await line.getByText(settingsText.webhooks.oldSecret).waitFor();
    expect(await page.content()).not.toContain(secret);
    await line.getByRole('button', { name: settingsText.webhooks.testOf('Chat') }).click();
    const rotated = await until(() => listTests()[2], { what: 'the test with two secrets' });
    expect(signaturesOf(rotated)).toEqual([sign(rotated, newSecret), sign(rotated, secret)]);
    await open(settingsText.webhooks.title);
    await line.getByText(settingsText.webhooks.state.active).waitFor();
    for (const shown of [secret, newSecret]) expect(await page.content()).not.toContain(shown);
  }, 120_000);

  it('pauses a webhook, changes its events, and deletes it after a question', async () => {
    const line = lineOf(page, settingsText.webhooks.title, 'Chat');
    await line.getByRole('button', { name: settingsText.webhooks.pauseOf('Chat') }).click();
    await line.getByText(settingsText.webhooks.state.paused, { exact: true }).waitFor();
    await line.getByRole('button', { name: settingsText.webhooks.editOf('Chat') }).click();
    await form().getByLabel(settingsText.webhooks.event['item.status_changed']).check();
    await form().getByRole('button', { name: settingsText.webhooks.save }).click();
    const { event } = settingsText.webhooks;
    await line.getByText(`${event['item.needs_attention']} · ${event['item.status_changed']}`).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe(settingsText.webhooks.edit);
    await line.getByRole('button', { name: settingsText.webhooks.resumeOf('Chat') }).click();
    await line.getByText(settingsText.webhooks.state.active).waitFor();
    const remove = line.getByRole('button', { name: settingsText.webhooks.deleteOf('Chat') });
    await remove.press('Enter');
    await page.keyboard.press('Escape');
    await remove.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: settingsText.webhooks.delete }).click();
    await region(page, settingsText.webhooks.title).getByRole('heading', { name: settingsText.webhooks.emptyTitle }).waitFor();
  }, 120_000);

  const connect = async (line: Locator): Promise<void> => {
    await line.getByRole('link', { name: settingsText.credentials.consent }).waitFor();
    const [service] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await service.getByText(`${FAKE_GOOGLE_ACCOUNT} is connected`).waitFor();
    await service.close();
    await line.getByText(wordOf(settingsText.credentials.state, 'ok'), { exact: true }).waitFor();
  };

  it('connects, tests, renames and replaces a credential, and shows what uses it', async () => {
    const { clientId, clientSecret } = google.client;
    const credentials = await open(settingsText.credentials.title);
    await credentials.getByRole('button', { name: settingsText.credentials.add, exact: true }).click();
    await form().getByLabel(settingsText.credentials.type).selectOption('youtube');
    await form().getByLabel(settingsText.credentials.name, { exact: true }).fill('Channel');
    await form().getByLabel(clientIdLabel).fill(clientId);
    await form().getByLabel(clientSecretLabel).fill(clientSecret);
    await page.keyboard.press('Enter');
    const line = lineOf(page, settingsText.credentials.title, youtube.label);
    await line.getByText(wordOf(settingsText.credentials.state, 'needs_reauth')).waitFor();
    await line.getByRole('button', { name: settingsText.credentials.connectOf('Channel') }).click();
    await connect(line);

    const { items } = (await reader.api('GET', 'credentials')) as { items: readonly { id: number }[] };
    const output = { name: 'tube', type: 'youtube', settings: { privacy: 'unlisted' }, credential_id: items[0]?.id };
    await reader.api('POST', 'own-outputs', output);
    await open(settingsText.credentials.title);
    await line.getByText(settingsText.credentials.usedBy(['tube'])).waitFor();
    await line.getByRole('button', { name: settingsText.credentials.testOf('Channel') }).click();
    await line.locator('.note').getByText(FAKE_GOOGLE_ACCOUNT).waitFor();
    await look('credential');

    await line.getByRole('button', { name: settingsText.credentials.renameOf('Channel') }).click();
    await form().getByLabel(settingsText.credentials.name, { exact: true }).fill('Lectures');
    await page.keyboard.press('Enter');
    await line.getByText('Lectures', { exact: true }).waitFor();
    await line.getByRole('button', { name: settingsText.credentials.replaceOf('Lectures') }).click();
    await form().getByLabel(clientIdLabel).fill(clientId);
    await form().getByLabel(clientSecretLabel).fill(clientSecret);
    await form().getByRole('button', { name: settingsText.credentials.saveSecret }).click();
    await line.getByText(wordOf(settingsText.credentials.state, 'needs_reauth')).waitFor();
    // The test was about the earlier secret.
    await eventually(() => line.locator('.note').count()).toBe(0);
    await look('credential-to-connect');
    await line.getByRole('button', { name: settingsText.credentials.connectOf('Lectures') }).click();
    await connect(line);
    await line.getByText(settingsText.credentials.usedBy(['tube'])).waitFor();
    expect(await page.content()).not.toContain(clientSecret);
  }, 120_000);

  it('sends a changed title to a video that was delivered, without another upload', async () => {
    const id = await deliverTalk(system, 'tube');
    await reader.api('PATCH', `recordings/${id}`, { title: 'Second edition' }, { 'if-match': '*' });
    await reader.go(`/recordings/${id}`);
    const delivery = page.locator('.delivery').filter({ hasText: 'tube' });
    await delivery.getByText(text.recording.outputs.oldTexts).waitFor();
    await page.locator('.further-actions > summary').click();
    await look('earlier-title');
    await page.getByRole('button', { name: new RegExp(`^${text.actions.names.update_texts}`) }).click();
    await delivery.getByText(text.recording.outputs.oldTexts).waitFor({ state: 'detached' });
    expect(google.youtube.videos.map(({ title }) => title)).toEqual(['Second edition']);
    expect(google.uploads.sessions.size).toBe(1);
  }, 120_000);

  it('ends the notices from a mail about a failed item, with one click', async () => {
    const mailText = await notice;
    expect(mailText).toContain('“Silent talk” has failed');
    const notices = await open(text.notices.title);
    await notices.getByText(text.notices.lastSent).waitFor();
    await look('notices');
    expect(await follow(linkIn(mailText, 'unsubscribe'), 'Unsubscribe')).toContain('No more notices are sent');
    await open(text.notices.title);
    await notices.getByText(text.notices.state.off).waitFor();
    await eventually(() => notices.getByText(EMAIL).count()).toBe(0);
  }, 180_000);
});
