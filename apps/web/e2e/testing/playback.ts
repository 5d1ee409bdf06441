import type { Page } from 'playwright-core';

/** Returns the position of the player in seconds. */
export const playedTo = (page: Page): Promise<number> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);

/** Returns the line of the transcript that is played. */
export const currentLine = (page: Page): Promise<string> =>
  page
    .locator('.segment[aria-current]')
    .textContent()
    .then((line) => line ?? '');
