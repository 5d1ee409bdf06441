/** A part of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
export type AskedRange =
  { readonly kind: 'whole' } | { readonly kind: 'part'; readonly range: ByteRange } | { readonly kind: 'outside' };

const WHOLE: AskedRange = { kind: 'whole' };
const SINGLE = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/;

/**
 * The range that a request asks for. A header that is not a single range of bytes is ignored:
 * "A server MAY ignore the Range header field" (RFC 9110, 14.2), and a list of ranges costs more than it gives.
 */
export function rangeOf(header: string | undefined, size: number): AskedRange {
  const match = SINGLE.exec(header ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (first !== '') return fromStart(Number(first), last === '' ? size - 1 : Number(last), size);
  return last === '' ? WHOLE : suffix(Number(last), size);
}

/** A last position before the first makes the header invalid, and so ignored; a given one may lie beyond the end. */
const fromStart = (start: number, end: number, size: number): AskedRange => {
  if (start >= size) return { kind: 'outside' };
  return end < start ? WHOLE : { kind: 'part', range: { start, end: Math.min(end, size - 1) } };
};

const suffix = (length: number, size: number): AskedRange =>
  length === 0 || size === 0
    ? { kind: 'outside' }
    : { kind: 'part', range: { start: Math.max(0, size - length), end: size - 1 } };

/** `If-Range` wants the strong comparison: a weak tag or a date (we send none) means the whole file. */
export const rangeHolds = (ifRange: string | undefined, etag: string): boolean =>
  ifRange === undefined || ifRange.trim() === etag;

/** `If-None-Match`, compared weakly (RFC 9110, 13.1.2). */
export const isUnchanged = (ifNoneMatch: string | undefined, etag: string): boolean => {
  if (ifNoneMatch === undefined) return false;
  const bare = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === bare);
};
