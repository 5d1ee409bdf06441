/** A range of bytes, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
export type RangeRequest =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly range: ByteRange }
  | { readonly kind: 'outside' };

const WHOLE: RangeRequest = { kind: 'whole' };
const SINGLE = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/;

/**
 * Returns the range that a request asks for. Ignores a header that is not a single byte range, as RFC 9110, 14.2 allows:
 * several ranges cost more than they give.
 */
export function parseRange(header: string | undefined, size: number): RangeRequest {
  const match = SINGLE.exec(header ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (first !== '') return rangeFromStart(Number(first), last === '' ? size - 1 : Number(last), size);
  return last === '' ? WHOLE : suffixRange(Number(last), size);
}

/** A last position before the first makes the header invalid, so it is ignored. The last position may lie beyond the end. */
const rangeFromStart = (start: number, end: number, size: number): RangeRequest => {
  if (start >= size) return { kind: 'outside' };
  return end < start ? WHOLE : { kind: 'part', range: { start, end: Math.min(end, size - 1) } };
};

const suffixRange = (length: number, size: number): RangeRequest =>
  length === 0 || size === 0
    ? { kind: 'outside' }
    : { kind: 'part', range: { start: Math.max(0, size - length), end: size - 1 } };

/** `If-Range` needs the strong comparison. A weak tag or a date (this server sends none) means the whole file. */
export const isIfRangeMatch = (ifRange: string | undefined, etag: string): boolean =>
  ifRange === undefined || ifRange.trim() === etag;

/** Compares `If-None-Match` weakly (RFC 9110, 13.1.2). */
export const isUnchanged = (ifNoneMatch: string | undefined, etag: string): boolean => {
  if (ifNoneMatch === undefined) return false;
  const bare = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === bare);
};
