import { text } from '../texts/text.js';

const words = text.time.remaining;
const MINUTE_MS = 60_000;

/** Returns the remaining time as `about 3.5 hours`, `about 12 minutes` or `less than a minute` (PRG-07, PRG-20). */
export function formatTimeRemaining(milliseconds: number): string {
  const minutes = milliseconds / MINUTE_MS;
  if (minutes < 1) return words.underAMinute;
  if (minutes < 59.5) return words.minutes(Math.round(minutes));
  // Half hours up to a day. The estimate is not more precise.
  const hours = Math.round(minutes / 30) / 2;
  if (hours < 24) return words.hours(hours);
  return words.days(Math.round(hours / 24));
}
