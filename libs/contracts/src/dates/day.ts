/** The accepted date formats (SRC-08), as an error message lists them (SRC-09). */
export const DAY_FORMATS = 'YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY';

const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_FIRST = /^(\d{2})([-/])(\d{2})\2(\d{4}|\d{2})$/;

/** POSIX: the two-digit years 69 to 99 belong to the 20th century. */
const FIRST_OF_1900S = 69;
const yearOf = (text: string): string => (text.length === 4 ? text : `${Number(text) >= FIRST_OF_1900S ? '19' : '20'}${text}`);

function toYearFirst(text: string): string | undefined {
  if (YEAR_FIRST.test(text)) return text;
  const [, day, , month, year] = DAY_FIRST.exec(text) ?? [];
  return day === undefined || month === undefined || year === undefined ? undefined : `${yearOf(year)}-${month}-${day}`;
}

/** Returns the date as YYYY-MM-DD, or undefined if `text` is not a valid day from 1900 to 2199 in one of `DAY_FORMATS`. */
export function parseDay(text: string): string | undefined {
  const day = toYearFirst(text);
  if (day === undefined || !/^(?:19|20|21)/.test(day)) return undefined;
  // JavaScript reads 31 February as 3 March.
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) ? day : undefined;
}
