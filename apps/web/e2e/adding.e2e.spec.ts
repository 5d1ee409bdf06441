import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSystem, tempDir, type System } from '@throughline/stack/testing';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { openBrowser } from './testing/browser.js';
import { tone } from './testing/files.js';
import { Reader } from './testing/reader.js';
import { choose, rowOf, uploadOf } from './testing/uploads.js';

const MEGABYTE = 1_000_000;

/** A line of so many bytes a second, so that something can happen half way. */
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

/** Some of it is on its way, and not all. */
const halfWay = (upload: Locator): Promise<void> => upload.getByText(/^(?!0 B)[\d.]+ [KM]?B of /).waitFor();

const registered = async (reader: Reader, title: string): Promise<number> => {
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
  }, 120_000);
  // A page that has broken shows nothing more: what it waits for in vain is not the reason.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it('says why something is not taken, in the words of the API', async () => {
    const { page } = reader;
    await page.getByLabel('Paste an address').fill('http://127.0.0.1/private.mp4');
    await page.getByRole('button', { name: 'Fetch it' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('127.0.0.1 is not fetched from');
    await reader.screenshot('refused-address');
    await page.getByLabel('Paste an address').fill('');
    expect(await registered(reader, 'private')).toBe(0);
  }, 120_000);

  it('sends several at once through a restart of the gateway, and each becomes one recording', async () => {
    const { page } = reader;
    const line = await slowLine(page, 3 * MEGABYTE);
    const names = ['north', 'south', 'west'];
    await choose(page, ...names.map((name, index) => tone(`${name}.wav`, 6 * MEGABYTE, index)));
    await halfWay(uploadOf(page, 'north.wav'));
    await system.service('gateway').kill();
    await uploadOf(page, 'north.wav').getByText('The line is cut').waitFor();
    await reader.screenshot('cut-line');
    await system.service('gateway').start();
    await setLine(line, -1);
    for (const name of names) {
      await uploadOf(page, `${name}.wav`).getByText('Registered').waitFor({ timeout: 60_000 });
      await rowOf(page, name).waitFor();
      expect([name, await registered(reader, name)]).toEqual([name, 1]);
    }
  }, 120_000);

  it('goes on where it was when the tab was loaded anew half way, once the file is chosen again', async () => {
    const { page } = reader;
    const line = await slowLine(page, MEGABYTE);
    // On the disk: its time of change is a part of what it is known again by.
    const folder = await tempDir('tl-web-');
    const file = join(folder.path, 'reloaded.wav');
    await writeFile(file, tone('reloaded.wav', 5 * MEGABYTE, 6).buffer);
    const chooseIt = (): Promise<void> => page.getByLabel('Choose files').last().setInputFiles(file);
    await chooseIt();
    await uploadOf(page, 'reloaded.wav')
      .getByText(/^[2-4](\.\d)? MB of 5 MB/)
      .waitFor();
    await page.reload();
    await uploadOf(page, 'reloaded.wav').getByText('Choose the file again to go on').waitFor();
    await reader.screenshot('after-a-reload');
    await setLine(line, -1);
    const [sent] = await Promise.all([page.waitForRequest((request) => request.method() === 'PATCH'), chooseIt()]);
    expect(Number(await sent.headerValue('upload-offset'))).toBeGreaterThan(MEGABYTE);
    await uploadOf(page, 'reloaded.wav').getByText('Registered').waitFor();
    await rowOf(page, 'reloaded').waitFor();
    expect(await registered(reader, 'reloaded')).toBe(1);
    await folder.remove();
  }, 120_000);

  it('waits where a person says so, goes on, and leaves nothing where it is cancelled', async () => {
    const { page } = reader;
    const line = await slowLine(page, MEGABYTE / 2);
    await choose(page, tone('paused.wav', 3 * MEGABYTE, 7), tone('cancelled.wav', 3 * MEGABYTE, 8));
    const [paused, cancelled] = [uploadOf(page, 'paused.wav'), uploadOf(page, 'cancelled.wav')];
    await halfWay(paused);
    await paused.getByRole('button', { name: 'Pause' }).click();
    await paused.getByText('Paused', { exact: true }).waitFor();
    await cancelled.getByRole('button', { name: 'Cancel the upload' }).click();
    await cancelled.waitFor({ state: 'detached' });
    await setLine(line, -1);
    await paused.getByRole('button', { name: 'Go on' }).click();
    await paused.getByText('Registered').waitFor();
    await rowOf(page, 'paused').waitFor();
    expect(await registered(reader, 'cancelled')).toBe(0);
    expect(reader.faults).toEqual([]);
  }, 120_000);
});
