import { readableOf, type EventStore } from '@throughline/event-store';
import type { QuarantinedItem, QuarantinedRows } from '../quarantine/quarantined.js';
import type { MemoryRecordingRows } from './memory-rows.js';

/** Rows say what is parked; where and why is read from the log. */
export class MemoryQuarantined implements QuarantinedRows {
  constructor(
    private readonly rows: Pick<MemoryRecordingRows, 'parked'>,
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
    const [first] = readableOf(await this.store.messages(id)).obstacles;
    if (first === undefined) return { ...row.held, id, waiting: 0 };
    const { commitId, position, kind: code, message: reason, storedAt: since } = first;
    return { id, held: row.held.held, commitId, position, code, reason, since, waiting: 0 };
  }
}
