import { patternOf, type Pattern } from './pattern.js';
import type { Schedule } from './schedule.js';
import { instantOf, isTimeZone, localTimeAt } from './time-zone.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The longest time between two days of a schedule: there is no 29 February between 2096 and 2104. */
const LONGEST_PAUSE_DAYS = 3_000;
/** A local time may belong to an instant of another day: near midnight, or where a zone skipped a whole day. */
const DAYS_AROUND = 2;

interface Search extends Pattern {
  readonly zone: string;
  /** The local midnight before the instant that the search starts from. */
  readonly start: number;
}

function searchOf(schedule: Schedule, instant: number): Search | undefined {
  const { time_zone: zone } = schedule;
  const pattern = isTimeZone(zone) ? patternOf(schedule) : undefined;
  if (pattern === undefined || !Number.isFinite(instant)) return undefined;
  return { ...pattern, zone, start: Math.floor(localTimeAt(zone, instant) / DAY_MS) * DAY_MS };
}

const instantAt = ({ zone, minutes }: Search, day: number, index: number): number =>
  instantOf(zone, day + (minutes[index] ?? 0) * MINUTE_MS);

/** Returns the number of times of a day whose instant is not after `instant`. Instants never decrease with the local time. */
function countUntil(search: Search, day: number, instant: number): number {
  let [low, high] = [0, search.minutes.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (instantAt(search, day, middle) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Yields the instants after `after` at which a schedule fires, oldest first. */
function* ascend(schedule: Schedule, after: number): Generator<number, void> {
  const search = searchOf(schedule, after);
  if (search === undefined) return;
  let latest = after;
  for (let number = -DAYS_AROUND; number <= LONGEST_PAUSE_DAYS; number += 1) {
    const day = search.start + number * DAY_MS;
    if (!search.isOn(day)) continue;
    for (let index = countUntil(search, day, latest); index < search.minutes.length; index += 1) {
      const instant = instantAt(search, day, index);
      // Times that clocks skip share one instant.
      if (instant <= latest) continue;
      latest = instant;
      yield instant;
    }
  }
}

/**
 * Returns the first instant after `instant` at which the schedule fires, if there is one within eight years. Each local time of
 * the schedule fires once: the first time if clocks show it twice, and at the change if clocks skip it.
 */
export function nextAfter(schedule: Schedule, instant: number): number | undefined {
  const next = ascend(schedule, instant).next();
  return next.done === true ? undefined : next.value;
}

/** Returns the last instant at or before `instant` at which the schedule fires, if there is one within eight years. */
export function lastUntil(schedule: Schedule, instant: number): number | undefined {
  const search = searchOf(schedule, instant);
  if (search === undefined) return undefined;
  for (let number = DAYS_AROUND; number >= -LONGEST_PAUSE_DAYS; number -= 1) {
    const day = search.start + number * DAY_MS;
    const count = search.isOn(day) ? countUntil(search, day, instant) : 0;
    if (count > 0) return instantAt(search, day, count - 1);
  }
  return undefined;
}

/** Returns the instants after `after` and until `until` at which the schedule fires, oldest first, at most `limit`. */
export function occurrencesBetween(
  schedule: Schedule,
  { after, until }: { readonly after: number; readonly until: number },
  limit: number,
): readonly number[] {
  const found: number[] = [];
  for (const next of ascend(schedule, after)) {
    if (next > until || found.length === limit) break;
    found.push(next);
  }
  return found;
}
