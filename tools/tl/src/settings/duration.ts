import { parseDay } from '@throughline/contracts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Parses `90s`, `30m`, `2h` or `1.5d` to milliseconds; undefined for anything else. */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  const unit = UNITS[match?.[2] ?? ''];
  if (match === null || unit === undefined) return undefined;
  const ms = Math.round(Number(match[1]) * unit);
  return ms >= 1 ? ms : undefined;
}

/** Converts a typed time to UTC. Without an offset it is local time. A date may have any format of SRC-08. */
export function parseLocalInstant(text: string): string | undefined {
  const day = parseDay(text.trim());
  // JavaScript reads a date without a time as UTC, but the user means local midnight.
  if (day !== undefined) return new Date(`${day}T00:00`).toISOString();
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/.test(text.trim())) return undefined;
  const time = new Date(text.trim().replace(' ', 'T'));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
