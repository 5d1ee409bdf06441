const MINUTE_MS = 60_000;

/** Returns the remaining time as `about 3.5 hours`, `about 12 minutes` or `less than a minute` (PRG-07, PRG-20). */
export function formatTimeRemaining(milliseconds: number): string {
  const minutes = milliseconds / MINUTE_MS;
  if (minutes < 1) return 'less than a minute';
  if (minutes < 59.5) return formatCount(Math.round(minutes), 'minute');
  // Half hours up to a day. The estimate is not more precise.
  const hours = Math.round(minutes / 30) / 2;
  if (hours < 24) return formatCount(hours, 'hour');
  return formatCount(Math.round(hours / 24), 'day');
}

const formatCount = (count: number, unit: string): string =>
  `about ${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
