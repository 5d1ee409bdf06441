import { setImmediate } from 'node:timers/promises';
import type { StatedNumber } from './page-numbers.js';
import { findSheets, type Sheets } from './find-sheets.js';
import { hasSameHead, isOtherSender, type PageSigns } from './page-signs.js';

export const CUT_REASONS = ['separator-sheet', 'empty-page', 'page-number', 'letterhead'] as const;

/** Changes with the rules, so that clients ask for the suggestions again. */
export const CUT_RULES = 2;

export interface CutReason {
  readonly kind: (typeof CUT_REASONS)[number];
  /** The words of the page that tell it. */
  readonly quote?: string;
}

export interface CutSuggestion {
  /** A new document begins with this page. Undefined if only sheets would be left out. */
  readonly before: number | undefined;
  /** Separator sheets and empty pages that belong to no document. */
  readonly leaveOut: readonly number[];
  readonly reasons: readonly CutReason[];
}

const LONGEST_QUOTE = 80;
const reasonOf = (kind: CutReason['kind'], quote: string | undefined): CutReason =>
  quote === undefined ? { kind } : { kind, quote: quote.slice(0, LONGEST_QUOTE) };

/** A page with text, and its neighbours with text. */
interface Surroundings {
  readonly page: PageSigns;
  readonly before: PageSigns;
  readonly after: PageSigns | undefined;
  /** The page that the present document begins with. */
  readonly first: PageSigns;
}

interface Spot extends Surroundings {
  /** The page begins as a letter or an invoice does. */
  readonly isBeginning: boolean;
}

const isLastNumber = ({ number }: PageSigns): boolean => number?.of !== undefined && number.number === number.of;

/** Returns true if the numbers of the pages go on, so that no document begins here. */
function isContinued({ page: { page, number }, before }: Surroundings): boolean {
  if (number === undefined) return false;
  if (number.form !== 'bare') return number.number > 1;
  if (before.number === undefined) return false;
  const step = number.number - before.number.number;
  return step === 1 || (step > 1 && step === page - before.page);
}

/** Returns true for a page that begins as a letter or an invoice does, of another sender or after the end of one. */
function isBeginning(near: Surroundings): boolean {
  const { page, before, first } = near;
  if (page.contacts < 2 || !page.hasDate || isContinued(near)) return false;
  const hasEnded = before.hasClosing || isLastNumber(before);
  // Many letters repeat their head on each page, but greet only once.
  if (hasSameHead(page, before) || hasSameHead(page, first)) return page.hasGreeting && hasEnded;
  return page.hasGreeting || hasEnded || isOtherSender(page, first);
}

/** Signs that confirm a first page whose number alone may be something else. */
const CONFIRMS: Readonly<Record<StatedNumber['form'], (spot: Spot, number: StatedNumber) => boolean>> = {
  labelled: (spot, { of }) => of !== undefined || isAfterLaterPage(spot) || spot.isBeginning,
  fraction: (spot, number) => isFollowedBySecond(spot, number) || (number.of === 1 && spot.isBeginning),
  bare: (spot, number) => isFollowedBySecond(spot, number) && isAfterLaterPage(spot) && spot.before.number?.form === 'bare',
};

const isAfterLaterPage = ({ before: { number } }: Spot): boolean => (number?.number ?? 0) > 1;

function isFollowedBySecond({ after }: Spot, { form, of }: StatedNumber): boolean {
  const next = after?.number;
  return next?.number === 2 && next.form === form && next.of === of;
}

/** Returns true for a form that every page states as its first one. */
const isRepeated = ({ after }: Spot, { of = 1 }: StatedNumber): boolean =>
  of > 1 && after?.number?.number === 1 && after.number.of === of;

/** Returns true if the numbers of pages begin again. */
function isRestart(spot: Spot): boolean {
  const { number } = spot.page;
  if (number?.number !== 1 || isRepeated(spot, number)) return false;
  return CONFIRMS[number.form](spot, number);
}

function reasonsInText(spot: Spot): readonly CutReason[] {
  const { page } = spot;
  return [
    ...(isRestart(spot) ? [reasonOf('page-number', page.number?.quote)] : []),
    ...(spot.isBeginning ? [reasonOf('letterhead', page.sender)] : []),
  ];
}

function reasonsOfSheets({ separator, pages, separates }: Sheets, spot: Spot, isTold: boolean): readonly CutReason[] {
  if (separator !== undefined) return [reasonOf('separator-sheet', separator)];
  if (pages.length === 0 || isContinued(spot)) return [];
  return separates || isTold ? [reasonOf('empty-page', undefined)] : [];
}

/** Pages after which other requests have their turn. */
const PAGES_AT_ONCE = 50;

/**
 * Suggests where new documents begin in a scan of several. Prefers to miss a document: a wrong mark costs a person more than a
 * missing one.
 */
export async function suggestCuts(signs: readonly PageSigns[]): Promise<readonly CutSuggestion[]> {
  const { written, sheetsBefore, sheetsAfter } = findSheets(signs);
  const suggestions: CutSuggestion[] = [];
  let first = written[0];
  for (const [index, page] of written.entries()) {
    if (index % PAGES_AT_ONCE === PAGES_AT_ONCE - 1) await setImmediate();
    const sheets = sheetsBefore(page);
    const before = written[index - 1];
    if (before === undefined || first === undefined) {
      if (sheets.separator !== undefined) suggestions.push(sheetsOnly(sheets));
      continue;
    }
    const near = { page, before, after: written[index + 1], first };
    const spot = { ...near, isBeginning: isBeginning(near) };
    const told = reasonsInText(spot);
    const reasons = [...reasonsOfSheets(sheets, spot, told.length > 0), ...told];
    if (reasons.length === 0) continue;
    suggestions.push({ before: page.page, leaveOut: sheets.pages, reasons });
    first = page;
  }
  const rest = sheetsAfter();
  if (rest.separator !== undefined) suggestions.push(sheetsOnly(rest));
  return suggestions;
}

const sheetsOnly = ({ pages, separator }: Sheets): CutSuggestion => ({
  before: undefined,
  leaveOut: pages,
  reasons: [reasonOf('separator-sheet', separator)],
});
