/** `If-Match`, compared strongly (RFC 9110, 13.1.1): a weak tag never matches. */
export const isMatch = (ifMatch: string, etag: string): boolean =>
  ifMatch
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag === etag);
