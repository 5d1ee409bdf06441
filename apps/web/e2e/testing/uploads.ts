import type { Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import type { ChosenFile } from './files.js';

export const uploadOf = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: text.upload.list }).getByRole('listitem').filter({ hasText: name });

export const rowOf = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: text.list.title }).getByRole('listitem').filter({ hasText: title });

export async function openAdd(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: text.upload.add, exact: true }).click();
  return page.getByRole('dialog', { name: text.upload.title });
}

/** Adds files by the dialog, with the default options: files in memory, or one path. */
export async function choose(page: Page, ...files: readonly ChosenFile[] | readonly [path: string]): Promise<void> {
  const dialog = await openAdd(page);
  await dialog.getByLabel(text.upload.choose).setInputFiles(files);
  await dialog.getByRole('button', { name: text.upload.start(files.length), exact: true }).click();
}
