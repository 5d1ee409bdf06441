import type { Locator, Page } from 'playwright-core';
import { fileText } from '#src/texts/file-text.js';
import { text } from '#src/texts/text.js';
import { ANY, matching } from './word-of.js';

/** The button above a list that shows the items in one state. Its name ends with their number. */
export const stateButton = (page: Page, state: keyof typeof text.itemList.states): Locator =>
  page
    .getByRole('group', { name: text.itemList.statesLabel })
    .getByRole('button', { name: new RegExp(`^${text.itemList.states[state]}`, 'u') });

/** The link that downloads a file of a format such as `SRT`. Its name ends with the size of the file. */
export const downloadLink = (page: Page, file: keyof typeof fileText.names, format: string): Locator =>
  page.getByRole('link', { name: matching(`${fileText.download} ${fileText.names[file]} ${format}${ANY}`) });

/** The button that names the present library, and opens a menu of the others. */
export const libraryButton = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: `${text.libraries.label}: ${name}` });
