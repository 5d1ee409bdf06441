import type { StepIn } from '../../asset/state.js';
import type { LaneCapacity } from './facts.js';
import type { Span } from './remaining-time.js';

/** A worker with a free place takes a due attempt within seconds. After this long it is unknown what the attempt waits for. */
const TAKEN_WITHIN_MS = 120_000;

/** The time at which the attempt entered the queue of its lane, ISO 8601. */
const dueAt = ({ notBefore = '', scheduledAt }: StepIn<'scheduled'>): string =>
  notBefore > scheduledAt ? notBefore : scheduledAt;

export const isDue = (step: StepIn<'scheduled'>, now: string): boolean => dueAt(step) <= now;

/**
 * Returns the time until an attempt starts that no other one delays: negative once it is due, so that an estimate from it does
 * not move with the clock. Undefined if a worker should have taken it long ago. Milliseconds.
 */
export function estimateUndelayedStart(step: StepIn<'scheduled'>, now: string): number | undefined {
  const left = Date.parse(dueAt(step)) - Date.parse(now);
  return left <= -TAKEN_WITHIN_MS ? undefined : left;
}

interface Queue {
  readonly now: string;
  /** 1 is taken next. */
  readonly place: number;
  readonly room: LaneCapacity & { readonly state: 'served' };
  /** The duration of an attempt of the lane, whose media may have any length. */
  readonly each: Span;
}

/**
 * Returns the time until an attempt is taken whose start depends on others: each place of the lane becomes free when its running
 * attempt ends, and then takes the next one. The starts of the running attempts are fixed, so the result does not move with
 * the clock. An attempt that takes longer than its estimate frees no place at a known time. Undefined if none does.
 */
export function estimateDelayedStart({ now, place, room, each }: Queue): Span | undefined {
  const ends = room.startedAt
    .map((startedAt) => {
      const sinceMs = Date.parse(now) - Date.parse(startedAt);
      return { p50: each.p50 - sinceMs, p90: each.p90 - sinceMs };
    })
    .filter(({ p90 }) => p90 > 0)
    .sort((one, other) => one.p90 - other.p90);
  const first = ends[(place - 1) % ends.length];
  if (first === undefined) return undefined;
  const rounds = Math.floor((place - 1) / ends.length);
  return { p50: first.p50 + rounds * each.p50, p90: first.p90 + rounds * each.p90 };
}
