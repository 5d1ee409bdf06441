import { lastUntil, nextAfter, occurrencesBetween } from './occurrences.js';
import type { Schedule } from './schedule.js';

const DAY_MS = 86_400_000;
/** Missed occurrences are counted up to this number. */
export const MAX_MISSED = 1_000;

/** The occurrences of a schedule that are settled. Times are ISO 8601. */
export interface ScheduleProgress {
  /** The time since which the schedule applies. Earlier occurrences do not count. */
  readonly since: string;
  /** The last occurrence that a run was started for. That run has also made up for the missed ones before it. */
  readonly coveredUntil: string | undefined;
}

export interface DueOccurrence {
  /** The last occurrence that is due. */
  readonly at: string;
  /** The number of occurrences before it that had no run, up to {@link MAX_MISSED}. */
  readonly missed: number;
}

const isoOf = (instant: number): string => new Date(instant).toISOString();

/** The clock ran ahead when that occurrence was covered, so earlier ones are due again. */
const wasAhead = ({ coveredUntil }: ScheduleProgress, now: number): boolean =>
  coveredUntil !== undefined && Date.parse(coveredUntil) > now + DAY_MS;

/** Returns the instant up to which all occurrences are settled. */
function settledUntil(progress: ScheduleProgress, now: number): number {
  const since = Date.parse(progress.since);
  if (progress.coveredUntil === undefined || wasAhead(progress, now)) return since;
  return Math.max(since, Date.parse(progress.coveredUntil));
}

/**
 * Returns the occurrence that is due, if there is one: the last one, which makes up for all before it. If the clock was set back
 * by more than a day, that occurrence may already have a run, which the caller has to check.
 */
export function findDue(schedule: Schedule, progress: ScheduleProgress, now: string): DueOccurrence | undefined {
  const nowMs = Date.parse(now);
  const settled = settledUntil(progress, nowMs);
  const last = lastUntil(schedule, nowMs);
  if (last === undefined || last <= settled) return undefined;
  if (wasAhead(progress, nowMs)) return { at: isoOf(last), missed: 0 };
  const missed = occurrencesBetween(schedule, { after: settled, until: last - 1 }, MAX_MISSED).length;
  return { at: isoOf(last), missed };
}

/** Returns the next occurrences, oldest first. */
export function findNext(schedule: Schedule, progress: ScheduleProgress, now: string, count: number): readonly string[] {
  const nowMs = Date.parse(now);
  const after = Math.max(nowMs, settledUntil(progress, nowMs));
  return occurrencesBetween(schedule, { after, until: Infinity }, count).map(isoOf);
}

/** Returns false for a schedule that never fires, such as on 30 February. */
export const everFires = (schedule: Schedule, now: string): boolean => nextAfter(schedule, Date.parse(now)) !== undefined;
