import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pageCoverageFolder } from '@throughline/stack/testing';
import type { Browser, Page } from 'playwright-core';

const FOLDER = pageCoverageFolder();
const BUILT_PAGE = fileURLToPath(new URL('../../dist/', import.meta.url));
const SCRIPT = /\/assets\/[^/]+\.js$/;

const counted = new Set<Page>();

/** Counts which code of the page runs. Call it before the first script. */
export async function startCoverage(page: Page): Promise<void> {
  if (FOLDER === undefined) return;
  counted.add(page);
  await page.coverage.startJSCoverage({ resetOnNavigation: false });
}

/** Writes the counts of the page in the format of Node's `NODE_V8_COVERAGE`. */
export async function writeCoverage(page: Page): Promise<void> {
  if (FOLDER === undefined || !counted.delete(page)) return;
  const scripts = await page.coverage.stopJSCoverage();
  const result = scripts.flatMap(({ url, functions }, scriptId) => {
    const [path] = SCRIPT.exec(new URL(url).pathname) ?? [];
    return path === undefined ? [] : [{ scriptId: String(scriptId), url: pathToFileURL(join(BUILT_PAGE, path)).href, functions }];
  });
  await writeFile(join(FOLDER, `coverage-${randomUUID()}.json`), JSON.stringify({ result }));
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
