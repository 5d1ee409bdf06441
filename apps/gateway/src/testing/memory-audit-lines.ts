import type { AuditCursor, AuditEvent } from '../adapters/projection/rows.js';

/** The history of an item that has an event in a library. */
export interface LibraryHistory {
  readonly events: readonly AuditEvent[];
  /** Returns true for an event that happened in the library. */
  readonly isThere: (event: AuditEvent) => boolean;
}

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

  /** Returns the histories that have an event in a library. */
  usedIn(library: string): readonly LibraryHistory[] {
    const isThere = (event: AuditEvent): boolean => this.#libraries.get(event) === library;
    return [...this.#lines.values()].filter((events) => events.some(isThere)).map((events) => ({ events, isThere }));
  }
}
