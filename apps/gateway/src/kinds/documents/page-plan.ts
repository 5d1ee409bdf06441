import { countPages, findRangeProblem, PAGE_LIMITS, type PageRange, type PagesOrigin } from '@throughline/contracts';
import type { FieldProblem } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import type { PageFile } from './page-file.js';
import type { PageRangeBody } from './pages.dto.js';

/** One document of a plan. */
export interface PlannedOrigin extends PageFile {
  readonly id: string;
  /** Undefined: all pages, as they are. */
  readonly ranges: readonly PageRange[] | undefined;
  /** The place of each range in the request (JSON Pointer). */
  readonly pointers: readonly string[];
}

type DocumentRange = PageRangeBody & { readonly document?: string | undefined };

/** Ranges that follow each other and are of one document. */
export interface RangeGroup {
  readonly id: string;
  readonly ranges: readonly PageRange[];
  readonly pointers: readonly string[];
}

/** Groups the ranges of a part by the documents that they are of. `id` is the document of those that name none. */
export function groupRanges(pages: readonly DocumentRange[], id: string, pointer: string): readonly RangeGroup[] {
  const groups: { readonly id: string; readonly ranges: PageRange[]; readonly pointers: string[] }[] = [];
  for (const [index, range] of pages.entries()) {
    const of = hasValue(range.document) ? range.document.toLowerCase() : id;
    if (groups.at(-1)?.id !== of) groups.push({ id: of, ranges: [], pointers: [] });
    groups.at(-1)?.ranges.push(...readRanges([range]));
    groups.at(-1)?.pointers.push(`${pointer}/${String(index)}`);
  }
  return groups;
}

/** The events keep the shortest form. */
export const readRanges = (ranges: readonly PageRangeBody[]): readonly PageRange[] =>
  ranges.map(({ from, to, rotate }) => ({
    from,
    to: to ?? from,
    ...(hasValue(rotate) && rotate !== 0 ? { rotate } : {}),
  }));

/** Returns the number of pages; undefined if only the file says it. */
export function countOf(origins: readonly PlannedOrigin[]): number | undefined {
  let sum = 0;
  for (const { ranges, pages } of origins) {
    const count = ranges === undefined ? pages : countPages(ranges);
    if (count === undefined) return undefined;
    sum += count;
  }
  return sum;
}

const isWhole = ({ ranges, pages }: PlannedOrigin): boolean => {
  if (ranges === undefined) return true;
  const inOrder = ranges.every(({ from, rotate }, index) => rotate === undefined && from === (ranges[index - 1]?.to ?? 0) + 1);
  return inOrder && countPages(ranges) === pages;
};

const formatCount = (count: number): string => count.toLocaleString('en');

function findSumProblem(origins: readonly PlannedOrigin[], pointer: string): FieldProblem | undefined {
  const ranges = origins.reduce((sum, { ranges: each = [] }) => sum + each.length, 0);
  if (ranges > PAGE_LIMITS.ranges)
    return { pointer, message: `must have at most ${formatCount(PAGE_LIMITS.ranges)} ranges of pages` };
  // Files whose number of pages is not known are counted when they are read.
  const known = origins.reduce((sum, origin) => sum + (countOf([origin]) ?? 0), 0);
  if (known > PAGE_LIMITS.pages) return { pointer, message: `must have at most ${formatCount(PAGE_LIMITS.pages)} pages` };
  const files = new Map(origins.map(({ file }) => [file.key, file.size]));
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  return bytes > PAGE_LIMITS.bytes
    ? { pointer, message: `must be of files with at most ${formatCount(PAGE_LIMITS.bytes)} bytes together` }
    : undefined;
}

type Ranges = Pick<PlannedOrigin, 'id' | 'pages' | 'pointers'> & { readonly ranges: readonly PageRange[] };

function findRangeProblemIn({ ranges, pages, pointers }: Ranges): readonly FieldProblem[] {
  const problem = findRangeProblem(ranges, pages);
  if (problem === undefined) return [];
  const [, index = '', field = ''] = problem.pointer.split('/');
  return [{ pointer: `${pointers[Number(index)] ?? ''}/${field}`, message: problem.message }];
}

/** Joins the ranges of each document, because a part has each page at most once. */
function joinDocuments(origins: readonly PlannedOrigin[]): readonly Ranges[] {
  const joined = new Map<string, Ranges>();
  for (const { id, pages, ranges = [], pointers } of origins) {
    const before = joined.get(id);
    joined.set(id, {
      id,
      pages,
      ranges: [...(before?.ranges ?? []), ...ranges],
      pointers: [...(before?.pointers ?? []), ...pointers],
    });
  }
  return [...joined.values()];
}

/** Returns why a document cannot be made of these pages of others, one after the other. `pointer` is their place in the request. */
export function findMergeProblems(origins: readonly PlannedOrigin[], pointer: string): readonly FieldProblem[] {
  const sum = findSumProblem(origins, pointer);
  return [
    ...origins.flatMap((origin) => findRangeProblemIn({ ...origin, ranges: origin.ranges ?? [] })),
    ...(sum === undefined ? [] : [sum]),
  ];
}

/** Returns why parts are of too many documents. Nothing needs to be read for it. `pointer` is the place of the parts. */
export function findGroupProblems(parts: readonly (readonly RangeGroup[])[], pointer: string): readonly FieldProblem[] {
  const { documents: most } = PAGE_LIMITS;
  const changes = parts.flatMap(({ length }, index) =>
    length > most
      ? [
          {
            pointer: `${pointer}/${String(index)}/pages`,
            message: `must change between documents at most ${String(most - 1)} times`,
          },
        ]
      : [],
  );
  if (changes.length > 0 || new Set(parts.flat().map(({ id }) => id)).size <= most) return changes;
  return [{ pointer, message: `must be of at most ${String(most)} documents together` }];
}

/** Returns why a part cannot be made. `pointer` is its place in the request. */
export function findPartProblems(origins: readonly PlannedOrigin[], pointer: string): readonly FieldProblem[] {
  const [first] = origins;
  const pages = `${pointer}/pages`;
  const sum = findSumProblem(origins, pointer);
  const problems = [...joinDocuments(origins).flatMap(findRangeProblemIn), ...(sum === undefined ? [] : [sum])];
  if (problems.length === 0 && origins.length === 1 && first !== undefined && isWhole(first))
    return [{ pointer: pages, message: 'must differ from the document: these are all its pages, as they are' }];
  return problems;
}

export const toOrigins = (origins: readonly PlannedOrigin[]): PagesOrigin[] =>
  origins.map(({ id, file: { key, size, sha256 }, ranges }) => ({
    id,
    key,
    size,
    sha256,
    ...(ranges === undefined ? {} : { pages: [...ranges] }),
  }));
