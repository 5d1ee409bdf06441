import type { AuditEvent } from './rows.js';

/** A line of the audit log, as PostgreSQL answers it. */
export interface AuditRow {
  position: string;
  event_index: number;
  type: string;
  step: string | null;
  status_after: string;
  failed_after: boolean;
  message: string | null;
  detail: unknown;
  actor_kind: string;
  actor_id: string;
  occurred_at: Date;
  recorded_at: Date;
  imported: boolean;
}

export const AUDIT_COLUMNS = `position::text as position, event_index, type, step, status_after, failed_after, message, detail,
  actor_kind, actor_id, occurred_at, recorded_at, imported`;

export const toAuditEvent = (row: AuditRow): AuditEvent => ({
  id: `${row.position}.${String(row.event_index)}`,
  type: row.type,
  step: row.step,
  status_after: row.status_after,
  failed_after: row.failed_after,
  message: row.message,
  detail: row.detail,
  actor: { kind: row.actor_kind, id: row.actor_id },
  occurred_at: row.occurred_at.toISOString(),
  recorded_at: row.recorded_at.toISOString(),
  imported: row.imported,
});
