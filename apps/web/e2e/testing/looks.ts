import type { BrowserContextOptions } from 'playwright-core';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};
/** The narrowest window that the layout fits. */
const NARROW_PHONE: BrowserContextOptions = { ...PHONE, viewport: { width: 360, height: 740 } };

/** The looks in which a view is checked: name, and options of the browser. The first two have each theme once, and the extreme sizes. */
export const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { ...DESKTOP, colorScheme: 'light' }],
  ['dark-narrow-phone', { ...NARROW_PHONE, colorScheme: 'dark' }],
  ['dark', { ...DESKTOP, colorScheme: 'dark' }],
  ['phone', { ...PHONE, colorScheme: 'light' }],
  ['dark-phone', { ...PHONE, colorScheme: 'dark' }],
];

export const isPhone = ([, { isMobile = false }]: (typeof LOOKS)[number]): boolean => isMobile;
