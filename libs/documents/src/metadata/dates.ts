import { toExistingDay } from './metadata.js';

/** The languages whose month names are recognised. Numeric dates need no language. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'uk'] as const;

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

type DateFormat = readonly [pattern: RegExp, day: (groups: readonly string[]) => string | undefined];

const number = (text: string | undefined): number => Number(text ?? Number.NaN);
const monthOf = (name: string | undefined): number => MONTHS.get((name ?? '').toLowerCase()) ?? Number.NaN;

/**
 * Formats of dates. With dots the day comes first everywhere; with slashes the order is ambiguous unless one number is too
 * large for a month.
 */
const READINGS: readonly DateFormat[] = [
  [/(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/gu, ([year, month, day]) => toExistingDay(number(year), number(month), number(day))],
  [
    /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/gu,
    ([day, month, year]) => toExistingDay(number(year), number(month), number(day)),
  ],
  [
    /(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/gu,
    ([one, other, year]) => resolveSlashedDate(number(one), number(other), number(year)),
  ],
  [
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)/giu,
    ([day, month, year]) => toExistingDay(number(year), monthOf(month), number(day)),
  ],
  [
    /(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/giu,
    ([month, day, year]) => toExistingDay(number(year), monthOf(month), number(day)),
  ],
];

function resolveSlashedDate(one: number, other: number, year: number): string | undefined {
  if (one > 12) return toExistingDay(year, other, one);
  return other > 12 || one === other ? toExistingDay(year, one, other) : undefined;
}

/** Returns the first date in a text: letters and invoices state their own date first. */
export function findFirstDay(text: string): string | undefined {
  let best: { at: number; day: string } | undefined;
  for (const [pattern, read] of READINGS)
    for (const match of text.matchAll(pattern)) {
      const day = read(match.slice(1));
      if (day === undefined) continue;
      if (best === undefined || match.index < best.at) best = { at: match.index, day };
      break;
    }
  return best?.day;
}
