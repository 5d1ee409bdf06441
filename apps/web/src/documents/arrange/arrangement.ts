import { joinRanges, PAGE_LIMITS, type Turn } from '@throughline/contracts/page-ranges';

export interface ArrangedPage {
  /** Names the page in the view. */
  readonly key: string;
  /** The document that the page is of. */
  readonly document: string;
  readonly number: number;
  /** Degrees clockwise beyond its present rotation. */
  readonly turn: Turn;
  readonly isOut: boolean;
  /** A new document begins with this page. */
  readonly isCut: boolean;
}

/** The pages in the order of the new documents. Each page of a document is there at most once. */
export type Arrangement = readonly ArrangedPage[];

export const pageKey = (document: string, number: number): string => `${document} ${String(number)}`;

export const arrangePages = (document: string, count: number): Arrangement =>
  Array.from({ length: count }, (_, index) => ({
    key: pageKey(document, index + 1),
    document,
    number: index + 1,
    turn: 0,
    isOut: false,
    isCut: false,
  }));

const NEXT: Readonly<Record<Turn, Turn>> = { 0: 90, 90: 180, 180: 270, 270: 0 };

const changePage = (pages: Arrangement, key: string, change: (page: ArrangedPage) => Partial<ArrangedPage>): Arrangement =>
  pages.map((page) => (page.key === key ? { ...page, ...change(page) } : page));

export const turnPage = (pages: Arrangement, key: string): Arrangement =>
  changePage(pages, key, ({ turn }) => ({ turn: NEXT[turn] }));

export const turnAll = (pages: Arrangement): Arrangement => pages.map((page) => ({ ...page, turn: NEXT[page.turn] }));

export const leavePage = (pages: Arrangement, key: string): Arrangement =>
  changePage(pages, key, ({ isOut }) => ({ isOut: !isOut }));

/** The first page begins a document anyway. */
export const cutBefore = (pages: Arrangement, key: string): Arrangement =>
  pages[0]?.key === key ? pages : changePage(pages, key, ({ isCut }) => ({ isCut: !isCut }));

export const cutEverywhere = (pages: Arrangement): Arrangement => pages.map((page, index) => ({ ...page, isCut: index > 0 }));

const dropFirstCut = ([first, ...rest]: Arrangement): Arrangement =>
  first === undefined ? [] : [first.isCut ? { ...first, isCut: false } : first, ...rest];

/** Places a page before another one, or at the end. It belongs to the document of the page before which it is placed. */
export function placeBefore(pages: Arrangement, key: string, before: string | undefined): Arrangement {
  const from = pages.findIndex((page) => page.key === key);
  const moved = pages[from];
  if (moved === undefined || key === before || pages[from + 1]?.key === before) return pages;
  // A document that loses its first page begins with the next one.
  const others = pages.flatMap((page, index) => {
    if (index === from) return [];
    return [index === from + 1 && moved.isCut ? { ...page, isCut: true } : page];
  });
  const at = others.findIndex((page) => page.key === before);
  if (at < 0) return dropFirstCut([...others, { ...moved, isCut: false }]);
  const rest = others.slice(at).map((page, index) => (index === 0 ? { ...page, isCut: false } : page));
  return dropFirstCut([...others.slice(0, at), { ...moved, isCut: others[at]?.isCut === true }, ...rest]);
}

function moveEarlier(pages: Arrangement, at: number): Arrangement {
  const [before, page, after] = [pages[at - 1], pages[at], pages[at + 1]];
  if (before === undefined || page === undefined) return pages;
  if (!page.isCut) return placeBefore(pages, page.key, before.key);
  return pages.map((each) => {
    if (each === page) return { ...page, isCut: false };
    return each === after ? { ...after, isCut: true } : each;
  });
}

function moveLater(pages: Arrangement, at: number): Arrangement {
  const [page, after] = [pages[at], pages[at + 1]];
  if (page === undefined || after === undefined) return pages;
  if (!after.isCut) return placeBefore(pages, after.key, page.key);
  return pages.map((each) => {
    if (each === page) return { ...page, isCut: at > 0 };
    return each === after ? { ...after, isCut: false } : each;
  });
}

/** Moves a page by one place. Between two documents, it changes from one to the other first. */
export function movePage(pages: Arrangement, key: string, by: 1 | -1): Arrangement {
  const at = pages.findIndex((page) => page.key === key);
  if (at < 0) return pages;
  return by === 1 ? moveLater(pages, at) : moveEarlier(pages, at);
}

/** Adds the pages of another document before a page, or at the end. */
export function addPages(pages: Arrangement, added: Arrangement, before: string | undefined): Arrangement {
  const known = new Set(pages.map(({ key }) => key));
  const fresh = added.filter(({ key }) => !known.has(key));
  const at = pages.findIndex(({ key }) => key === before);
  return at < 0 ? [...pages, ...fresh] : [...pages.slice(0, at), ...fresh, ...pages.slice(at)];
}

export const removeDocument = (pages: Arrangement, document: string): Arrangement =>
  dropFirstCut(pages.filter((page) => page.document !== document));

/** Returns the pages of each new document. A document without pages is none. */
export function groupPages(pages: Arrangement): readonly Arrangement[] {
  const groups: ArrangedPage[][] = [[]];
  for (const page of pages) {
    if (page.isCut) groups.push([]);
    if (!page.isOut) groups.at(-1)?.push(page);
  }
  return groups.filter((group) => group.length > 0);
}

/** `own`: the document whose pages are arranged. */
export const isChanged = (pages: Arrangement, own: string): boolean =>
  pages.some(({ document, number, turn, isOut }, index) => document !== own || number !== index + 1 || turn !== 0 || isOut) ||
  groupPages(pages).length > 1;

type PartRange = ReturnType<typeof joinRanges>[number] & { readonly document?: string };

/** Returns pages of one document after the other. */
function groupByDocument(pages: Arrangement): readonly Arrangement[] {
  const groups: ArrangedPage[][] = [];
  for (const page of pages) {
    if (groups.at(-1)?.[0]?.document === page.document) groups.at(-1)?.push(page);
    else groups.push([page]);
  }
  return groups;
}

const toRanges = (pages: Arrangement, own: string): readonly PartRange[] => {
  const [first] = pages;
  return joinRanges(pages).map((range) =>
    first === undefined || first.document === own ? range : { ...range, document: first.document },
  );
};

/** Returns the parts of the request. */
export const toParts = (pages: Arrangement, own: string) =>
  groupPages(pages).map((group) => ({ pages: groupByDocument(group).flatMap((each) => toRanges(each, own)) }));

export type ExceededLimit = 'parts' | 'ranges' | 'changes';

/** Returns the limit that the API would refuse the request for. */
export function findExceededLimit(pages: Arrangement, own: string): ExceededLimit | undefined {
  const groups = groupPages(pages);
  if (groups.length > PAGE_LIMITS.parts) return 'parts';
  if (groups.some((group) => groupByDocument(group).length > PAGE_LIMITS.documents)) return 'changes';
  return toParts(pages, own).some((part) => part.pages.length > PAGE_LIMITS.ranges) ? 'ranges' : undefined;
}

/** Returns the pages that look otherwise than before. Cuts and places do not count. */
export function listChangedPages(before: Arrangement, now: Arrangement): Arrangement {
  const known = new Map(before.map((page) => [page.key, page]));
  return now.filter(({ key, turn, isOut }) => {
    const then = known.get(key);
    return then !== undefined && (then.turn !== turn || then.isOut !== isOut);
  });
}
