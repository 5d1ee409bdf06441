import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { Reader } from './testing/reader.js';
import { startSimulatedRun } from './testing/trials.js';
import { ANY, matching } from './testing/word-of.js';

const words = text.activity;

const section = (page: Page, name: string): Locator => page.getByRole('region', { name });
const rail = (page: Page): Locator => page.getByRole('navigation', { name: text.nav.label });
const itemOf = (page: Page, title: string): Locator => page.getByRole('listitem').filter({ hasText: title });

describe('the activity of a library', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true }), openBrowser()]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
  }, 120_000);
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  const open = (page: Page): Promise<void> => rail(page).getByRole('link', { name: words.title }).click();

  it('says that nothing has happened yet', async () => {
    const { page } = reader;
    await open(page);
    await page.getByText(words.noNotices).waitFor();
    await page.getByText(words.none).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
  });

  it('shows what needs a person and what happened, marks what is new, and leads to the items', async () => {
    const { page } = reader;
    await reader.go('/recordings');
    await startSimulatedRun(reader, { title: 'Algebra' });
    await startSimulatedRun(reader, {
      title: 'Chemistry',
      stages: { TRANSCRIBE: { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', retryable: false }] } },
    });
    await page.getByRole('listitem').filter({ hasText: 'Chemistry' }).getByText(text.itemList.states.failed).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Algebra' }).getByText(text.itemList.states.ready).waitFor();
    // Read again, as a minute later: the rail has asked before.
    await page.reload();
    await rail(page).getByText(words.unseen(1)).waitFor();
    await open(page);
    const notices = section(page, words.notices);
    await notices.getByRole('link', { name: text.nav.needAttention(1) }).waitFor();
    const notice = notices.getByRole('listitem').filter({ hasText: 'Chemistry' });
    await notice.getByRole('link', { name: matching(words.causes.failed('Chemistry', ANY)) }).waitFor();
    const happened = section(page, words.events);
    await itemOf(page, 'Algebra').getByText('Delivered to library').first().waitFor();
    await itemOf(page, 'Chemistry')
      .getByText(/Transcription failed/)
      .first()
      .waitFor();
    await eventually(() => happened.getByText(words.isNew, { exact: true }).count()).toBe(2);
    await eventually(() => rail(page).getByText(words.unseen(1)).count()).toBe(0);
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('activity');
    const newcomer = await Reader.open(browser, system);
    await newcomer.signIn();
    await open(newcomer.page);
    await section(newcomer.page, words.notices)
      .getByText(matching(words.causes.failed('Chemistry', ANY)))
      .waitFor();
    await itemOf(newcomer.page, 'Algebra').getByText('Delivered to library').first().waitFor();
    await eventually(() => newcomer.page.getByText(words.isNew, { exact: true }).count()).toBe(0);
    await eventually(() => rail(newcomer.page).getByText(words.unseen(1)).count()).toBe(0);
    await newcomer.page.context().close();
    await notice.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'Chemistry' }).waitFor();
  });

  it('says since the last visit only what came after it', async () => {
    const { page } = reader;
    await startSimulatedRun(reader, { title: 'Geometry' });
    await open(page);
    await itemOf(page, 'Geometry').getByText('Delivered to library').first().waitFor();
    await itemOf(page, 'Geometry').getByText(words.isNew, { exact: true }).waitFor();
    await eventually(() => itemOf(page, 'Algebra').getByText(words.isNew, { exact: true }).count()).toBe(0);
    await page.getByText(matching(words.newSince(2, false).replace('2', ANY))).waitFor();
    await page.reload();
    await page.getByText(words.nothingNew).waitFor();
    await itemOf(page, 'Geometry').getByRole('link', { name: 'Geometry' }).click();
    await page.getByRole('heading', { level: 1, name: 'Geometry' }).waitFor();
  });
});
