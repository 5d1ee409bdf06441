import { formatNumber } from '../numbers.js';

const about = (count: number, one: string, more: string): string => `etwa ${formatNumber(count)} ${count === 1 ? one : more}`;

export const timeWords = {
  now: 'gerade eben',
  unknown: 'unbekannt',
  utc: 'UTC',
  second: 's',
  minute: 'min',
  hour: 'h',
  remaining: {
    underAMinute: 'weniger als eine Minute',
    minutes: (count: number): string => about(count, 'Minute', 'Minuten'),
    /** Steps of half an hour. */
    hours: (count: number): string => about(count, 'Stunde', 'Stunden'),
    days: (count: number): string => about(count, 'Tag', 'Tage'),
  },
  /** Returns `1.` or `22.`. */
  ordinal: (place: number): string => `${String(place)}.`,
  /** Units of bytes, each a thousand times the one before. */
  bytes: ['B', 'KB', 'MB', 'GB', 'TB'],
} as const;
