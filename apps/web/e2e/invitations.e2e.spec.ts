import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { libraryButton } from './testing/lists.js';
import { Reader } from './testing/reader.js';

describe('invitations to a library', () => {
  let system: System;
  let browser: Browser;
  beforeAll(async () => {
    const env = { gateway: { TL_INVITATIONS_CREATE_USERS: 'on' } };
    [system, browser] = await Promise.all([startSystem({ env }), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  /** Makes an invitation on the page of the settings, and returns its link. */
  const invite = async (owner: Reader, note: string): Promise<string> => {
    await owner.go('/settings/members');
    const part = owner.page.getByRole('region', { name: settingsText.invitations.title });
    await part.getByLabel(settingsText.invitations.role).selectOption('operator');
    await part.getByLabel(settingsText.invitations.note).fill(note);
    await part.getByRole('button', { name: settingsText.invitations.create }).click();
    const link = await part.getByText(/\/invitations#/).textContent();
    await part.getByRole('button', { name: settingsText.invitations.revoke.deleteOf(note) }).waitFor();
    return link ?? '';
  };
  const heading = (reader: Reader, name: string | RegExp): Promise<void> =>
    reader.page.getByRole('heading', { level: 1, name }).waitFor();

  it('lead a person through the sign-in and back, and into the library', async () => {
    const owner = await Reader.open(browser, system);
    await owner.signIn();
    await owner.api('POST', 'admin/users', { name: 'vera', role: 'operator' });
    const link = await invite(owner, 'Vera, biology');
    await owner.screenshot('invitations');
    const vera = await Reader.open(browser, system);
    await vera.page.goto(link);
    await heading(vera, settingsText.invitations.page.heading('owner'));
    await vera.page.getByRole('button', { name: settingsText.invitations.page.joinNow }).waitFor();
    expect(vera.page.url()).toBe(`${system.url}/invitations`);
    expect(await findInAllLooks(vera.page)).toEqual([]);
    await vera.screenshot('invitation-signed-out');
    await vera.page.goto(await vera.link('vera'));
    await vera.page.getByRole('button', { name: settingsText.invitations.page.accept }).waitFor();
    await vera.screenshot('invitation');
    await vera.page.getByRole('button', { name: settingsText.invitations.page.accept }).click();
    await heading(vera, settingsText.invitations.page.accepted('owner'));
    await vera.page.getByRole('button', { name: settingsText.invitations.page.open }).click();
    await heading(vera, text.itemList.title);
    await libraryButton(vera.page, 'owner').waitFor();
    await vera.page.goto(link);
    await heading(vera, settingsText.invitations.page.invalid);
    await vera.screenshot('invitation-used');
    await owner.page.reload();
    await owner.page
      .getByRole('region', { name: settingsText.invitations.title })
      .getByText(settingsText.invitations.acceptedBy('vera'))
      .waitFor();
    expect([...owner.complaints, ...vera.complaints]).toEqual([]);
    await Promise.all([owner.close(), vera.close()]);
  }, 120_000);

  it('give an account to a person who has none, and tell a member so', async () => {
    const owner = await Reader.open(browser, system);
    await owner.signIn();
    const link = await invite(owner, 'Kim');
    await owner.page.goto(link);
    await heading(owner, settingsText.invitations.page.member('owner'));
    const kim = await Reader.open(browser, system, { viewport: { width: 390, height: 844 } });
    await kim.page.goto(link);
    await kim.page.getByLabel(settingsText.invitations.page.name).fill('owner');
    await kim.page.getByRole('button', { name: settingsText.invitations.page.joinNow }).click();
    await kim.page.getByRole('alert').getByText('Another user has this name').waitFor();
    await kim.screenshot('invitation-phone');
    await kim.page.getByLabel(settingsText.invitations.page.name).fill('kim');
    await kim.page.getByRole('button', { name: settingsText.invitations.page.joinNow }).click();
    await heading(kim, text.itemList.title);
    const me = await kim.page.evaluate<{ role: string; library: { name: string; role: string } }>(
      'fetch("/api/v1/me").then((answer) => answer.json())',
    );
    expect(me).toMatchObject({ role: 'operator', library: { name: 'owner', role: 'operator' } });
    await Promise.all([owner.close(), kim.close()]);
  }, 120_000);

  it('end at once when an owner revokes them', async () => {
    const owner = await Reader.open(browser, system);
    await owner.signIn();
    const link = await invite(owner, 'Lou');
    const part = owner.page.getByRole('region', { name: settingsText.invitations.title });
    await part.getByRole('button', { name: settingsText.invitations.revoke.deleteOf('Lou') }).click();
    await owner.page.getByRole('dialog').getByRole('button', { name: settingsText.invitations.revoke.delete }).click();
    await part.getByText(settingsText.invitations.states.revoked, { exact: true }).waitFor();
    const lou = await Reader.open(browser, system);
    await lou.page.goto(link);
    await heading(lou, settingsText.invitations.page.invalid);
    await lou.go('/invitations#short');
    await lou.page.getByText(settingsText.invitations.page.incomplete).waitFor();
    expect([...owner.complaints, ...lou.complaints]).toEqual([]);
    await Promise.all([owner.close(), lou.close()]);
  }, 120_000);
});
