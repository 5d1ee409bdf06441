import type { AssetEvent, Json, JsonObject } from '@throughline/contracts';
import type { RecordedAt, SameFacts } from '@throughline/domain';

/** A folded asset. `personal` is separate because the status does not depend on it. */
export interface FoldedAsset {
  readonly state: Json;
  readonly personal: JsonObject;
}

/** The state of an asset after an event, as recorded in the audit log. */
export interface RecordedStatus {
  readonly owner: string;
  readonly status: string;
  readonly failed: boolean;
  /** 0 to 100. Only pipelines that record progress with each status change have it. */
  readonly progress: number | null;
}

export interface Summary extends RecordedStatus {
  readonly pipeline: string;
  readonly title: string | undefined;
  readonly isActive: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly onPause: boolean;
  readonly pauseUntil: string | undefined;
  readonly deletedAt: string | undefined;
  /** Retention date of a deleted asset. */
  readonly expiresAt: string | undefined;
  /** The time from which the days of retention count; undefined while the asset does not rest. */
  readonly restsSince: string | undefined;
  readonly cancelledAt: string | undefined;
  /** Code of the longest current wait. */
  readonly waitingFor: string | undefined;
  readonly waitingSince: string | undefined;
  readonly failedAtStage: string | undefined;
  /** Number of deliveries with an unknown outcome. */
  readonly unconfirmed: number;
  /** True if some outputs are uploaded and others have failed. */
  readonly partial: boolean;
  /** Finished content waits until a person publishes it. */
  readonly needsReview: boolean;
  readonly isUnsure: boolean;
  readonly contentSha256: string | undefined;
  readonly sameFacts: SameFacts | undefined;
}

export interface StepRow {
  readonly step: string;
  readonly kind: string;
  readonly service: string | null;
  readonly lane: string | null;
  readonly status: string;
  readonly attempt: number;
  readonly attempt_id: string | null;
  readonly scheduled_at: string | null;
  readonly not_before: string | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly failed_at: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly skip_reason: string | null;
  readonly result: Json;
  readonly waiting_for: string | null;
  readonly waiting_since: string | null;
  readonly retry_at: string | null;
  /** Only for steps of documents. */
  readonly document_status: string | null;
  readonly document_queue_status: string | null;
  readonly added_at: string | null;
  readonly changed_at: string | null;
}

export interface AuditLine {
  readonly step: string | undefined;
  readonly message: string;
}

/** The functions of the domain that the projector needs. All of them are pure. */
export interface Fold {
  /** Increases whenever the same events fold to a different state. */
  readonly version: number;
  readonly initial: FoldedAsset;
  apply(before: FoldedAsset, event: AssetEvent, recorded: RecordedAt): FoldedAsset;
  recordedStatuses(before: FoldedAsset, after: readonly FoldedAsset[]): readonly RecordedStatus[];
  summary(folded: FoldedAsset): Summary;
  steps(folded: FoldedAsset): readonly StepRow[];
  auditLine(before: FoldedAsset, event: AssetEvent, after: FoldedAsset): AuditLine;
}
