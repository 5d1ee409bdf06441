import type { Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { matching } from './word-of.js';

const { ready, unsure } = text.itemList.states;

/** The badge of a finished document, which may wait for a person to check its values. */
export const finishedBadge = (page: Page): Locator => page.locator('.recording-sub').getByText(matching(ready, unsure));
