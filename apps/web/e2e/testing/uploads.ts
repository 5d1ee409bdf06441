import type { Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import type { ChosenFile } from './files.js';

export const uploadOf = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: text.upload.list }).getByRole('listitem').filter({ hasText: name });

export const rowOf = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: text.list.title }).getByRole('listitem').filter({ hasText: title });

export const choose = (page: Page, ...files: ChosenFile[]): Promise<void> =>
  page.getByLabel(text.upload.choose).last().setInputFiles(files);
