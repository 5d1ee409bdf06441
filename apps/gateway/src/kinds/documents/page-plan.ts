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
  /** The place in the request (JSON Pointer). */
  readonly pointer: string;
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

/** Returns why a document cannot be made of these pages. `pointer` is its place in the request. */
export function findPlanProblems(origins: readonly PlannedOrigin[], pointer: string): readonly FieldProblem[] {
  const [first] = origins;
  const problems = origins.flatMap(({ ranges = [], pages, pointer: place }) => {
    const problem = findRangeProblem(ranges, pages);
    return problem === undefined ? [] : [{ ...problem, pointer: `${place}/pages${problem.pointer}` }];
  });
  const sum = findSumProblem(origins, pointer);
  if (sum !== undefined) problems.push(sum);
  if (problems.length === 0 && origins.length === 1 && first?.ranges !== undefined && isWhole(first))
    problems.push({
      pointer: `${first.pointer}/pages`,
      message: 'must differ from the document: these are all its pages, as they are',
    });
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
