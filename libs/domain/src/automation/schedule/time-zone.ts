const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** A name with letters first, so that the offsets that newer engines accept are refused: they have no summer time. */
const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** Formatters are slow to make. There are about 600 zones, but their names are accepted in any case. */
const MAX_FORMATS = 1_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const existing = formats.get(zone);
  if (existing !== undefined) return existing;
  const numeric = 'numeric';
  const parts = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric } as const;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', hourCycle: 'h23', ...parts });
  if (formats.size >= MAX_FORMATS) formats.clear();
  formats.set(zone, made);
  return made;
}

export function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns the local time at an instant, both in milliseconds. A local time is the number that `Date.UTC` gives for its date and
 * time, so that the methods of `Date` for UTC read it.
 */
export function localTimeAt(zone: string, instant: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

const wholeSeconds = (instant: number): number => Math.floor(instant / SECOND_MS) * SECOND_MS;
const offsetAt = (zone: string, instant: number): number => localTimeAt(zone, instant) - wholeSeconds(instant);

/** Returns the first instant after `from`, at the latest `to`, that has the offset of `to`. */
function findChange(zone: string, from: number, to: number): number {
  const after = offsetAt(zone, to);
  let [low, high] = [wholeSeconds(from), wholeSeconds(to)];
  while (high - low > SECOND_MS) {
    const middle = wholeSeconds((low + high) / 2);
    if (offsetAt(zone, middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Returns the instant at which clocks first show a local time. If clocks skip that time, it is the instant at which they skip it.
 * Never decreases with the local time.
 */
export function instantOf(zone: string, local: number): number {
  // No zone has an offset of a day, so these are the offsets before and after a change near the local time.
  const offsets = new Set([offsetAt(zone, local - DAY_MS), offsetAt(zone, local + DAY_MS)]);
  const instants = [...offsets].map((offset) => local - offset);
  const shown = instants.filter((instant) => localTimeAt(zone, instant) === local);
  return shown.length > 0 ? Math.min(...shown) : findChange(zone, Math.min(...instants), Math.max(...instants));
}
