import type { Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';

/** The button above a list that shows the items in one state. Its name ends with their number. */
export const stateButton = (page: Page, state: keyof typeof text.itemList.states): Locator =>
  page
    .getByRole('group', { name: text.itemList.statesLabel })
    .getByRole('button', { name: new RegExp(`^${text.itemList.states[state]}`, 'u') });
