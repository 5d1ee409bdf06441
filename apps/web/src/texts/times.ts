import { pageFormat, pageLanguage } from './language.js';
import { formatNumber } from './numbers.js';
import { text } from './text.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
];

const relative = new Intl.RelativeTimeFormat(pageLanguage(), { numeric: 'always', style: 'long' });
/** Shorter distances are shown as "just now". */
const NOW_MS = 5 * SECOND;

/** Returns `3 minutes ago` or `in 2 hours`, in whole units, so that nobody who goes by it comes too late. */
export function age(at: number, now: number): string {
  const distance = at - now;
  if (Math.abs(distance) < NOW_MS) return text.time.now;
  // A week that was chosen a moment ago is a week.
  const whole = distance < 0 ? distance : distance + Math.min(MINUTE, distance / 20);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(whole) >= length) ?? ['second', SECOND];
  return relative.format(Math.trunc(whole / size), unit);
}

const isSameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString();

const timeOfDay = new Intl.DateTimeFormat(pageFormat(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndTime = new Intl.DateTimeFormat(pageFormat(), {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const fullTime = new Intl.DateTimeFormat(pageFormat(), { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** Returns `14:03` in the user's time zone, with the day if it is not today. */
export function clock(at: number, now: number): string {
  const moment = new Date(at);
  return isSameDay(moment, new Date(now)) ? timeOfDay.format(moment) : dayAndTime.format(moment);
}

const month = new Intl.DateTimeFormat(pageFormat(), { month: 'long' });
const monthOfYear = new Intl.DateTimeFormat(pageFormat(), { month: 'long', year: 'numeric' });

/** Returns `October` or `October 2026`. */
export const monthOf = (at: Date, withYear: boolean): string => (withYear ? monthOfYear : month).format(at);

const precise = new Intl.DateTimeFormat(pageFormat(), {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(pageFormat(), { day: 'numeric', month: 'short' });

/** Returns `14:03:27` in the user's time zone. */
export const secondOfDay = (at: number): string => precise.format(at);

/** Returns `14:03:27`, for events that follow each other within a minute. Adds the day if it is not today. */
export function clockWithSeconds(at: number, now: number): string {
  const moment = new Date(at);
  const time = precise.format(moment);
  return isSameDay(moment, new Date(now)) ? time : `${day.format(moment)}, ${time}`;
}

const WEEK_DAYS = 6;
const weekdayAndTime = new Intl.DateTimeFormat(pageFormat(), {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dayOfYear = new Intl.DateTimeFormat(pageFormat(), { day: 'numeric', month: 'short', year: 'numeric' });

/** Returns a short time for a narrow column: `14:03` today, `Wed 14:03` in the last days, then `Nov 3`, with the year if it is not this year. */
export function shortDate(at: number, now: number): string {
  const [moment, present] = [new Date(at), new Date(now)];
  if (isSameDay(moment, present)) return timeOfDay.format(moment);
  if (at < now && now - at < WEEK_DAYS * DAY) return weekdayAndTime.format(moment);
  return (moment.getFullYear() === present.getFullYear() ? day : dayOfYear).format(moment);
}

const medium = new Intl.DateTimeFormat(pageFormat(), { dateStyle: 'medium' });

/** Returns `Mar 3, 2026`. */
export const mediumDate = (at: Date): string => medium.format(at);

const longDay = new Intl.DateTimeFormat(pageFormat(), { day: 'numeric', month: 'long' });
const longDayOfYear = new Intl.DateTimeFormat(pageFormat(), { day: 'numeric', month: 'long', year: 'numeric' });

/** Returns `March 3`, with the year if it is not this year. */
export function calendarDay(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? longDay : longDayOfYear).format(at);
}

const dayOfMonth = new Intl.DateTimeFormat(pageFormat(), { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** Returns `December 1` for the calendar day `2026-12-01`. */
export const utcDay = (date: string): string => dayOfMonth.format(Date.parse(date));

/** Returns the time in the user's time zone and in UTC. */
export const exact = (at: number): string => `${fullTime.format(at)} (${new Date(at).toISOString()})`;

const { second, minute, hour, bytes: sizes } = text.time;

/** Returns a duration such as `3 h 20 min` or `45 s`. */
export function length(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / SECOND));
  if (seconds < 60) return `${String(seconds)} ${second}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${String(minutes)} ${minute}`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${String(hours)} ${hour}` : `${String(hours)} ${hour} ${String(rest)} ${minute}`;
}

/** Returns `4:05` or `1:02:03`. */
export function formatPlayTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours === 0 ? `${String(minutes)}:${two(rest)}` : `${String(hours)}:${two(minutes)}:${two(rest)}`;
}

/** Returns `4.2 MB`. */
export function size(bytes: number): string {
  const power = Math.min(sizes.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  const digits = value < 10 && power > 0 ? 1 : 0;
  return `${formatNumber(value, { maximumFractionDigits: digits })} ${sizes[power] ?? ''}`;
}
