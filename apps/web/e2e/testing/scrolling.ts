import type { Locator } from 'playwright-core';
import { eventually } from './eventually.js';

/** Checks that a jump scrolls a list, and that the same jump scrolls it again after the reader has scrolled back to its start. */
export async function scrollsAgain(list: Locator, jump: () => Promise<void>): Promise<void> {
  const isScrolled = (): Promise<boolean> => list.evaluate(({ scrollTop }) => scrollTop > 0);
  // So low that the lines do not fit.
  await list.evaluate((element: HTMLElement) => {
    element.style.maxBlockSize = '60px';
  });
  await jump();
  await eventually(isScrolled).toBe(true);
  await list.evaluate((element) => {
    element.scrollTop = 0;
  });
  await jump();
  await eventually(isScrolled).toBe(true);
}
