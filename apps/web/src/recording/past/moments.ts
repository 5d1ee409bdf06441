import type { RecordingEvent } from '../recording-api.js';

/** The position in the log of the commit that an event came in; its id is `position.index`. */
export const positionOf = ({ id }: Pick<RecordingEvent, 'id'>): string => id.split('.', 1)[0] ?? id;

/** A place that the slider can stand at: the recording as it was after one commit. */
export interface Moment {
  readonly position: string;
  readonly at: string;
  readonly message: string;
}

/** One for each commit, told by its last event: nobody could see a recording between two events of one commit. */
export function momentsOf(events: readonly RecordingEvent[]): readonly Moment[] {
  const byPosition = new Map<string, Moment>();
  for (const event of events) {
    const position = positionOf(event);
    byPosition.set(position, { position, at: event.recorded_at, message: event.message });
  }
  return [...byPosition.values()];
}

const ANCHOR = 'event-';

/** Where an event stands on the page. */
export const eventAnchor = (id: string): string => `${ANCHOR}${id}`;

/** The event that an address asks for. */
export const anchoredEvent = (hash: string): string | undefined =>
  hash.startsWith(`#${ANCHOR}`) ? hash.slice(ANCHOR.length + 1) : undefined;
