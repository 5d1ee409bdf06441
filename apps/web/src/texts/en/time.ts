import { formatNumber } from '../numbers.js';

const PLACES: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = { one: 'st', two: 'nd', few: 'rd' };
const places = new Intl.PluralRules('en', { type: 'ordinal' });

const about = (count: number, unit: string): string => `about ${formatNumber(count)} ${count === 1 ? unit : `${unit}s`}`;

export const timeWords = {
  now: 'just now',
  unknown: 'unknown',
  utc: 'UTC',
  second: 's',
  minute: 'min',
  hour: 'h',
  remaining: {
    underAMinute: 'less than a minute',
    minutes: (count: number): string => about(count, 'minute'),
    /** Steps of half an hour. */
    hours: (count: number): string => about(count, 'hour'),
    days: (count: number): string => about(count, 'day'),
  },
  /** Returns `1st` or `22nd`. */
  ordinal: (place: number): string => `${String(place)}${PLACES[places.select(place)] ?? 'th'}`,
  /** Units of bytes, each a thousand times the one before. */
  bytes: ['B', 'KB', 'MB', 'GB', 'TB'],
} as const;
