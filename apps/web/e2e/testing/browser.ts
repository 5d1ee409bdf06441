import { chromium as chromiumTool } from '@throughline/stack/testing';
import { chromium, type Browser } from 'playwright-core';
import { writeCoverageAtEnd } from './page-coverage.js';

/** Disables background traffic and hardware dependencies of the browser. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // A microphone that beeps.
  '--use-fake-device-for-media-stream',
];

/** By default, scrollbars take no room. `hasScrollbars` makes them as wide as those of a desktop. */
export async function openBrowser({ hasScrollbars = false } = {}): Promise<Browser> {
  const { path, env } = await chromiumTool();
  const ignoreDefaultArgs = hasScrollbars ? ['--hide-scrollbars'] : [];
  return writeCoverageAtEnd(await chromium.launch({ executablePath: path, args: FLAGS, ignoreDefaultArgs, env: { ...env } }));
}
