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

/** Makes a new document begin with the first of these pages, or not. */
const beginDocument = ([first, ...rest]: Arrangement, isCut: boolean): Arrangement =>
  first === undefined ? [] : [first.isCut === isCut ? first : { ...first, isCut }, ...rest];

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
  if (at < 0) return beginDocument([...others, { ...moved, isCut: false }], false);
  const rest = beginDocument(others.slice(at), false);
  return beginDocument([...others.slice(0, at), { ...moved, isCut: others[at]?.isCut === true }, ...rest], false);
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

const listFresh = (pages: Arrangement, added: Arrangement): Arrangement => {
  const known = new Set(pages.map(({ key }) => key));
  return added.filter(({ key }) => !known.has(key));
};

/** Returns true if the pages of another document can be added without exceeding `most` pages. */
export const hasRoomFor = (pages: Arrangement, added: Arrangement, most: number): boolean =>
  pages.length + listFresh(pages, added).length <= most;

/** Adds the pages of another document before a page, to its document, or at the end. */
export function addPages(pages: Arrangement, added: Arrangement, before: string | undefined): Arrangement {
  const fresh = listFresh(pages, added);
  const at = pages.findIndex(({ key }) => key === before);
  if (fresh.length === 0) return pages;
  if (at < 0) return [...pages, ...fresh];
  const isCut = pages[at]?.isCut === true;
  return [...pages.slice(0, at), ...beginDocument(fresh, isCut), ...beginDocument(pages.slice(at), false)];
}

/** Removes the pages of a document. A new document that loses its first page begins with the next one. */
export function removeDocument(pages: Arrangement, document: string): Arrangement {
  let isCut = false;
  const kept: ArrangedPage[] = [];
  for (const page of pages) {
    isCut ||= page.isCut;
    if (page.document === document) continue;
    kept.push(page.isCut === isCut ? page : { ...page, isCut });
    isCut = false;
  }
  return beginDocument(kept, false);
}

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

/** The reason why the API would refuse the request. */
export type Refusal =
  | { readonly why: 'parts' | 'documents' | 'ranges' | 'changes' }
  /** A new document would be another document as it is. `part` is its place among the new ones, from 0. */
  | { readonly why: 'whole'; readonly part: number; readonly document: string };

/** Returns true for pages that are all pages of one document, as they are. */
function isWhole(group: Arrangement, counts: ReadonlyMap<string, number>): boolean {
  const [first] = group;
  if (first === undefined || group.length !== counts.get(first.document)) return false;
  return group.every(({ document, number, turn }, index) => document === first.document && number === index + 1 && turn === 0);
}

function findWhole(pages: Arrangement, groups: readonly Arrangement[]): Refusal | undefined {
  const counts = new Map<string, number>();
  for (const { document } of pages) counts.set(document, (counts.get(document) ?? 0) + 1);
  const part = groups.findIndex((group) => isWhole(group, counts));
  const document = groups[part]?.[0]?.document;
  return document === undefined ? undefined : { why: 'whole', part, document };
}

const countDocuments = (groups: readonly Arrangement[]): number => new Set(groups.flat().map(({ document }) => document)).size;

/** Returns why the API would refuse the request. */
export function findRefusal(pages: Arrangement, own: string): Refusal | undefined {
  const groups = groupPages(pages);
  if (groups.length > PAGE_LIMITS.parts) return { why: 'parts' };
  if (groups.some((group) => groupByDocument(group).length > PAGE_LIMITS.documents)) return { why: 'changes' };
  if (countDocuments(groups) > PAGE_LIMITS.documents) return { why: 'documents' };
  if (toParts(pages, own).some((part) => part.pages.length > PAGE_LIMITS.ranges)) return { why: 'ranges' };
  return findWhole(pages, groups);
}

/** Numbers of pages that a step has changed. */
export interface PageChanges {
  readonly turned: number;
  readonly leftOut: number;
  readonly putBack: number;
}

/** Returns the pages that look otherwise than before, with the kinds of changes. Cuts and places do not count. */
export function compareLooks(before: Arrangement, now: Arrangement): PageChanges & { readonly pages: Arrangement } {
  const known = new Map(before.map((page) => [page.key, page]));
  const changes = { turned: 0, leftOut: 0, putBack: 0 };
  const pages = now.filter(({ key, turn, isOut }) => {
    const then = known.get(key);
    if (then === undefined || (then.turn === turn && then.isOut === isOut)) return false;
    if (then.turn !== turn) changes.turned += 1;
    if (then.isOut !== isOut) changes[isOut ? 'leftOut' : 'putBack'] += 1;
    return true;
  });
  return { ...changes, pages };
}
