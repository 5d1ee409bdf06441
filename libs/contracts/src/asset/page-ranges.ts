import type { PageRange } from './source.js';

export const TURNS = [90, 180, 270] as const;
/** Degrees clockwise, beyond the rotation that the page has. */
export type Turn = 0 | (typeof TURNS)[number];

const NO_TURN: Turn = 0;

export interface TurnedPage {
  /** The first page of a file has the number 1. */
  readonly number: number;
  readonly turn: Turn;
}

/** Limits of one request, so that its events fit into a commit, and the file into the memory of one process. */
export const PAGE_LIMITS = {
  /** New documents of one request. */
  parts: 100,
  /** Documents that one request has pages of, and changes between documents within one new document. */
  documents: 50,
  /** Ranges of pages of one new document. */
  ranges: 500,
  /** Pages of one new document. */
  pages: 5_000,
  /** Bytes of all files that one new document has pages of. */
  bytes: 268_435_456,
} as const;

export const countPages = (ranges: readonly PageRange[]): number => ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);

/** Lists each page of the ranges. Check them first: a range may name any number of pages. */
export const expandPages = (ranges: readonly PageRange[]): readonly TurnedPage[] =>
  ranges.flatMap(({ from, to, rotate: turn = NO_TURN }) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({ number: from + index, turn })),
  );

/** Returns the shortest list of ranges that has these pages in this order. */
export function joinRanges(pages: readonly TurnedPage[]): readonly PageRange[] {
  const ranges: PageRange[] = [];
  for (const { number, turn } of pages) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === number && (last.rotate ?? 0) === turn)
      ranges.splice(-1, 1, { ...last, to: number });
    else ranges.push({ from: number, to: number, ...(turn === 0 ? {} : { rotate: turn }) });
  }
  return ranges;
}

export interface RangeProblem {
  /** The place in the list of ranges (JSON Pointer). */
  readonly pointer: string;
  readonly message: string;
}

function findOwnProblem({ from, to }: PageRange, count: number | undefined): Omit<RangeProblem, 'pointer'> | undefined {
  if (to < from) return { message: `must be at least ${String(from)}, the first page of the range` };
  if (count === undefined || to <= count) return undefined;
  return { message: `must be at most ${String(count)}, the number of pages of the document` };
}

/** Returns why a document cannot have these pages of a file. `count` is its number of pages, if known. */
export function findRangeProblem(ranges: readonly PageRange[], count: number | undefined): RangeProblem | undefined {
  for (const [index, range] of ranges.entries()) {
    const problem = findOwnProblem(range, count);
    if (problem !== undefined) return { ...problem, pointer: `/${String(index)}/to` };
    const other = ranges.slice(0, index).find(({ from, to }) => from <= range.to && range.from <= to);
    if (other !== undefined)
      return { pointer: `/${String(index)}/from`, message: `must not repeat page ${String(Math.max(other.from, range.from))}` };
  }
  return undefined;
}

/** Returns "1-3, 5", for names of files. */
export function formatRanges(ranges: readonly PageRange[]): string {
  const runs: PageRange[] = [];
  for (const { from, to } of ranges) {
    const last = runs.at(-1);
    if (last?.to === from - 1) runs.splice(-1, 1, { from: last.from, to });
    else runs.push({ from, to });
  }
  return runs.map(({ from, to }) => (from === to ? String(from) : `${String(from)}-${String(to)}`)).join(', ');
}

const formatRange = ({ from, to, rotate }: PageRange): string =>
  `${from === to ? String(from) : `${String(from)}–${String(to)}`}${rotate === undefined ? '' : ` (turned by ${String(rotate)}°)`}`;

/** Returns "page 3" or "pages 1–3, 5 (turned by 90°)". */
export const formatPages = (ranges: readonly PageRange[]): string =>
  `${countPages(ranges) === 1 ? 'page' : 'pages'} ${ranges.map(formatRange).join(', ')}`;
