const MINUTE_MS = 60_000;

/** How long is left, for people: `about 3.5 hours`, `about 12 minutes`, `less than a minute` (PRG-07, PRG-20). */
export function formatTimeRemaining(milliseconds: number): string {
  const minutes = milliseconds / MINUTE_MS;
  if (minutes < 1) return 'less than a minute';
  if (minutes < 59.5) return counted(Math.round(minutes), 'minute');
  // Halves of hours up to a day: more would be said than is known.
  const hours = Math.round(minutes / 30) / 2;
  if (hours < 24) return counted(hours, 'hour');
  return counted(Math.round(hours / 24), 'day');
}

const counted = (count: number, unit: string): string => `about ${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
