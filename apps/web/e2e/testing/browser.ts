import { chromium as chromiumTool } from '@throughline/stack/testing';
import { chromium, type Browser } from 'playwright-core';

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
];

export async function openBrowser(): Promise<Browser> {
  const { path, env } = await chromiumTool();
  return chromium.launch({ executablePath: path, args: FLAGS, env: { ...env } });
}
