import { extractReadable, type EventStore } from '@throughline/event-store';
import type { QuarantinedItem, QuarantinedRows } from '../adapters/projection/rows.js';
import type { MemoryItemRows } from './memory-rows.js';

/** The rows mark the quarantined items; position and reason are read from the log. */
export class MemoryQuarantineRows implements QuarantinedRows {
  constructor(
    private readonly rows: Pick<MemoryItemRows, 'parked'>,
    private readonly store: Pick<EventStore, 'messages'>,
  ) {}

  async list(limit: number): Promise<readonly QuarantinedItem[]> {
    const items = await Promise.all(
      this.rows
        .parked()
        .slice(0, limit)
        .map(({ id }) => this.find(id)),
    );
    return items.filter((item) => item !== undefined);
  }

  async find(id: string): Promise<QuarantinedItem | undefined> {
    const row = this.rows.parked().find((one) => one.id === id);
    if (row?.held === undefined) return undefined;
    const [first] = extractReadable(await this.store.messages(id)).obstacles;
    if (first === undefined) return { ...row.held, id, waiting: 0 };
    const { commitId, position, kind: code, message: reason, storedAt: since } = first;
    return { id, kind: row.held.kind, commitId, position, code, reason, since, waiting: 0 };
  }
}
