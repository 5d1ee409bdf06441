import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSystem, tempDir, until, type System } from '@throughline/stack/testing';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { createTone } from './testing/files.js';
import { getFocusName } from './testing/keyboard.js';
import { LOOKS } from './testing/looks.js';
import { Reader, measureOverhang } from './testing/reader.js';
import { choose, openAdd, rowOf, uploadOf } from './testing/uploads.js';

const MEGABYTE = 1_000_000;

/** Limits the upload rate, so that a test can act during the upload. */
async function slowLine(page: Page, bytesPerSecond: number): Promise<CDPSession> {
  const line = await page.context().newCDPSession(page);
  await setLine(line, bytesPerSecond);
  return line;
}
const setLine = (line: CDPSession, bytesPerSecond: number, offline = false): Promise<unknown> =>
  line.send('Network.emulateNetworkConditions', {
    offline,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });

const halfWay = (upload: Locator): Promise<void> =>
  upload.getByText(new RegExp(`^(?!0 B)${text.upload.sent(String.raw`[\d.]+ [KM]?B`, '')}`, 'u')).waitFor();

const registerItems = async (reader: Reader, title: string): Promise<number> => {
  const { items } = (await reader.api('GET', `recordings?q=${encodeURIComponent(title)}`)) as { items: readonly object[] };
  return items.length;
};

describe('adding recordings on the page', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser()]);
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

  it('shows the reason of a refusal in the words of the API', async () => {
    const { page } = reader;
    const dialog = await openAdd(page);
    await page.getByLabel(text.upload.address).fill('http://127.0.0.1/private.mp4');
    await page.getByRole('button', { name: text.upload.addressSend }).click();
    await page.getByRole('alert').waitFor();
    await eventually(() => page.getByRole('alert').textContent()).toContain('Connections to 127.0.0.1 are not allowed');
    await reader.screenshot('refused-address');
    await dialog.getByRole('button', { name: text.cancel }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await registerItems(reader, 'private')).toBe(0);
  }, 120_000);

  it('says that an address was refused after the dialog was closed', async () => {
    const { page } = reader;
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/v1/recordings', async (route) => {
      await asked;
      await route.continue();
    });
    const dialog = await openAdd(page);
    await page.getByLabel(text.upload.address).fill('http://127.0.0.1/later.mp4');
    await page.getByRole('button', { name: text.upload.addressSend }).click();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    answer();
    await page.getByText(text.upload.addressFailed).waitFor();
    await reader.screenshot('refused-later');
    await page.getByRole('button', { name: text.upload.addressShow }).click();
    await dialog.getByText('Connections to 127.0.0.1 are not allowed').waitFor();
    await dialog.getByRole('button', { name: text.cancel }).click();
    await dialog.waitFor({ state: 'detached' });
    await eventually(() => page.getByText(text.upload.addressFailed).count()).toBe(0);
    await page.unroute('**/api/v1/recordings');
  }, 120_000);

  it('uploads several files at once through a restart of the gateway, each as one recording', async () => {
    const { page } = reader;
    const line = await slowLine(page, 3 * MEGABYTE);
    const names = ['north', 'south', 'west'];
    await choose(page, ...names.map((name, index) => createTone(`${name}.wav`, 6 * MEGABYTE, index)));
    await halfWay(uploadOf(page, 'north.wav'));
    await system.service('gateway').kill();
    await uploadOf(page, 'north.wav').getByText(text.upload.state.waiting).waitFor();
    await reader.screenshot('cut-line');
    await system.service('gateway').start();
    await setLine(line, -1);
    for (const name of names) {
      await uploadOf(page, `${name}.wav`).getByText(text.upload.state.done).waitFor({ timeout: 60_000 });
      await rowOf(page, name).waitFor();
      expect([name, await registerItems(reader, name)]).toEqual([name, 1]);
    }
  }, 120_000);

  it('continues an upload while a view does not arrive, and shows the view at the next attempt', async () => {
    const { page } = reader;
    const line = await slowLine(page, MEGABYTE);
    await choose(page, createTone('going-on.wav', 5 * MEGABYTE, 9));
    await halfWay(uploadOf(page, 'going-on.wav'));
    await page.route('**/assets/SettingsPage*', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: text.nav.settings, exact: true }).click();
    await page.getByText(text.missingView.title).waitFor();
    // The tray stays while the user moves about.
    await uploadOf(page, 'going-on.wav').getByText(text.upload.state.sending).waitFor();
    await page.getByText(text.missingView.uploads).waitFor();
    await reader.screenshot('missing-view');
    // Another attempt keeps the focus, and says what helps if it fails too.
    await page.getByRole('button', { name: text.problem.tryAgain }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(text.missingView.again).waitFor();
    await eventually(() => getFocusName(page)).toBe(text.problem.tryAgain);
    await page.unroute('**/assets/SettingsPage*');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: text.settings.title }).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.getByRole('link', { name: text.nav.recordings, exact: true }).click();
    await setLine(line, -1);
    await uploadOf(page, 'going-on.wav').getByText(text.upload.state.done).waitFor();
    expect(await registerItems(reader, 'going-on')).toBe(1);
  }, 120_000);

  it('keeps chosen files and a typed address until they are used or discarded', async () => {
    const { page } = reader;
    const dialog = await openAdd(page);
    const address = dialog.getByLabel(text.upload.address);
    const chosen = dialog.getByRole('list', { name: text.upload.chosen }).getByText('kept.wav');
    await dialog.getByLabel(text.upload.choose).setInputFiles(createTone('kept.wav', MEGABYTE, 12));
    await address.fill('https://example.org/talk.mp4');
    const { items } = (await reader.api('GET', 'recordings?limit=1')) as { items: readonly { id: string; title: string }[] };
    await page.route('**/api/v1/recordings', (route) => route.fulfill({ status: 201, json: items[0] }));
    await dialog.getByRole('button', { name: text.upload.addressSend }).click();
    await dialog.getByRole('link', { name: text.upload.open }).click();
    await page.getByRole('heading', { level: 1, name: items[0]?.title ?? '' }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.unroute('**/api/v1/recordings');
    await openAdd(page);
    await chosen.waitFor();
    await eventually(() => address.inputValue()).toBe('');
    await address.fill('https://example.org/other.mp4');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await openAdd(page);
    await chosen.waitFor();
    await dialog.getByRole('button', { name: text.upload.start(1), exact: true }).click();
    await dialog.getByText(text.upload.addressLeft).waitFor();
    await reader.screenshot('address-left');
    await eventually(() => address.inputValue()).toBe('https://example.org/other.mp4');
    await dialog.getByRole('button', { name: text.cancel }).click();
    await uploadOf(page, 'kept.wav').getByText(text.upload.state.done).waitFor();
    await openAdd(page);
    await eventually(() => address.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await reader.go('/recordings');
  }, 120_000);

  it('adds files with the language and the template that the user chooses, and keeps the dialog free of findings', async () => {
    const { page } = reader;
    await reader.api('POST', 'templates', { name: 'Weekly' });
    await page.reload();
    const dialog = await openAdd(page);
    await dialog.getByLabel(text.upload.choose).setInputFiles(createTone('chosen.wav', MEGABYTE, 10));
    await dialog.getByLabel(text.upload.language).selectOption('nl');
    await dialog.getByLabel(text.upload.template).selectOption('Weekly');
    for (const [name, look] of LOOKS) {
      if (look.viewport) await page.setViewportSize(look.viewport);
      await page.emulateMedia({ colorScheme: look.colorScheme ?? null, reducedMotion: 'reduce' });
      await reader.screenshot(`add-${name}`);
      expect([name, await findAccessibilityFindings(page)]).toEqual([name, []]);
      expect([name, await measureOverhang(page)]).toEqual([name, 0]);
    }
    await page.setViewportSize({ width: 1180, height: 860 });
    await dialog.getByRole('button', { name: text.upload.start(1), exact: true }).click();
    await uploadOf(page, 'chosen.wav').getByText(text.upload.state.done).waitFor();
    const { items } = (await reader.api('GET', 'recordings?q=chosen')) as { items: readonly { id: string }[] };
    expect(await reader.api('GET', `recordings/${items[0]?.id ?? ''}`)).toMatchObject({
      language: 'nl',
      template: { name: 'Weekly' },
    });
  }, 120_000);

  it('adds the recordings and documents of a folder, a few at a time, and names what it leaves out', async () => {
    const { page } = reader;
    const folder = await tempDir('tl-web-');
    const talks = join(folder.path, 'Talks');
    await mkdir(join(talks, 'May'), { recursive: true });
    const names = ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir'];
    for (const [nth, name] of names.entries())
      await writeFile(join(talks, nth < 2 ? 'May' : '', `${name}.wav`), createTone(name, MEGABYTE, 40 + nth).buffer);
    for (const other of ['backup.zip', '.hidden.wav']) await writeFile(join(talks, other), 'other');
    const dialog = await openAdd(page);
    await dialog.getByLabel(text.upload.chooseFolder).setInputFiles(talks);
    await dialog.getByText(text.upload.chosenSum(5, '5 MB')).waitFor();
    await dialog.getByText('Talks/May/Ash.wav', { exact: true }).waitFor();
    await dialog.getByText(text.upload.leftOut(1)).waitFor();
    await dialog.getByText('Talks/backup.zip').waitFor();
    for (const [name, look] of LOOKS) {
      if (look.viewport) await page.setViewportSize(look.viewport);
      await page.emulateMedia({ colorScheme: look.colorScheme ?? null, reducedMotion: 'reduce' });
      await reader.screenshot(`add-folder-${name}`);
      expect([name, await findAccessibilityFindings(page)]).toEqual([name, []]);
      expect([name, await measureOverhang(page)]).toEqual([name, 0]);
    }
    await page.setViewportSize({ width: 1180, height: 860 });
    const line = await slowLine(page, MEGABYTE / 4);
    await dialog.getByRole('button', { name: text.upload.start(5), exact: true }).click();
    await uploadOf(page, 'Birch.wav').getByText(text.upload.state.queued).waitFor();
    await reader.screenshot('queued-uploads');
    await setLine(line, -1);
    for (const name of names) {
      await uploadOf(page, `${name}.wav`).getByText(text.upload.state.done).waitFor();
      expect([name, await registerItems(reader, name)]).toEqual([name, 1]);
    }
    await page.getByRole('button', { name: text.upload.removeAdded }).click();
    await eventually(() => page.getByRole('list', { name: text.upload.list }).count()).toBe(0);
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    for (const name of ['Ash', 'Birch']) {
      const { items } = (await reader.api('GET', `recordings?q=${name}`)) as { items: readonly { id: string }[] };
      await until(async () => {
        const files = (await reader.api('GET', `recordings/${items[0]?.id ?? ''}/artifacts`)) as { items: readonly object[] };
        return files.items.length > 0;
      });
      await page.getByRole('checkbox', { name: text.bulk.select(name) }).click();
    }
    await page.getByRole('button', { name: text.bulk.download.title }).click();
    const all = page.getByRole('menuitem', { name: text.bulk.download.parts.all });
    const [download] = await Promise.all([page.waitForEvent('download'), all.click()]);
    expect(download.suggestedFilename()).toBe('throughline.zip');
    expect(download.url()).toContain('/api/v1/items/archives/');
    const archive = await readFile(await download.path());
    expect(['PK', 'Ash/', 'Birch/'].map((part) => archive.includes(part))).toEqual([true, true, true]);
    await folder.remove();
  }, 120_000);

  it('resumes after a reload once the user chooses the file again', async () => {
    const { page } = reader;
    const line = await slowLine(page, MEGABYTE);
    // The upload fingerprint includes the modification time, so both choices need the same file on disk.
    const folder = await tempDir('tl-web-');
    const file = join(folder.path, 'reloaded.wav');
    await writeFile(file, createTone('reloaded.wav', 5 * MEGABYTE, 6).buffer);
    await choose(page, file);
    await uploadOf(page, 'reloaded.wav')
      .getByText(new RegExp(`^${text.upload.sent(String.raw`[2-4](\.\d)? MB`, '5 MB')}`, 'u'))
      .waitFor();
    await page.reload();
    await uploadOf(page, 'reloaded.wav').getByText(text.upload.state.interrupted).waitFor();
    await reader.screenshot('after-a-reload');
    await setLine(line, -1);
    const [sent] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'PATCH'),
      page.getByLabel(text.upload.chooseAgainFor('reloaded.wav')).setInputFiles(file),
    ]);
    expect(Number(await sent.headerValue('upload-offset'))).toBeGreaterThan(MEGABYTE);
    await uploadOf(page, 'reloaded.wav').getByText(text.upload.state.done).waitFor();
    await rowOf(page, 'reloaded').waitFor();
    expect(await registerItems(reader, 'reloaded')).toBe(1);
    await folder.remove();
  }, 120_000);

  it('pauses and resumes an upload, and leaves nothing after a cancellation', async () => {
    const { page } = reader;
    const line = await slowLine(page, MEGABYTE / 2);
    await choose(page, createTone('paused.wav', 3 * MEGABYTE, 7), createTone('cancelled.wav', 3 * MEGABYTE, 8));
    const [paused, cancelled] = [uploadOf(page, 'paused.wav'), uploadOf(page, 'cancelled.wav')];
    await halfWay(paused);
    await paused.getByRole('button', { name: text.upload.pause }).click();
    await paused.getByText(text.upload.state.paused, { exact: true }).waitFor();
    await cancelled.getByRole('button', { name: text.upload.stop }).click();
    await cancelled.waitFor({ state: 'detached' });
    await setLine(line, -1);
    await paused.getByRole('button', { name: text.upload.resume }).click();
    await paused.getByText(text.upload.state.done).waitFor();
    await rowOf(page, 'paused').waitFor();
    expect(await registerItems(reader, 'cancelled')).toBe(0);
    expect(reader.faults).toEqual([]);
  }, 120_000);

  it('brings each file of a folder once, by a source that a person sets up', async () => {
    const { page } = reader;
    const bring = (name: string, seed: number): Promise<void> =>
      writeFile(join(system.inboxDir, name), createTone(name, MEGABYTE, seed).buffer);
    await bring('Algebra I.wav', 21);
    await reader.go('/automations/sources');
    await page.getByText(settingsText.sources.emptyTitle).waitFor();
    await page.getByRole('button', { name: settingsText.sources.add, exact: true }).click();
    await page.getByLabel(settingsText.sources.name, { exact: true }).fill('Talks');
    await page.getByLabel(settingsText.sources.type, { exact: true }).selectOption('folder');
    await page.getByLabel('Folder', { exact: true }).selectOption('inbox');
    await page.getByLabel('Seconds without a change').fill('1');
    await page.getByLabel('After the import').selectOption('move');
    await reader.screenshot('new-source');
    await page.getByRole('button', { name: settingsText.sources.create }).click();
    const line = page
      .getByRole('list', { name: settingsText.sources.title, exact: true })
      .locator('> li')
      .filter({ hasText: 'Talks' });
    await line.getByText(settingsText.sources.state.untried).waitFor();
    const lectures = (): Promise<number> => registerItems(reader, 'Algebra');
    const sync = line.getByRole('button', { name: settingsText.sources.syncOf('Talks') });
    await sync.click();
    await until(async () => (await lectures()) === 1);
    await system.service('gateway').kill();
    await bring('Algebra II.wav', 22);
    await system.service('gateway').start();
    await sync.click();
    await until(async () => (await lectures()) === 2);
    await line.getByText(settingsText.sources.state.done).waitFor();
    expect((await readdir(join(system.inboxDir, 'Imported'))).sort()).toEqual(['Algebra I.wav', 'Algebra II.wav']);
    await line.getByRole('button', { name: settingsText.sources.previewOf('Talks') }).click();
    await page.getByText(settingsText.sources.previewHint).waitFor();
    await reader.screenshot('sources');
    expect(await findInAllLooks(page)).toEqual([]);
    expect(await lectures()).toBe(2);
    await reader.go('/recordings');
    await rowOf(page, 'Algebra II').waitFor();
  }, 120_000);
});
