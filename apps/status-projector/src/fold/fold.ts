import type { AssetEvent, Json, JsonObject } from '@throughline/contracts';

/** An asset as far as it is folded. `personal` is kept apart: status folds without it. */
export interface Folded {
  readonly state: Json;
  readonly personal: JsonObject;
}

/** What the audit log says of the asset after an event. */
export interface Standing {
  readonly owner: string;
  readonly status: string;
  readonly failed: boolean;
  /** 0 to 100, of pipelines that keep it with every change of their status. */
  readonly progress: number | null;
}

/** The typed columns of an asset's row. */
export interface Summary extends Standing {
  readonly pipeline: string;
  readonly title: string | undefined;
  readonly isActive: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly onPause: boolean;
  /** When the pause ends by itself. */
  readonly pauseUntil: string | undefined;
  readonly deletedAt: string | undefined;
  /** The retention date of what is deleted. */
  readonly expiresAt: string | undefined;
  readonly cancelledAt: string | undefined;
  /** Code of what is waited for longest, and since when. */
  readonly waitingFor: string | undefined;
  readonly waitingSince: string | undefined;
  readonly failedAtStage: string | undefined;
  /** Uploaded outputs of which nobody could say whether it has arrived. */
  readonly unconfirmed: number;
  /** Some outputs are uploaded and others have failed. */
  readonly partial: boolean;
  /** What tells equal content, once it is there. */
  readonly contentSha256: string | undefined;
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
  /** Of a step of a document: its word, that of its place in the queue, when it was added to its run, and when it last changed. */
  readonly document_status: string | null;
  readonly document_queue_status: string | null;
  readonly added_at: string | null;
  readonly changed_at: string | null;
}

/** The line of the audit log that an event leaves. */
export interface AuditLine {
  readonly step: string | undefined;
  readonly message: string;
}

/** What the projector needs of the domain: how events change an asset, and how the result is shown. All of it pure. */
export interface Fold {
  /** Changes whenever the same events fold to another state. */
  readonly version: number;
  readonly initial: Folded;
  apply(before: Folded, event: AssetEvent, recorded: { readonly assetId: string; readonly at: string }): Folded;
  /** After each event of a commit. Throws `unstorable` for an asset that was never registered. */
  standings(before: Folded, after: readonly Folded[]): readonly Standing[];
  summary(folded: Folded): Summary;
  steps(folded: Folded): readonly StepRow[];
  auditLine(before: Folded, event: AssetEvent, after: Folded): AuditLine;
}
