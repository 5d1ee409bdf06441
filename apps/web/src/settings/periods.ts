import { pageFormat } from '../texts/language.js';

const monthName = new Intl.DateTimeFormat(pageFormat(), { month: 'long', year: 'numeric', timeZone: 'UTC' });

const firstDayOf = (period: string): Date => new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(4)) - 1));

/** Returns e.g. `November 2026` for `202611`. */
export const namePeriod = (period: string): string => monthName.format(firstDayOf(period));

/** Returns the months before a period, the latest first; by default those of a year. */
export const listEarlierPeriods = (period: string, count = 12): readonly string[] =>
  Array.from({ length: count }, (_, nth) => {
    const first = firstDayOf(period);
    first.setUTCMonth(first.getUTCMonth() - nth - 1);
    return first.toISOString().slice(0, 7).replace('-', '');
  });
