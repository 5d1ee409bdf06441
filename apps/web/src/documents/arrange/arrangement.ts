import { joinRanges, PAGE_LIMITS, type Turn } from '@throughline/contracts/page-ranges';

export interface ArrangedPage {
  readonly number: number;
  /** Degrees clockwise beyond its present rotation. */
  readonly turn: Turn;
  readonly isOut: boolean;
  /** A new document begins with this page. */
  readonly isCut: boolean;
}

/** The pages of a document, in their order. */
export type Arrangement = readonly ArrangedPage[];

export const arrangePages = (count: number): Arrangement =>
  Array.from({ length: count }, (_, index) => ({ number: index + 1, turn: 0, isOut: false, isCut: false }));

const NEXT: Readonly<Record<Turn, Turn>> = { 0: 90, 90: 180, 180: 270, 270: 0 };

const changePage = (pages: Arrangement, number: number, change: (page: ArrangedPage) => Partial<ArrangedPage>): Arrangement =>
  pages.map((page) => (page.number === number ? { ...page, ...change(page) } : page));

export const turnPage = (pages: Arrangement, number: number): Arrangement =>
  changePage(pages, number, ({ turn }) => ({ turn: NEXT[turn] }));

export const turnAll = (pages: Arrangement): Arrangement => pages.map((page) => ({ ...page, turn: NEXT[page.turn] }));

export const leavePage = (pages: Arrangement, number: number): Arrangement =>
  changePage(pages, number, ({ isOut }) => ({ isOut: !isOut }));

/** The first page begins a document anyway. */
export const cutBefore = (pages: Arrangement, number: number): Arrangement =>
  number === 1 ? pages : changePage(pages, number, ({ isCut }) => ({ isCut: !isCut }));

export const cutEverywhere = (pages: Arrangement): Arrangement => pages.map((page) => ({ ...page, isCut: page.number > 1 }));

/** Returns the pages of each new document. A document without pages is none. */
export function groupPages(pages: Arrangement): readonly Arrangement[] {
  const groups: ArrangedPage[][] = [[]];
  for (const page of pages) {
    if (page.isCut) groups.push([]);
    if (!page.isOut) groups.at(-1)?.push(page);
  }
  return groups.filter((group) => group.length > 0);
}

export const isChanged = (pages: Arrangement): boolean =>
  pages.some(({ turn, isOut }) => turn !== 0 || isOut) || groupPages(pages).length > 1;

/** Returns the parts of the request. */
export const toParts = (pages: Arrangement) => groupPages(pages).map((group) => ({ pages: [...joinRanges(group)] }));

/** Returns the limit that the API would refuse the request for. */
export function findExceededLimit(pages: Arrangement): 'parts' | 'ranges' | undefined {
  const parts = toParts(pages);
  if (parts.length > PAGE_LIMITS.parts) return 'parts';
  return parts.some((part) => part.pages.length > PAGE_LIMITS.ranges) ? 'ranges' : undefined;
}

/** Returns the pages that look otherwise than before. Cuts do not count. */
export const listChangedPages = (before: Arrangement, now: Arrangement): Arrangement =>
  now.filter(({ turn, isOut }, index) => turn !== before[index]?.turn || isOut !== before[index].isOut);
