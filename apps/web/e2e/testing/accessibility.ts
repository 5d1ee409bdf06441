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

interface Finding {
  readonly id: string;
  readonly html: string;
  readonly summary: string;
}

async function runAxe(page: Page): Promise<readonly Finding[]> {
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => ({ id, html, summary: failureSummary })),
  );
}

/** More than a bar and a control are high, in CSS pixels. */
const SCROLLED = 100;

/** Scrolls on, or back near the end of the page. */
const scrollOn = (page: Page): Promise<void> =>
  page.evaluate((by) => {
    const before = scrollY;
    scrollTo(0, before + by);
    if (scrollY < before + by) scrollTo(0, before - by);
  }, SCROLLED);

/** A bar that stays in place covers a half of what scrolls below it. Only controls that it covers elsewhere too are findings. */
async function withoutScrolledBelow(page: Page, found: readonly Finding[]): Promise<readonly Finding[]> {
  const isHalfCovered = ({ id, summary }: Finding): boolean => id === 'target-size' && summary.includes('obscured');
  if (!found.some(isHalfCovered)) return found;
  const position = await page.evaluate(() => scrollY);
  await scrollOn(page);
  const elsewhere = new Set((await runAxe(page)).filter(isHalfCovered).map(({ html }) => html));
  await page.evaluate((top) => {
    scrollTo(0, top);
  }, position);
  return found.filter((finding) => !isHalfCovered(finding) || elsewhere.has(finding.html));
}

/** Returns the findings of axe in the page as it is shown, each with its location. */
export async function findAccessibilityFindings(page: Page): Promise<readonly string[]> {
  await drawEverything(page);
  await finishTransitions(page);
  // Evaluates the script through the debugger, because the content security policy of the page forbids inline scripts.
  await page.evaluate(await axeSource);
  const found = await withoutScrolledBelow(page, await runAxe(page));
  await drawAsUsual(page);
  return found.map(({ id, html, summary }) => `${id}: ${html} ${summary}`);
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
