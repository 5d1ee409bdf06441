import type { AuditEvent } from '@throughline/api-client';
import { isTechnical } from './history-lines.js';

/** Returns the log position of an event's commit. The id of an event is `position.index`. */
export const positionOf = ({ id }: Pick<AuditEvent, 'id'>): string => id.split('.', 1)[0] ?? id;

/** A stop of the slider: the item after one commit. */
export interface Moment {
  readonly position: string;
  readonly at: string;
  readonly message: string;
  /** The lines of the history up to this one. */
  readonly line: number;
}

interface MomentOptions {
  readonly isTechnicalShown: boolean;
  /** The position that the reader looks at. It has a moment in any case. */
  readonly moment: string | undefined;
}

function listShown(events: readonly AuditEvent[], { isTechnicalShown, moment }: MomentOptions): readonly AuditEvent[] {
  if (isTechnicalShown) return events;
  const shown = events.filter((event) => !isTechnical(event));
  const isThere = moment === undefined || shown.some((event) => positionOf(event) === moment);
  return isThere ? shown : events.filter((event) => !isTechnical(event) || positionOf(event) === moment);
}

/**
 * Returns one moment for each commit, because no reader can see the state between two events of a commit. Commits of which the
 * history shows nothing have none.
 */
export function listMoments(events: readonly AuditEvent[], options: MomentOptions): readonly Moment[] {
  const byPosition = new Map<string, Moment>();
  let line = 0;
  for (const event of listShown(events, options)) {
    const position = positionOf(event);
    line += 1;
    byPosition.set(position, { position, at: event.recorded_at, message: event.message ?? event.type, line });
  }
  return [...byPosition.values()];
}

const ANCHOR = 'event-';

export const eventAnchor = (id: string): string => `${ANCHOR}${id}`;

export const parseEventAnchor = (hash: string): string | undefined =>
  hash.startsWith(`#${ANCHOR}`) ? hash.slice(ANCHOR.length + 1) : undefined;
