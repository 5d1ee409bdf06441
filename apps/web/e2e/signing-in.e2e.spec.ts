import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { addAuthenticator } from './testing/authenticator.js';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { libraryButton } from './testing/lists.js';
import { Reader } from './testing/reader.js';
import { startSimulatedRun } from './testing/trials.js';

describe('signing in to the page', () => {
  let system: System;
  let browser: Browser;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true }), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it('shows nothing of one user to another, not even its existence', async () => {
    await Reader.open(browser, system).then(async (owner) => {
      await owner.api('POST', 'admin/users', { name: 'guest', role: 'operator' });
      await owner.signIn();
      const id = await startSimulatedRun(owner, { title: 'A private conversation' });
      await owner.page.getByRole('link', { name: 'A private conversation' }).waitFor();
      const guest = await Reader.open(browser, system);
      await guest.signIn('guest');
      await guest.page.getByRole('heading', { name: text.itemList.empty.all.title }).waitFor();
      await guest.screenshot('empty-list');
      await guest.go(`/recordings/${id}`);
      await guest.page.getByRole('heading', { name: text.recording.gone }).waitFor();
      await eventually(() => guest.page.getByText('A private conversation').count()).toBe(0);
      await Promise.all([owner.close(), guest.close()]);
    });
  }, 120_000);

  it('lets an administrator add a user and create a link, which signs that user in', async () => {
    const admin = await Reader.open(browser, system);
    await admin.signIn();
    await admin.page.getByRole('link', { name: text.nav.settings, exact: true }).click();
    await admin.page.getByRole('link', { name: text.settings.users.title, exact: true }).click();
    const users = admin.page.getByRole('region', { name: text.settings.users.title });
    await users.getByLabel(text.settings.users.name).fill('maria');
    await users.locator('form').getByLabel(text.settings.users.role).selectOption('viewer');
    await users.getByRole('button', { name: text.settings.users.add }).click();
    await users.getByRole('button', { name: text.settings.users.linkFor('maria') }).click();
    await users.getByText(text.settings.users.refusals.firstUser).waitFor();
    await admin.screenshot('users');
    const link = await users.getByText(/\/sign-in#/).textContent();
    const maria = await Reader.open(browser, system);
    await maria.page.goto(link ?? '');
    await maria.page.getByRole('heading', { level: 1, name: text.nav.items }).waitFor();
    // A viewer has no controls for adding anything.
    await eventually(() => maria.page.getByRole('button', { name: text.upload.add, exact: true }).count()).toBe(0);
    await maria.go('/settings/users');
    await maria.page.getByRole('heading', { name: text.notFound.title }).waitFor();
    await eventually(() => maria.page.getByRole('region', { name: text.settings.users.title }).count()).toBe(0);
    await maria.page.getByRole('link', { name: text.settings.you, exact: true }).click();
    await maria.page
      .getByRole('region', { name: text.settings.sessions.title })
      .getByText(text.settings.sessions.current)
      .waitFor();
    await eventually(() => maria.page.getByRole('link', { name: text.settings.users.title, exact: true }).count()).toBe(0);
    await Promise.all([admin.close(), maria.close()]);
  }, 120_000);

  it('names the maker of a token, and asks before a user is disabled for good', async () => {
    const [admin, vera] = [await Reader.open(browser, system), await Reader.open(browser, system)];
    const { id } = (await admin.api('POST', 'admin/users', { name: 'vera' })) as { id: string };
    const { token } = (await admin.api('POST', `admin/users/${id}/tokens`, { name: 'import' })) as { token: string };
    await vera.signIn('vera');
    await vera.go('/settings/you');
    const line = vera.page.getByRole('region', { name: text.settings.tokens.title }).getByRole('listitem');
    await line.filter({ hasText: 'import' }).getByText(text.settings.tokens.madeBy('owner')).waitFor();
    await admin.signIn();
    await admin.go('/settings/users');
    const users = admin.page.getByRole('region', { name: text.settings.users.title });
    await users.getByRole('button', { name: text.settings.users.disable.deleteOf('vera') }).click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByText(text.settings.users.disable.hint).waitFor();
    await dialog.getByRole('button', { name: text.settings.users.disable.delete }).click();
    await users.getByRole('button', { name: text.settings.users.enableOf('vera') }).click();
    await users.getByRole('button', { name: text.settings.users.disable.deleteOf('vera') }).waitFor();
    const { status } = await fetch(`${system.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(401);
    await vera.page.reload();
    await vera.page.getByRole('heading', { name: text.signIn.title }).waitFor();
    await Promise.all([admin.close(), vera.close()]);
  }, 120_000);

  it('switches the library in all tabs, which then show only its items, and ends a membership', async () => {
    const owner = await Reader.open(browser, system);
    await owner.api('POST', 'admin/users', { name: 'tenor', role: 'operator', library: 'owner' });
    await startSimulatedRun(owner, { title: 'Rehearsal of the choir' });
    const guest = await Reader.open(browser, system);
    await guest.signIn('tenor');
    const { page } = guest;
    const item = page.getByRole('link', { name: 'Rehearsal of the choir' });
    await item.waitFor();
    const tab = await guest.tab('/?q=choir');
    await tab.getByRole('link', { name: 'Rehearsal of the choir' }).waitFor();
    // In this tab, the gateway ends the stream of the former library before it answers in which library the sign-in works.
    let isFirst = true;
    await tab.route('**/api/v1/me', async (route) => {
      if (isFirst) {
        isFirst = false;
        await tab.waitForRequest('**/api/v1/me');
      }
      // The page may have aborted the request meanwhile.
      await route.continue().catch(() => undefined);
    });
    await guest.screenshot('libraries');
    const switcher = libraryButton(page, 'owner');
    await switcher.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemradio', { name: 'tenor' }).waitFor();
    await guest.screenshot('libraries-menu');
    await page.getByRole('menuitemradio', { name: 'tenor' }).click();
    await page.getByRole('heading', { name: text.itemList.empty.all.title }).waitFor();
    await tab.getByRole('heading', { name: text.itemList.empty.all.title }).waitFor();
    expect(new URL(tab.url()).search).toBe('');
    await eventually(() => item.count()).toBe(0);
    await eventually(() => libraryButton(page, 'tenor').evaluate((one) => one === document.activeElement)).toBe(true);
    await libraryButton(page, 'tenor').click();
    await page.getByRole('menuitemradio', { name: /^owner/ }).click();
    await item.waitFor();

    await owner.signIn();
    await owner.go('/settings/members');
    const members = owner.page.getByRole('region', { name: text.libraries.members.title });
    await members.getByLabel(text.libraries.members.roleOf('tenor')).selectOption('viewer');
    await owner.page.getByText(text.libraries.members.roleChanged('tenor', text.libraries.roles.viewer)).waitFor();
    await owner.screenshot('members');
    await members.getByRole('button', { name: text.libraries.members.remove.deleteOf('tenor') }).click();
    await owner.page.getByRole('dialog').getByRole('button', { name: text.libraries.members.remove.delete }).click();
    await members.getByText(text.libraries.members.alone).waitFor();
    // The guest falls back to the own library, without a reload.
    await page.getByRole('heading', { name: text.itemList.empty.all.title }).waitFor();
    await eventually(() => libraryButton(page, '').count()).toBe(0);
    expect([...owner.complaints, ...guest.complaints]).toEqual([]);
    await Promise.all([owner.close(), guest.close()]);
  }, 120_000);

  it('creates and renames a library by keyboard, and follows an item that moves there', async () => {
    const owner = await Reader.open(browser, system);
    await owner.api('POST', 'admin/users', { name: 'alto', role: 'operator', library: 'owner' });
    const id = await startSimulatedRun(owner, { title: 'A talk to move' });
    const alto = await Reader.open(browser, system);
    await alto.signIn('alto');
    const { page } = alto;
    await page.getByRole('link', { name: text.nav.settings, exact: true }).click();
    await page.getByRole('link', { name: text.libraries.members.title, exact: true }).click();
    const dialog = page.getByRole('dialog');
    const focused = page.locator(':focus');
    const add = page.getByRole('button', { name: text.libraries.add });
    await add.focus();
    await page.keyboard.press('Enter');
    await dialog.getByLabel(text.libraries.name).fill('Nothing');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await focused.and(add).waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByLabel(text.libraries.name).fill('Archiv');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Archiv', exact: true }).waitFor();
    // Until its version is known, the library cannot be renamed.
    const rename = page.getByRole('button', { name: text.libraries.present.rename, disabled: false });
    await rename.focus();
    await page.keyboard.press('Enter');
    await dialog.getByLabel(text.libraries.name).fill('Archive');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Archive' }).waitFor();
    await focused.and(rename).waitFor();
    await libraryButton(page, 'Archive').click();
    await page.getByRole('menuitemradio', { name: /^owner/ }).click();
    await page.getByRole('heading', { level: 2, name: 'owner' }).waitFor();

    await alto.go(`/recordings/${id}`);
    await page.locator('.further-actions > summary').click();
    await page.getByRole('button', { name: text.actions.names.transfer }).click();
    await dialog.getByLabel(text.recording.actions.library).selectOption('Archive');
    await dialog.getByRole('button', { name: text.actions.names.transfer }).click();
    await page.getByRole('heading', { level: 1, name: text.libraries.moved.title('A talk to move') }).waitFor();
    await page.locator('#content:focus').waitFor();
    await page.getByRole('link', { name: text.libraries.moved.back, exact: true }).waitFor();
    await alto.screenshot('moved-item');
    await page.getByRole('button', { name: text.libraries.moved.switchTo('Archive') }).click();
    await page.getByRole('link', { name: 'A talk to move' }).click();
    await page.getByRole('heading', { level: 2, name: text.recording.timeline.title }).click();
    await page.getByText(text.libraries.moved.event('owner', 'Archive')).waitFor();
    await alto.go('/settings/members');
    const remove = page.getByRole('button', { name: text.libraries.present.remove.deleteOf('Archive') });
    await remove.click();
    await dialog.getByRole('button', { name: text.libraries.present.remove.delete }).click();
    await page.getByRole('alert').getByText('The library is not empty').waitFor();
    await focused.and(remove).waitFor();
    expect(alto.complaints).toEqual([]);
    await Promise.all([owner.close(), alto.close()]);
  }, 120_000);

  it('shows a new token once, and revokes it', async () => {
    const reader = await Reader.open(browser, system);
    await reader.signIn();
    await reader.go('/settings/you');
    const tokens = reader.page.getByRole('region', { name: text.settings.tokens.title });
    await tokens.getByLabel(text.settings.tokens.name).fill('the laptop');
    await tokens.getByRole('button', { name: text.settings.tokens.create }).click();
    const token = await tokens.getByText(/^tl_/).textContent();
    const countRequests = (): Promise<number> =>
      fetch(`${system.url}/api/v1/me`, { headers: { authorization: `Bearer ${token ?? ''}` } }).then(({ status }) => status);
    expect(await countRequests()).toBe(200);
    await tokens.getByRole('button', { name: text.settings.tokens.revokeOf('the laptop') }).click();
    await tokens.getByRole('button', { name: text.settings.tokens.revokeOf('the laptop') }).waitFor({ state: 'detached' });
    expect(await countRequests()).toBe(401);
    await reader.close();
  }, 120_000);

  it('closes the page in every tab on sign-out, and invalidates the cookie', async () => {
    const reader = await Reader.open(browser, system);
    await reader.signIn();
    const tab = await reader.tab('/settings');
    await tab.getByRole('heading', { level: 1, name: text.nav.settings }).waitFor();
    await reader.page.getByRole('button', { name: text.account.signOut }).click();
    await reader.page.getByRole('heading', { name: text.signIn.title }).waitFor();
    await tab.reload();
    await tab.getByRole('heading', { name: text.signIn.title }).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('names unsaved changes on sign-out, keeps them until the next sign-in, and deletes them on request', async () => {
    const reader = await Reader.open(browser, system);
    const { page } = reader;
    await reader.signIn();
    const id = await startSimulatedRun(reader, { title: 'Half described' });
    const open = async (): Promise<Locator> => {
      await reader.go(`/recordings/${id}`);
      const description = page.getByRole('textbox', { name: text.recording.details.description });
      await description.waitFor();
      return description;
    };
    const choose = async (tab: Page, answer: string): Promise<void> => {
      await tab.getByRole('button', { name: text.account.signOut, exact: true }).click();
      const dialog = tab.getByRole('dialog', { name: text.unsaved.title });
      await dialog.getByRole('link', { name: 'Half described' }).waitFor();
      expect(await findInAllLooks(tab)).toEqual([]);
      await dialog.getByRole('button', { name: answer, exact: true }).click();
      await tab.getByRole('heading', { name: text.signIn.title }).waitFor();
    };
    await (await open()).fill('Written on a train');
    await page.reload();
    await eventually(async () => (await open()).inputValue()).toBe('Written on a train');
    await page.getByRole('button', { name: text.account.signOut, exact: true }).click();
    await reader.screenshot('signing-out-unsaved');
    await page.getByRole('dialog').getByRole('link', { name: 'Half described' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // Another tab ends the sign-in of this one.
    await choose(await reader.tab(), text.unsaved.keep);
    await page.reload();
    await page.getByRole('heading', { name: text.signIn.title }).waitFor();
    await reader.signIn();
    await eventually(async () => (await open()).inputValue()).toBe('Written on a train');
    await choose(page, text.unsaved.delete);
    await reader.signIn();
    await eventually(async () => (await open()).inputValue()).toBe('');
    // Now there is nothing to ask.
    await page.getByRole('button', { name: text.account.signOut, exact: true }).click();
    await page.getByRole('heading', { name: text.signIn.title }).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  /** Browsers offer passkeys only at a host name. */
  const atHostName = (path = ''): Pick<System, 'url' | 'token'> => {
    const url = new URL(system.url);
    url.hostname = 'localhost';
    return { url: `${url.origin}${path}`, token: system.token };
  };

  it('works with a passkey that the user adds, until the passkey is removed', async () => {
    const reader = await Reader.open(browser, atHostName());
    const { page } = reader;
    await addAuthenticator(page);
    const signOut = async (): Promise<void> => {
      await page.getByRole('button', { name: text.account.signOut, exact: true }).click();
      await page.getByRole('heading', { name: text.signIn.title }).waitFor();
    };
    await reader.signIn();
    await reader.go('/settings/you');
    const passkeys = page.getByRole('region', { name: settingsText.passkeys.title });
    await passkeys.getByLabel(settingsText.passkeys.name).fill('Blue key');
    await passkeys.getByRole('button', { name: settingsText.passkeys.add }).click();
    await passkeys.getByText('Blue key').waitFor();
    await signOut();
    await page.getByRole('button', { name: settingsText.passkeys.signIn }).click();
    await page.getByRole('heading', { level: 1, name: text.nav.items }).waitFor();
    await reader.go('/settings/you');
    await passkeys.getByRole('button', { name: settingsText.passkeys.remove.deleteOf('Blue key') }).click();
    await page.getByRole('dialog').getByRole('button', { name: settingsText.passkeys.remove.delete }).click();
    await passkeys.getByText(settingsText.passkeys.none).waitFor();
    await signOut();
    await page.getByRole('button', { name: settingsText.passkeys.signIn }).click();
    await page.getByRole('alert').waitFor();
    await eventually(() => page.getByRole('heading', { name: text.signIn.title }).isVisible()).toBe(true);
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('works below a base path, and so do the page and its items', async () => {
    const below = atHostName('/base');
    await system.service('gateway').stop();
    await system.service('gateway').start({ TL_PUBLIC_URL: below.url });
    const reader = await Reader.open(browser, below);
    const { page } = reader;
    await reader.go('/');
    await page.getByRole('heading', { name: text.signIn.title }).waitFor();
    expect(page.url()).toBe(`${below.url}/sign-in`);
    await reader.signIn();
    const [cookie] = await reader.context.cookies(below.url);
    expect(cookie).toMatchObject({ path: '/base', httpOnly: true });
    const id = await startSimulatedRun(reader, { title: 'Below a path' });
    await page.getByRole('link', { name: 'Below a path' }).click();
    await page.getByRole('heading', { level: 1, name: 'Below a path' }).waitFor();
    expect(page.url()).toBe(`${below.url}/recordings/${id}`);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Below a path' }).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);
});
