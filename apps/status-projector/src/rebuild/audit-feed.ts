import { comparePosition, parsePosition, type Position } from '@throughline/event-store';
import type { AuditRow } from '../fold/audit-row.js';
import type { Batch } from '../write/batch.js';

const keyOf = (row: AuditRow): string => `${row.position}/${row.event_index}`;

/** Hands over the audit rows of a growing batch. Each event is handed over once, even if its history was folded twice. */
export class AuditFeed {
  readonly #reached = new Map<string, Position>();

  take(batch: Batch): readonly AuditRow[] {
    const rows = batch.audit.splice(0);
    const again = batch.backfill.splice(0);
    if (again.length > 0) {
      const keys = new Set(rows.map(keyOf));
      rows.push(...again.filter((row) => !keys.has(keyOf(row)) && this.#isNew(row) && keys.add(keyOf(row))));
    }
    for (const row of rows) if (this.#isNew(row)) this.#reached.set(row.asset_id, parsePosition(row.position));
    return rows;
  }

  #isNew(row: AuditRow): boolean {
    const reached = this.#reached.get(row.asset_id);
    return reached === undefined || comparePosition(parsePosition(row.position), reached) > 0;
  }
}
