/** The languages whose month names are recognised. Numeric dates need no language. */
const LANGUAGES = ['en', 'de', 'de-AT', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'uk'] as const;

/** Returns an existing day; `undefined` for anything else. */
export function toExistingDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 1900 && year < 2200 ? date.toISOString().slice(0, 10) : undefined;
}

/** Month names, long and short, without a dot. Some languages use another form within a date ("март", "марта"). */
function namesOf(language: string): readonly (readonly [name: string, month: number])[] {
  return (['long', 'short'] as const).flatMap((month) => {
    const alone = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
    const inDate = new Intl.DateTimeFormat(language, { day: 'numeric', month, timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, index) => index).flatMap((index) => {
      const date = new Date(Date.UTC(2024, index, 15));
      const part = inDate.formatToParts(date).find(({ type }) => type === 'month')?.value ?? '';
      return [alone.format(date), part].map((name) => [name.toLowerCase().replace(/\.$/, ''), index + 1] as const);
    });
  });
}

const MONTHS: ReadonlyMap<string, number> = new Map(LANGUAGES.flatMap(namesOf).filter(([name]) => /^\p{L}{3,}$/u.test(name)));

/** The order of day and month in a date with slashes, if it is known. */
export type DayOrder = 'day-first' | 'month-first' | undefined;

export interface FoundDay {
  readonly day: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** The numbers of an ambiguous date: the order of day and month decided it. */
  readonly isAmbiguous: boolean;
}

type Reading = { readonly day: string | undefined; readonly isAmbiguous?: boolean };
type DateFormat = readonly [pattern: RegExp, read: (groups: readonly string[], order: DayOrder) => Reading];

/** A year of two digits belongs to this century. */
function number(text: string | undefined): number {
  return Number(text ?? Number.NaN);
}
const yearOf = (text: string | undefined): number => number(text) + (text?.length === 2 ? 2000 : 0);
const monthOf = (name: string | undefined): number => MONTHS.get((name ?? '').toLowerCase()) ?? Number.NaN;

function readNumericDate([one, other, year]: readonly string[], order: DayOrder): Reading {
  const [first, second] = [number(one), number(other)];
  const dayFirst = { day: toExistingDay(yearOf(year), second, first) };
  const monthFirst = { day: toExistingDay(yearOf(year), first, second) };
  if (first > 12 || first === second) return dayFirst;
  if (second > 12) return monthFirst;
  if (order === undefined) return { day: undefined, isAmbiguous: true };
  return { ...(order === 'day-first' ? dayFirst : monthFirst), isAmbiguous: true };
}

/**
 * Formats of dates. With dots the day comes first everywhere; with slashes the order is ambiguous unless one number is too
 * large for a month.
 */
const FORMATS: readonly DateFormat[] = [
  [
    /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/gu,
    ([year, month, day]) => ({ day: toExistingDay(number(year), number(month), number(day)) }),
  ],
  [
    /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/gu,
    ([day, month, year]) => ({ day: toExistingDay(number(year), number(month), number(day)) }),
  ],
  [/(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/gu, readNumericDate],
  [
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?(\p{L}{3,12})\.?,?\s+(?:del?\s+)?(\d{4})(?!\d)/giu,
    ([day, month, year]) => ({ day: toExistingDay(number(year), monthOf(month), number(day)) }),
  ],
  [
    /(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/giu,
    ([month, day, year]) => ({ day: toExistingDay(number(year), monthOf(month), number(day)) }),
  ],
];

/** Formats that are dates only where a date is expected: elsewhere they may be versions, codes or telephone numbers. */
const SHORT_FORMATS: readonly DateFormat[] = [
  [
    /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{2})(?![\d.])/gu,
    ([day, month, year]) => ({ day: toExistingDay(yearOf(year), number(month), number(day)) }),
  ],
  [/(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{2})(?![\d/])/gu, readNumericDate],
  [/(?<![\d-])(\d{1,2})-(\d{1,2})-(\d{4})(?![\d-])/gu, readNumericDate],
];

const readAll = (text: string, formats: readonly DateFormat[], order: DayOrder): readonly FoundDay[] =>
  formats
    .flatMap(([pattern, read]) =>
      Array.from(text.matchAll(pattern), (match) => {
        const { day, isAmbiguous = false } = read(match.slice(1), order);
        return { day, start: match.index, end: match.index + match[0].length, isAmbiguous };
      }),
    )
    .flatMap((found) => (found.day === undefined ? [] : [{ ...found, day: found.day }]))
    .sort((one, other) => one.start - other.start);

/** Returns every date of a text in which dates are expected, in the order of the text. */
export const findDays = (text: string, order: DayOrder): readonly FoundDay[] =>
  readAll(text, [...FORMATS, ...SHORT_FORMATS], order);

/** Returns the first date in a text: letters and invoices state their own date first. */
export const findFirstDay = (text: string): string | undefined => readAll(text, FORMATS, undefined)[0]?.day;
