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
  if (match === null) return WHOLE;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return WHOLE;
  if (first === '') return suffix(Number(last), size);
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  if (last !== '' && end < start) return WHOLE;
  return start >= size ? { kind: 'outside' } : { kind: 'part', range: { start, end: Math.min(end, size - 1) } };
}

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
