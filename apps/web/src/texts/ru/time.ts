import { formatNumber } from '../numbers.js';
import { counted } from './counted.js';

/** In the genitive, after `около`. A fraction takes the singular: около 3,5 часа. */
const about = (count: number, one: string, more: string): string =>
  Number.isInteger(count) ? `около ${counted(count, one, more, more)}` : `около ${formatNumber(count)} ${one}`;

export const timeWords = {
  now: 'только что',
  unknown: 'неизвестно',
  utc: 'UTC',
  second: 'с',
  minute: 'мин',
  hour: 'ч',
  remaining: {
    underAMinute: 'меньше минуты',
    minutes: (count: number): string => about(count, 'минуты', 'минут'),
    /** Steps of half an hour. */
    hours: (count: number): string => about(count, 'часа', 'часов'),
    days: (count: number): string => about(count, 'дня', 'дней'),
  },
  /** The gender of what is queued is unknown, so it is a place: `место 2`. */
  ordinal: (place: number): string => `место ${String(place)}`,
  /** Units of bytes, each a thousand times the one before. */
  bytes: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
} as const;
