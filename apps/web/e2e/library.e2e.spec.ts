import type { ListedItem } from '@throughline/api-client';
import { startSystem, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findAccessibilityFindings, findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { LOOKS } from './testing/looks.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { startSimulatedRun } from './testing/trials.js';
import { uploadOf } from './testing/uploads.js';

const words = text.itemList;
const MANY = 1_000;
const STATES = Object.keys(words.states).filter(
  (state) => !['all', 'attention', 'no_transcript', 'draft', 'unsure'].includes(state),
);
const KINDS = ['recording', 'document', 'session'] as const;

const PLAN = (['COMPLETED', 'IN_PROGRESS', 'SKIPPED', 'FAILED', 'PENDING'] as const).map((status) => ({
  step: status === 'IN_PROGRESS' ? 'TRANSCRIBE' : status,
  status,
  progress: status === 'IN_PROGRESS' ? 0.4 : null,
  unconfirmed: false,
  waiting: false,
  stalled: false,
}));

/** The fields that depend on the state. */
const fieldsOf = (state: ListedItem['state']) => {
  const isRunning = state === 'in_progress';
  return {
    state,
    running_steps: isRunning ? ['TRANSCRIBE'] : [],
    eta_reason: isRunning ? ('overdue' as const) : null,
    can_retry: state === 'failed' || state === 'partial',
  };
};

const itemAt = (index: number): ListedItem => {
  const kind = KINDS[index % 3] ?? 'recording';
  const state = (STATES[index % STATES.length] ?? 'ready') as ListedItem['state'];
  return {
    id: `0199f5a0-4f0c-7c3e-9d0a-${String(index).padStart(12, '0')}`,
    revision: '1',
    kind,
    title: index === 1 ? 'A title that is much longer than its row, '.repeat(4) : `Item ${String(index)}`,
    file_name: null,
    ...fieldsOf(state),
    reason:
      index % 2 === 0 && state !== 'in_progress'
        ? 'The reason of the state, in a sentence that may be too long for its place in the row.'
        : null,
    needs_attention: false,
    plan: PLAN,
    progress: 0.4,
    eta: null,
    queue_position: null,
    queue_length: null,
    progress_at: null,
    stalled: false,
    duration_seconds: kind === 'document' ? null : 1_841,
    page_count: kind === 'document' ? 2 : null,
    values_to_check: kind === 'document' ? 2 : 0,
    language: 'en',
    source: { kind: 'upload', source_id: null, size: null },
    outputs: (['uploaded', 'failed', 'pending', 'unconfirmed', 'uploading'] as const)
      .slice(0, index % 6)
      .map((state) => ({ id: `output-${state}`, target_type: 'folder', state })),
    failed_at_stage: null,
    template: 'Weekly lecture',
    tags: ['lectures'],
    thumbnail_url: null,
    registered_by: { id: 'user-1', name: 'Irina Sokolova' },
    created_at: '2026-02-05T10:00:00.000Z',
    updated_at: '2026-02-05T10:00:00.000Z',
    deleted_at: null,
  };
};

const MANY_ITEMS = Array.from({ length: MANY }, (_, index) => itemAt(index));

/** Answers for the server with items in all states. Each request reads them anew. */
async function answerWith(page: Page, list: () => readonly ListedItem[] = () => MANY_ITEMS, deleted?: number): Promise<void> {
  await page.route(/\/api\/v1\/items\?/, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit'))];
    const [items, to] = [list(), from + limit];
    await route.fulfill({
      json: {
        items: items.slice(from, to),
        next_cursor: to < items.length ? String(to) : null,
        counts: { all: items.length, attention: 300, ready: 200, partial: 100, deleted },
      },
    });
  });
}

const getFocusText = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.textContent ?? null);

/** The pixels between the bars at the top and the focused row; negative if a bar covers the row. */
const measureFreeSpace = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const bars = [...document.querySelectorAll('.topbar, .selection')].map((bar) => bar.getBoundingClientRect().bottom);
    return (document.activeElement?.closest('.item')?.getBoundingClientRect().top ?? 0) - Math.max(...bars);
  });

describe('the list of all items on the page', () => {
  let system: System;
  let browser: Browser;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true }), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  it('lists items with their state and reason, filtered by counts, and opens one by keyboard', async () => {
    const reader = await Reader.open(browser, system);
    const { page } = reader;
    await reader.signIn();
    await page.getByRole('link', { name: text.nav.items, exact: true }).click();
    await page.getByText(words.empty.all.title).waitFor();
    await startSimulatedRun(reader, {
      title: 'Broken talk',
      stages: { TRANSCRIBE: { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', retryable: false }] } },
    });
    await page.getByRole('group', { name: words.statesLabel }).getByRole('button', { name: words.states.failed }).click();
    const row = page.getByRole('list', { name: words.title }).getByRole('listitem').filter({ hasText: 'Broken talk' });
    await row.getByText(words.states.failed).waitFor();
    await page.waitForURL('**/?state=failed');
    await page.getByRole('searchbox', { name: words.search }).fill('no such title');
    await page.getByText(words.nothingTitle).waitFor();
    await page.getByText(words.nothingHint(1)).waitFor();
    await page.getByRole('button', { name: words.clear }).click();
    await row.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Broken talk' }).waitFor();
    await reader.go('/');
    await row.getByRole('button', { name: words.rowAction(words.rowActions.retry, 'Broken talk') }).press('Enter');
    await row.getByText(words.states.ready, { exact: true }).waitFor();
    // The button is gone.
    await eventually(() => getFocusText(page)).toBe('Broken talk');
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 180_000);

  it('uploads the sample of the page into an empty library', async () => {
    const reader = await Reader.open(browser, system);
    const { page } = reader;
    await reader.api('POST', 'admin/users', { name: 'newcomer', role: 'operator' });
    await reader.signIn('newcomer');
    await page.getByRole('heading', { name: words.empty.all.title }).waitFor();
    await reader.screenshot('first-steps');
    expect(await findInAllLooks(page)).toEqual([]);
    await page.getByRole('button', { name: text.upload.sample }).press('Enter');
    await uploadOf(page, text.upload.sampleFile).getByText(text.upload.state.done).waitFor();
    const title = text.upload.sampleFile.replace(/\.\w+$/u, '');
    await page.getByRole('list', { name: words.title }).getByRole('link', { name: title }).waitFor();
    // The button is gone.
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 180_000);

  it('leads to the deleted items when no other is left, without the first steps', async () => {
    const reader = await Reader.open(browser, system);
    const { page } = reader;
    await reader.signIn();
    await answerWith(page, () => [], 2);
    await reader.go('/');
    await page.getByText(words.noneHint(2)).waitFor();
    await eventually(() => page.getByRole('button', { name: text.upload.sample }).count()).toBe(0);
    expect(await findInAllLooks(page)).toEqual([]);
    await page.getByRole('group', { name: words.statesLabel }).getByRole('button', { name: words.states.deleted }).click();
    await page.waitForURL('**/?state=deleted');
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 60_000);

  it('keeps at most 200 of many rows in the document, and moves through all of them by keyboard', async () => {
    const reader = await Reader.open(browser, system, { viewport: { width: 1_280, height: 800 } });
    const { page } = reader;
    await reader.signIn();
    await answerWith(page);
    await reader.go('/');
    const rows = page.locator('.item');
    await page.getByRole('link', { name: 'Item 0', exact: true }).focus();
    await reader.screenshot('library');
    await eventually(async () => (await rows.first().boundingBox())?.height).toBe(56);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const focusedText = (): Promise<string | null> => getFocusText(page);
    await eventually(focusedText).toBe('Item 2');
    for (const expected of ['Item 99', 'Item 199', 'Item 299']) {
      // Each page is loaded before its last row is reached.
      await eventually(async () => {
        await page.keyboard.press('End');
        return Number((await focusedText())?.slice(5) ?? 0) >= Number(expected.slice(5));
      }).toBe(true);
      await eventually(async () => (await rows.count()) <= 200).toBe(true);
    }
    await page.keyboard.press('Home');
    await eventually(focusedText).toBe('Item 0');
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 180_000);

  it('keeps the cursor and the focus with their item while rows move, and in the list when the item leaves it', async () => {
    const reader = await Reader.open(browser, system, { viewport: { width: 1_280, height: 800 } });
    const { page } = reader;
    let list: readonly ListedItem[] = MANY_ITEMS.slice(2, 12);
    await reader.signIn();
    await answerWith(page, () => list);
    await reader.go('/');
    const focusedText = (): Promise<string | null> => getFocusText(page);
    const first = page.locator('.item-title').first();
    await page.getByRole('link', { name: 'Item 5', exact: true }).focus();
    list = list.toReversed();
    await eventually(() => first.textContent()).toBe('Item 11');
    await eventually(focusedText).toBe('Item 5');
    await page.keyboard.press('j');
    await eventually(focusedText).toBe('Item 4');
    list = list.filter(({ title }) => title !== 'Item 4');
    await page.getByText(words.left('Item 4')).waitFor({ state: 'attached' });
    await eventually(focusedText).toBe('Item 3');
    list = [];
    await page.getByText(words.empty.all.title).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 180_000);

  it('moves by letters too, and never leaves the focused row below the bar at the top', async () => {
    const reader = await Reader.open(browser, system, { viewport: { width: 1_280, height: 800 } });
    const { page } = reader;
    await reader.signIn();
    await answerWith(page, () => MANY_ITEMS.slice(0, 60));
    // The former addresses lead here, with their filters, and that of a view of recordings to their list.
    await reader.go('/?show=failed&q=choir');
    await page.waitForURL('**/recordings?state=failed&q=choir');
    await reader.go('/items?kind=document&q=bill');
    await page.waitForURL('**/documents?q=bill');
    await reader.go('/library?state=ready');
    await page.waitForURL('**/?state=ready');
    await page.getByRole('link', { name: 'Item 0', exact: true }).waitFor();
    await page.keyboard.press('j');
    await eventually(() => getFocusText(page)).toBe('Item 0');
    await page.keyboard.press('End');
    await eventually(() => getFocusText(page)).toBe('Item 59');
    for (let at = 58; at >= 20; at -= 1) {
      await page.keyboard.press('k');
      await eventually(() => getFocusText(page)).toBe(`Item ${String(at)}`);
      await eventually(async () => (await measureFreeSpace(page)) >= 0).toBe(true);
    }
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 180_000);

  it('selects recordings by keyboard, with the bar of bulk commands, which never covers the focused row', async () => {
    const reader = await Reader.open(browser, system, { viewport: { width: 1_280, height: 800 } });
    const { page } = reader;
    await reader.signIn();
    await answerWith(page, () => MANY_ITEMS.filter(({ kind }) => kind === 'recording').slice(0, 60));
    await reader.go('/');
    await page.getByText(words.selectHint).waitFor();
    await page.getByRole('link', { name: text.nav.recordings, exact: true }).click();
    await page.waitForURL('**/recordings');
    const bar = page.getByRole('region', { name: text.bulk.bar });
    await page.getByRole('checkbox', { name: text.bulk.select('Item 6'), exact: true }).click();
    await bar.getByText(text.bulk.selected(1)).waitFor();
    await page.getByRole('link', { name: 'Item 6', exact: true }).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await eventually(() => getFocusText(page)).toBe('Item 12');
    await page.keyboard.press('Shift+X');
    await bar.getByText(text.bulk.selected(3)).waitFor();
    await bar.getByRole('button', { name: text.bulk.selectAll(60) }).waitFor();
    await reader.screenshot('items-selected');
    expect(await findInAllLooks(page)).toEqual([]);
    await page.keyboard.press('End');
    await eventually(() => getFocusText(page)).toBe('Item 177');
    for (let at = 58; at >= 30; at -= 1) {
      await page.keyboard.press('ArrowUp');
      await eventually(() => getFocusText(page)).toBe(`Item ${String(at * 3)}`);
      await eventually(async () => (await measureFreeSpace(page)) >= 0).toBe(true);
    }
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
    await eventually(() => getFocusText(page)).toBe('Item 90');
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 180_000);

  it('hides a column by keyboard, also after a reload, and shows it again', async () => {
    const reader = await Reader.open(browser, system, { viewport: { width: 1_280, height: 800 } });
    const { page } = reader;
    await reader.signIn();
    await answerWith(page);
    await reader.go('/');
    const outputs = page.locator('.item-outputs').nth(1);
    const entry = page.getByRole('menuitemcheckbox', { name: words.columns.outputs });
    const choose = async (): Promise<void> => {
      await page.getByRole('button', { name: words.columnsLabel }).press('Enter');
      await entry.press('Space');
    };
    await outputs.waitFor({ state: 'visible' });
    await choose();
    await outputs.waitFor({ state: 'hidden' });
    await page.getByRole('menuitemcheckbox', { name: words.columns.outputs, checked: false }).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await page.reload();
    await page.getByRole('link', { name: 'Item 0', exact: true }).waitFor();
    await outputs.waitFor({ state: 'hidden' });
    await reader.screenshot('library-without-outputs');
    await choose();
    await outputs.waitFor({ state: 'visible' });
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 180_000);

  it('saves the filter and the order as a view, renames and deletes it, also by keyboard', async () => {
    const reader = await Reader.open(browser, system, { viewport: { width: 1_280, height: 800 } });
    const { page } = reader;
    const saved = words.saved;
    await reader.signIn();
    await answerWith(page);
    await reader.go('/recordings');
    const order = page.getByRole('group', { name: words.sort });
    await order.getByRole('button', { name: words.columns.title }).click();
    await page.waitForURL('**/recordings?sort=title');
    const dialog = page.getByRole('dialog');
    const view = (name: string): Locator =>
      page.getByRole('group', { name: saved.label }).getByRole('button', { name, exact: true });
    await view(saved.save).press('Enter');
    await dialog.getByLabel(saved.name).fill('Letters');
    expect(await findInAllLooks(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Letters', exact: true, pressed: true }).waitFor();
    await eventually(() => getFocusText(page)).toBe('Letters');
    await page.getByRole('button', { name: saved.menu('Letters') }).press('Enter');
    await page.getByRole('menuitem', { name: saved.rename }).press('Enter');
    await dialog.getByLabel(saved.name).fill('Letters by title');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(saved.wasRenamed('Letters by title')).waitFor({ state: 'attached' });
    await reader.go('/');
    await view('Letters by title').click();
    await page.waitForURL('**/recordings?sort=title');
    await reader.screenshot('saved-view');
    expect(await findInAllLooks(page)).toEqual([]);
    const remove = async (): Promise<void> => {
      await page.getByRole('button', { name: saved.menu('Letters by title') }).press('Enter');
      await page.getByRole('menuitem', { name: saved.delete }).press('Enter');
      await dialog.getByRole('button', { name: saved.delete }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
    };
    // A storage that is full refuses every change.
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await remove();
    await page.getByRole('alert').getByText(saved.notStored).waitFor();
    await reader.screenshot('saved-view-kept');
    await reader.go('/recordings?sort=title');
    await remove();
    await view('Letters by title').waitFor({ state: 'detached' });
    await eventually(() => getFocusText(page)).toBe(saved.save);
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 180_000);

  it.each(LOOKS)(
    'has no accessibility finding in any state: %s',
    async (look, options) => {
      const reader = await Reader.open(browser, system, options);
      const { page } = reader;
      await reader.signIn();
      await answerWith(page);
      await reader.go('/');
      await page.getByRole('link', { name: 'Item 0', exact: true }).waitFor();
      await reader.screenshot(`library-${look}`);
      expect(await findAccessibilityFindings(page)).toEqual([]);
      expect(await measureOverhang(page)).toBe(0);
      await reader.close();
    },
    120_000,
  );
});
