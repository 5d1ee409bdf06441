import type { Page } from 'playwright-core';

const MAX_PRESSES = 80;

export async function getFocusName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const label = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement ? focused.labels?.[0] : undefined;
    return (focused?.getAttribute('aria-label') ?? (label ?? focused)?.textContent ?? '').trim();
  });
}

/** Presses Tab until the element of this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < MAX_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await getFocusName(page)) === name) return;
  }
  throw new Error(`Tab never came to "${name}"; it is at "${await getFocusName(page)}"`);
}
