import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { testDepth } from '@throughline/contracts/testing';
import type { Page } from 'playwright-core';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];
/** Widths of a desktop and of a phone, in CSS pixels. */
const WIDTHS = [1_280, 390] as const;

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/**
 * Ends all transitions, because in the middle of one, colours are those of no theme. A page in the background draws no frames, so
 * waiting for their ends could take forever.
 */
async function finishTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const listTransitions = (): readonly Animation[] => document.getAnimations().filter((one) => one instanceof CSSTransition);
    // The end of a transition may begin those of elements that inherit the value.
    for (let rounds = 0; rounds < 20 && listTransitions().length > 0; rounds += 1) {
      for (const transition of listTransitions()) transition.finish();
    }
  });
}

/**
 * Draws what is out of sight too. The browser leaves it out, and shows a script its colours of before a change of the theme. A
 * constructed sheet, because the content security policy of the page forbids inline styles.
 */
async function drawEverything(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [sheet];
  });
}

const drawAsUsual = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });

/** Returns the findings of axe in the page as it is shown, each with its location. */
export async function findAccessibilityFindings(page: Page): Promise<readonly string[]> {
  await drawEverything(page);
  await finishTransitions(page);
  // Evaluates the script through the debugger, because the content security policy of the page forbids inline scripts.
  await page.evaluate(await axeSource);
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })`,
  );
  await drawAsUsual(page);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
}

const readScheme = (page: Page): Promise<Scheme> =>
  page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));

/**
 * Returns the findings of axe, each with its location. At full depth, both themes are checked at the widths of a desktop and of a
 * phone. Then the page is shown as before.
 */
export async function findInAllLooks(page: Page): Promise<readonly string[]> {
  if (!testDepth.isFull) return findAccessibilityFindings(page);
  const [scheme, size] = [await readScheme(page), page.viewportSize()];
  const found: string[] = [];
  for (const width of WIDTHS) {
    if (size !== null) await page.setViewportSize({ ...size, width });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      for (const finding of await findAccessibilityFindings(page)) found.push(`${colorScheme}, ${String(width)} px: ${finding}`);
    }
  }
  if (size !== null) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme });
  await finishTransitions(page);
  return found;
}
