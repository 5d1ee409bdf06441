import type { AuditEvent } from '@throughline/api-client';

/** Returns the log position of an event's commit. The id of an event is `position.index`. */
export const positionOf = ({ id }: Pick<AuditEvent, 'id'>): string => id.split('.', 1)[0] ?? id;

/** A stop of the slider: the item after one commit. */
export interface Moment {
  readonly position: string;
  readonly at: string;
  readonly message: string;
}

/** Returns one moment for each commit, because no reader can see the state between two events of a commit. */
export function listMoments(events: readonly AuditEvent[]): readonly Moment[] {
  const byPosition = new Map<string, Moment>();
  for (const event of events) {
    const position = positionOf(event);
    byPosition.set(position, { position, at: event.recorded_at, message: event.message ?? event.type });
  }
  return [...byPosition.values()];
}

const ANCHOR = 'event-';

export const eventAnchor = (id: string): string => `${ANCHOR}${id}`;

export const parseEventAnchor = (hash: string): string | undefined =>
  hash.startsWith(`#${ANCHOR}`) ? hash.slice(ANCHOR.length + 1) : undefined;
