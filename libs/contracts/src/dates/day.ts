/** The formats in which a date may be given (SRC-08), as a refusal names them (SRC-09). */
export const DAY_FORMATS = 'YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY';

const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_FIRST = /^(\d{2})([-/])(\d{2})\2(\d{4}|\d{2})$/;

/** POSIX: 69 to 99 are of the last century. */
const FIRST_OF_1900S = 69;
const yearOf = (text: string): string => (text.length === 4 ? text : `${Number(text) >= FIRST_OF_1900S ? '19' : '20'}${text}`);

function partsOf(text: string): string | undefined {
  if (YEAR_FIRST.test(text)) return text;
  const [, day, , month, year] = DAY_FIRST.exec(text) ?? [];
  return day === undefined || month === undefined || year === undefined ? undefined : `${yearOf(year)}-${month}-${day}`;
}

/** The calendar day of a date in one of `DAY_FORMATS`, as YYYY-MM-DD; undefined where there is no such day from 1900 to 2199. */
export function dayOf(text: string): string | undefined {
  const day = partsOf(text);
  if (day === undefined || !/^(?:19|20|21)/.test(day)) return undefined;
  // JavaScript takes 31 February for 3 March.
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) ? day : undefined;
}
