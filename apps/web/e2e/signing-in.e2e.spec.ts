import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from './testing/browser.js';
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
      await guest.page.getByRole('heading', { name: 'Drop your first recording' }).waitFor();
      await guest.screenshot('empty-list');
      await guest.go(`/recordings/${id}`);
      await guest.page.getByRole('heading', { name: 'Recording not found' }).waitFor();
      expect(await guest.page.getByText('A private conversation').count()).toBe(0);
      await Promise.all([owner.close(), guest.close()]);
    });
  }, 120_000);

  it('lets an administrator add a user and create a link, which signs that user in', async () => {
    const admin = await Reader.open(browser, system);
    await admin.signIn();
    await admin.page.getByRole('link', { name: 'Settings' }).click();
    await admin.page.getByRole('link', { name: 'Users' }).click();
    const users = admin.page.getByRole('region', { name: 'Users' });
    await users.getByLabel('Name').fill('maria');
    await users.getByLabel(/^Role(?! of)/).selectOption('viewer');
    await users.getByRole('button', { name: 'Add user' }).click();
    await users.getByRole('button', { name: 'Sign-in link for maria' }).click();
    const link = await users.getByText(/\/sign-in#/).textContent();
    const maria = await Reader.open(browser, system);
    await maria.page.goto(link ?? '');
    await maria.page.getByRole('heading', { level: 1, name: 'Recordings' }).waitFor();
    // A viewer has no controls for adding anything.
    expect(await maria.page.getByRole('button', { name: 'Choose files' }).count()).toBe(0);
    await maria.go('/settings/members');
    await maria.page.getByRole('heading', { name: 'Page not found' }).waitFor();
    expect(await maria.page.getByRole('region', { name: 'Users' }).count()).toBe(0);
    await maria.page.getByRole('link', { name: 'Your account' }).click();
    await maria.page.getByRole('region', { name: 'Sign-ins' }).getByText('this browser').waitFor();
    expect(await maria.page.getByRole('link', { name: 'Users' }).count()).toBe(0);
    await Promise.all([admin.close(), maria.close()]);
  }, 120_000);

  it('shows a new token once, and revokes it', async () => {
    const reader = await Reader.open(browser, system);
    await reader.signIn();
    await reader.go('/settings/you');
    const tokens = reader.page.getByRole('region', { name: 'Tokens' });
    await tokens.getByLabel('Name').fill('the laptop');
    await tokens.getByRole('button', { name: 'Create token' }).click();
    const token = await tokens.getByText(/^tl_/).textContent();
    const asked = (): Promise<number> =>
      fetch(`${system.url}/api/v1/me`, { headers: { authorization: `Bearer ${token ?? ''}` } }).then(({ status }) => status);
    expect(await asked()).toBe(200);
    await tokens.getByRole('button', { name: 'Revoke the token the laptop' }).click();
    await tokens.getByRole('button', { name: 'Revoke the token the laptop' }).waitFor({ state: 'detached' });
    expect(await asked()).toBe(401);
    await reader.close();
  }, 120_000);

  it('closes the page in every tab on sign-out, and invalidates the cookie', async () => {
    const reader = await Reader.open(browser, system);
    await reader.signIn();
    const tab = await reader.tab('/settings');
    await tab.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await reader.page.getByRole('button', { name: 'Sign out' }).click();
    await reader.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tab.reload();
    await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);
});
