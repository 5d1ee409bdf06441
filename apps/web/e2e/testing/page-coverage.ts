import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pageCoverageFolder } from '@throughline/stack/testing';
import type { Browser, CDPSession, Page } from 'playwright-core';

const FOLDER = pageCoverageFolder();
const BUILT_PAGE = fileURLToPath(new URL('../../dist/', import.meta.url));
const SCRIPT = /\/assets\/[^/]+\.js$/;

const sessions = new WeakMap<Page, CDPSession>();

/** Counts which code of the page runs. Call it before the first script. */
export async function startCoverage(page: Page): Promise<void> {
  if (FOLDER === undefined) return;
  const session = await page.context().newCDPSession(page);
  sessions.set(page, session);
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  // Chromium may load the next page in another process, which knows nothing of the counts.
  const goto = page.goto.bind(page);
  page.goto = async (...args) => {
    await writeCounts(session);
    return goto(...args);
  };
  const reload = page.reload.bind(page);
  page.reload = async (...args) => {
    await writeCounts(session);
    return reload(...args);
  };
}

/** Writes what ran since the last time in the format of Node's `NODE_V8_COVERAGE`. A page that is already gone has nothing to tell. */
async function writeCounts(session: CDPSession): Promise<void> {
  const counts = await session.send('Profiler.takePreciseCoverage').catch(() => undefined);
  const result = (counts?.result ?? []).flatMap((script) => {
    const [path] = SCRIPT.exec(script.url) ?? [];
    return path === undefined ? [] : [{ ...script, url: pathToFileURL(join(BUILT_PAGE, path)).href }];
  });
  if (FOLDER === undefined || result.length === 0) return;
  await writeFile(join(FOLDER, `coverage-${randomUUID()}.json`), JSON.stringify({ result }));
}

/** Writes the counts of the page before it closes. */
export async function writeCoverage(page: Page): Promise<void> {
  const session = sessions.get(page);
  if (session !== undefined) await writeCounts(session);
}

/** Writes the counts of all open pages before the browser closes. */
export function writeCoverageAtEnd(browser: Browser): Browser {
  if (FOLDER === undefined) return browser;
  const close = browser.close.bind(browser);
  browser.close = async (options) => {
    await Promise.all(browser.contexts().flatMap((context) => context.pages().map(writeCoverage)));
    await close(options);
  };
  return browser;
}
