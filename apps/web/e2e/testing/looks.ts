import type { BrowserContextOptions } from 'playwright-core';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
/** The narrowest window that the layout fits. */
const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

/** The looks in which a view is checked: name, and options of the browser. The first two have each size and each theme once. */
export const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { ...DESKTOP, colorScheme: 'light' }],
  ['dark-phone', { ...PHONE, colorScheme: 'dark' }],
  ['dark', { ...DESKTOP, colorScheme: 'dark' }],
  ['phone', { ...PHONE, colorScheme: 'light' }],
];

export const isPhone = ([, { isMobile = false }]: (typeof LOOKS)[number]): boolean => isMobile;
