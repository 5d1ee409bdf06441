const MOST = 60;

/**
 * Returns the seconds of a text such as `5400`, `90:00` or `1:30:00`, the forms of `itunes:duration`. Returns `undefined` for every
 * other text.
 */
export function parseFeedDuration(text: string | undefined): number | undefined {
  const parts = text?.trim().split(':') ?? [];
  const isKnown = parts.length <= 3 && parts.every((part, index) => isPart(part, index, parts.length));
  return isKnown && parts.length > 0 ? parts.reduce((sum, part) => sum * 60 + Number(part), 0) : undefined;
}

/** Only the first part may exceed its unit, and only the last one has a fraction. */
function isPart(part: string, index: number, count: number): boolean {
  const isLast = index === count - 1;
  return (isLast ? /^\d{1,9}(?:\.\d{1,9})?$/ : /^\d{1,9}$/).test(part) && (index === 0 || Number(part) < MOST);
}
