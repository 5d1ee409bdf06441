import type { Locator, Page } from 'playwright-core';
import type { ChosenFile } from './files.js';

export const uploadOf = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Uploads' }).getByRole('listitem').filter({ hasText: name });

export const rowOf = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: 'Recordings' }).getByRole('listitem').filter({ hasText: title });

export const choose = (page: Page, ...files: ChosenFile[]): Promise<void> =>
  page.getByLabel('Choose files').last().setInputFiles(files);
