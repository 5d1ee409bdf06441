import type { PageSigns } from './page-signs.js';

/** Pages without content between two pages with text. */
export interface Sheets {
  readonly pages: readonly number[];
  /** The words of a separator sheet among them. */
  readonly separator: string | undefined;
  /** True if an empty page among them cannot be the back of the sheet before. */
  readonly separates: boolean;
}

interface FoundSheets {
  /** The pages that are no sheets. */
  readonly written: readonly PageSigns[];
  readonly sheetsBefore: (page: PageSigns) => Sheets;
  /** The sheets after the last page. */
  readonly sheetsAfter: () => Sheets;
}

const isSheet = ({ isBlank, separator }: PageSigns): boolean => isBlank || separator !== undefined;
const isFront = ({ page }: PageSigns): boolean => page % 2 === 1;

/** Returns true if a front is empty and its back is not: then the scan has only fronts, and no empty page is a back. */
const hasOnlyFronts = (pages: readonly PageSigns[]): boolean =>
  pages.some((page, index) => {
    const back = pages[index + 1];
    return page.isBlank && isFront(page) && back !== undefined && !isSheet(back);
  });

/**
 * Finds separator sheets and empty pages. A scanner that takes both sides makes an empty page of each unprinted back: an empty
 * page with an even number separates only if another page shows that the scan has no backs.
 */
export function findSheets(pages: readonly PageSigns[]): FoundSheets {
  const areAllFronts = hasOnlyFronts(pages);
  const toSheets = (sheets: readonly PageSigns[]): Sheets => ({
    pages: sheets.map(({ page }) => page),
    separator: sheets.find(({ separator }) => separator !== undefined)?.separator,
    separates: sheets.some((page) => page.isBlank && (areAllFronts || isFront(page))),
  });
  const before = new Map<number, readonly PageSigns[]>();
  const written: PageSigns[] = [];
  let sheets: PageSigns[] = [];
  for (const page of pages) {
    if (isSheet(page)) {
      sheets.push(page);
      continue;
    }
    before.set(page.page, sheets);
    written.push(page);
    sheets = [];
  }
  return {
    written,
    sheetsBefore: ({ page }) => toSheets(before.get(page) ?? []),
    sheetsAfter: () => toSheets(sheets),
  };
}
