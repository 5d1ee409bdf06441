import { isMilestone } from '@throughline/domain';
import type { AuditCursor, AuditEvent, Milestone } from '../adapters/projection/rows.js';

/** The history of an item that has an event in a library. */
export interface LibraryHistory {
  readonly events: readonly AuditEvent[];
  /** Returns true for an event that happened in the library. */
  readonly isThere: (event: AuditEvent) => boolean;
}

const placeOf = ({ id }: AuditEvent): readonly [bigint, number] => {
  const [position = '', index = ''] = id.split('.');
  return [BigInt(position), Number(index)];
};

export const isBeforePlace = (event: AuditEvent, place: AuditCursor): boolean => {
  const [position, index] = placeOf(event);
  return position < BigInt(place.position) || (position === BigInt(place.position) && index < place.index);
};

export const newestFirst = (a: AuditEvent, b: AuditEvent): number => {
  const [position, index] = placeOf(b);
  return isBeforePlace(a, { position: String(position), index }) ? 1 : -1;
};

export class MemoryAuditLines {
  readonly #lines = new Map<string, AuditEvent[]>();
  /** The library of each commit, as the lines of the audit log keep it. */
  readonly #libraries = new Map<AuditEvent, string>();

  add(id: string, library: string, events: readonly AuditEvent[]): void {
    this.#lines.set(id, [...(this.#lines.get(id) ?? []), ...events]);
    for (const event of events) this.#libraries.set(event, library);
  }

  of(id: string): readonly AuditEvent[] | undefined {
    return this.#lines.get(id);
  }

  page(id: string, after: AuditCursor | undefined, limit: number): readonly AuditEvent[] {
    const all = this.#lines.get(id) ?? [];
    const index = after === undefined ? -1 : all.findIndex((line) => line.id === `${after.position}.${String(after.index)}`);
    return all.slice(index + 1, index + 1 + limit);
  }

  /** Returns the milestones of a library, in any order. */
  milestones(library: string): readonly Milestone[] {
    const all = [...this.#lines].flatMap(([assetId, events]) => events.map((event) => ({ event, assetId })));
    return all
      .filter(({ event }) => this.#libraries.get(event) === library && isMilestone(event))
      .map(({ event, assetId }) => ({ ...event, assetId }));
  }

  /** Returns the histories that have an event in a library. */
  usedIn(library: string): readonly LibraryHistory[] {
    const isThere = (event: AuditEvent): boolean => this.#libraries.get(event) === library;
    return [...this.#lines.values()].filter((events) => events.some(isThere)).map((events) => ({ events, isThere }));
  }
}
