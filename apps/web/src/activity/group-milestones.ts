import type { Milestone } from '@throughline/api-client';

/** The events of one item on one day, newest first. */
export interface ItemOfDay {
  readonly item: Milestone['item'];
  readonly events: readonly Milestone[];
}

export interface ActivityDay {
  /** The time of its newest event. */
  readonly at: string;
  readonly items: readonly ItemOfDay[];
}

/** Groups by a key, in the order in which the keys come. */
function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** Groups events, newest first, by their day in the user's time zone, then by their item. */
export const groupMilestones = (milestones: readonly Milestone[]): readonly ActivityDay[] =>
  groupBy(milestones, ({ recorded_at: at }) => new Date(at).toDateString()).map((day) => ({
    at: day[0].recorded_at,
    items: groupBy(day, ({ item }) => item.id).map((events) => ({ item: events[0].item, events })),
  }));
