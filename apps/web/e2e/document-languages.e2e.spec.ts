import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scanPdf } from '@throughline/documents/testing';
import { startSystem, until, type System } from '@throughline/stack/testing';
import type { Browser, Locator } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { finishedBadge } from './testing/finished-badge.js';
import { Reader } from './testing/reader.js';
import { choose } from './testing/uploads.js';

const words = text.documentView.languages;
const THAI = 'Thai (tha)';
const ENGLISH = createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json');

/** The data of English serves as that of another language: the letters of the scan are Latin. */
async function bringLanguage(folder: string, language: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await copyFile(join(dirname(ENGLISH), '4.0.0_best_int/eng.traineddata.gz'), join(folder, `${language}.traineddata.gz`));
}

describe('the languages of a scan', () => {
  let system: System;
  let browser: Browser;
  let reader: Reader;
  let models: string;
  beforeAll(async () => {
    models = await mkdtemp(join(tmpdir(), 'ocr-e2e-'));
    const env = { processing: { TL_MODELS_DIR: models, TL_OCR_ENGINE: 'tesseract.js' } };
    [system, browser] = await Promise.all([startSystem({ env }), openBrowser()]);
    reader = await Reader.open(browser, system);
    await reader.signIn();
    await reader.go('/documents');
    const buffer = Buffer.from(await scanPdf([{ lines: ['Invoice of the red bricks', 'Please pay within two weeks'] }]));
    await choose(reader.page, { name: 'scan.pdf', mimeType: 'application/pdf', buffer });
    await reader.page.getByRole('link', { name: text.upload.open }).click();
    await finishedBadge(reader.page).waitFor({ timeout: 120_000 });
  }, 240_000);
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
    await rm(models, { recursive: true, force: true });
  }, 60_000);

  const openRun = async (name: string): Promise<Locator> => {
    const { page } = reader;
    await page.locator('.further-actions > summary').click();
    await page.getByRole('button', { name }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: text.runs.languages }).waitFor();
    return dialog;
  };
  const runIn = (dialog: Locator): Promise<void> =>
    dialog.getByRole('button', { name: text.actions.names.run, exact: true }).click();

  it('can be chosen for another run, which names a language that no worker has, and the way to get it', async () => {
    const { page } = reader;
    const dialog = await openRun(text.runs.withOthers);
    const field = dialog.getByRole('textbox', { name: text.runs.languages });
    await field.fill('Thai');
    await dialog.getByText(text.runs.wrongLanguages('Thai')).waitFor();
    await field.fill('tha');
    await dialog.getByText(text.runs.languagesAway(THAI, 'tha')).waitFor();
    await field.blur();
    await dialog.getByText(text.document.steps.names['extract_text'] ?? '').waitFor();
    await reader.screenshot('document-languages-form');
    expect(await findInAllLooks(page)).toEqual([]);
    await runIn(dialog);
    await page
      .getByText(words.unread(THAI))
      .or(page.getByText(words.partly(THAI)))
      .waitFor({ timeout: 120_000 });
    await page.getByText(`${words.command} tha`, { exact: true }).waitFor();
    await reader.screenshot('document-languages-missing');
    expect(await findInAllLooks(page)).toEqual([]);
  }, 240_000);

  it('are used once their data is there, without a restart', async () => {
    const { page } = reader;
    await bringLanguage(join(models, 'ocr'), 'tha');
    const canRun = async (): Promise<boolean> => {
      const id = page.url().split('/').at(-1) ?? '';
      const { allowed_actions: actions } = (await reader.api('GET', `documents/${id}`)) as {
        allowed_actions: readonly { action: string; allowed: boolean }[];
      };
      return actions.some(({ action, allowed }) => action === 'run' && allowed);
    };
    await until(canRun, { timeout: 60_000, what: 'a run with the new language' });
    await page.reload();
    const dialog = await openRun(text.recording.actions.preview);
    await dialog.getByRole('button', { name: THAI, pressed: false }).click();
    await dialog.getByRole('button', { name: THAI, pressed: true }).waitFor();
    await eventually(() => dialog.getByRole('textbox', { name: text.runs.languages }).inputValue()).toBe('tha');
    await reader.screenshot('document-languages-there');
    await runIn(dialog);
    await finishedBadge(page).waitFor({ timeout: 120_000 });
    await eventually(() => page.getByText(words.howTo).count()).toBe(0);
    await page.getByText(words.fact).locator('..').getByText(THAI).waitFor({ timeout: 60_000 });
  }, 240_000);
});
