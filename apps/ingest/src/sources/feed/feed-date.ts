/** Zones by name that `Date` knows (RFC 822, 5.1). All others count as UTC (RFC 2822, 4.3). */
const ZONE = /^(?:[+-]\d{4}|GMT|UTC?|[ECMP][SD]T)$/i;
const RFC_822 =
  /^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]{0,6}\s+(\d{2}|\d{4})\s+(\d{1,2}:\d{2}(?::\d{2})?)(?:\s*([a-z]{1,5}|[+-]\d{2}:?\d{2}))?$/i;
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})(?:[t\s]\s*(\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(z|[+-]\d{2}:?\d{2})?)?$/i;

/** Years of two digits are those of RFC 2822, 4.3. */
function toYear(digits: string): string {
  if (digits.length === 4) return digits;
  return `${Number(digits) < 50 ? '20' : '19'}${digits}`;
}

function parse822(text: string): number | undefined {
  const [, day, month, year, time, zone = ''] = RFC_822.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined || time === undefined) return undefined;
  const offset = zone.replace(':', '');
  return Date.parse(`${day} ${month} ${toYear(year)} ${time} ${ZONE.test(offset) ? offset : 'GMT'}`);
}

function parse3339(text: string): number | undefined {
  const [, day, time = '00:00', zone = 'Z'] = RFC_3339.exec(text) ?? [];
  if (day === undefined) return undefined;
  return Date.parse(`${day}T${time}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
}

/**
 * Parses a date of a feed: RFC 822 with the additions of RFC 2822 (RSS), or RFC 3339 (Atom, Dublin Core). Returns milliseconds,
 * or `undefined` for anything else. A time without a zone is UTC, wherever this server is.
 */
export function parseFeedDate(text: string | undefined): number | undefined {
  const trimmed = text?.trim().slice(0, 100) ?? '';
  const time = parse822(trimmed) ?? parse3339(trimmed);
  return time === undefined || Number.isNaN(time) ? undefined : time;
}
