import { dayOf } from './metadata.js';

/** Languages whose names of months are known by heart; numbers are the same in all. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'uk'] as const;

/** As they stand alone and in a date ("март", "марта"), long and short, without a dot. */
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

type Reading = readonly [pattern: RegExp, day: (groups: readonly string[]) => string | undefined];

const number = (text: string | undefined): number => Number(text ?? Number.NaN);
const monthOf = (name: string | undefined): number => MONTHS.get((name ?? '').toLowerCase()) ?? Number.NaN;

/** How days are written. With points the day is first everywhere; with slashes nobody can tell unless one of them is no month. */
const READINGS: readonly Reading[] = [
  [/(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/gu, ([year, month, day]) => dayOf(number(year), number(month), number(day))],
  [/(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/gu, ([day, month, year]) => dayOf(number(year), number(month), number(day))],
  [/(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/gu, ([one, other, year]) => slashed(number(one), number(other), number(year))],
  [
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)/giu,
    ([day, month, year]) => dayOf(number(year), monthOf(month), number(day)),
  ],
  [
    /(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/giu,
    ([month, day, year]) => dayOf(number(year), monthOf(month), number(day)),
  ],
];

function slashed(one: number, other: number, year: number): string | undefined {
  if (one > 12) return dayOf(year, other, one);
  return other > 12 || one === other ? dayOf(year, one, other) : undefined;
}

/** The first day that is written in a text, whichever way: letters and invoices say theirs before any other. */
export function firstDay(text: string): string | undefined {
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
