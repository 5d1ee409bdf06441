export interface AuditRow {
  readonly position: string;
  readonly event_index: number;
  readonly asset_id: string;
  readonly owner: string;
  readonly commit_id: string;
  readonly type: string;
  readonly step: string | null;
  readonly status_after: string;
  readonly failed_after: boolean;
  readonly progress_after: number | null;
  readonly message: string;
  /** JSON text. Encoding it here runs in parallel with the write of the previous batch. */
  readonly detail: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly imported: boolean;
}

export const AUDIT_COLUMNS = [
  'position',
  'event_index',
  'asset_id',
  'owner',
  'commit_id',
  'type',
  'step',
  'status_after',
  'failed_after',
  'progress_after',
  'message',
  'detail',
  'actor_kind',
  'actor_id',
  'occurred_at',
  'recorded_at',
  'imported',
] as const satisfies readonly (keyof AuditRow)[];
