/*
 * What the API answers, as far as the page reads it. Field by field as /openapi.json says; an end-to-end test compares.
 */
export const RECORDING_STATUSES = [
  'PENDING_SOURCE',
  'INITIALIZED',
  'SKIPPED',
  'DOWNLOADING',
  'DOWNLOADED',
  'PROCESSING',
  'PROCESSED',
  'UPLOADING',
  'UPLOADED',
  'READY',
  'EXPIRED',
] as const;
export type RecordingStatus = (typeof RECORDING_STATUSES)[number];

export type ActionName =
  | 'run'
  | 'pause'
  | 'cancel'
  | 'reset'
  | 'unstick'
  | 'skip'
  | 'settle'
  | 'redeliver'
  | 'retry'
  | 'correct'
  | 'delete'
  | 'restore'
  | 'erase';

export interface AllowedAction {
  readonly action: ActionName;
  /** The stage to skip, the output to settle. */
  readonly target: string | null;
  readonly allowed: boolean;
  readonly code: string | null;
  readonly reason: string | null;
  readonly try_instead: string | null;
}

/** When it will probably be done. */
export interface Eta {
  readonly from: string;
  readonly to: string;
  readonly basis: 'history' | 'rule';
  readonly samples: number;
}

/** What every step tells of its attempts. */
export interface StepAttempts {
  readonly failed: boolean;
  readonly failed_at: string | null;
  readonly failed_reason: string | null;
  readonly skip_reason: string | null;
  readonly attempt: number;
  readonly retry_at: string | null;
  readonly started_at: string | null;
}

/** Fields that move without a commit. */
export interface Moving {
  readonly progress: number | null;
  readonly stalled: boolean | null;
  readonly eta?: Eta | null;
  readonly eta_reason?: string | null;
  readonly queue_position?: number | null;
}

export interface Stage extends StepAttempts, Moving {
  readonly stage_type: string;
  readonly status: 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'SKIPPED';
  readonly completed_at: string | null;
}

export interface FollowUp extends StepAttempts {
  readonly name: string;
  readonly status: Stage['status'];
  readonly completed_at: string | null;
}

export interface Output extends StepAttempts, Moving {
  readonly id: string;
  readonly target_type: string;
  readonly status: 'PENDING' | 'UPLOADING' | 'UPLOADED' | 'FAILED' | 'SKIPPED';
  readonly target_meta: Readonly<Record<string, unknown>> | null;
  readonly uploaded_at: string | null;
  readonly unconfirmed: boolean;
  readonly outdated: boolean;
  /** The transcript was corrected since. */
  readonly old_words: boolean;
  readonly follow_ups: readonly FollowUp[];
  readonly updated_at: string;
}

/** A step of the newest run's plan. */
export interface RunStep extends StepAttempts {
  readonly step: string;
  readonly kind: string;
  readonly status: Stage['status'];
  readonly progress: number | null;
  readonly depends_on: readonly string[];
}

export interface Run {
  readonly id: string;
  readonly started_at: string;
  readonly active: boolean;
  readonly steps: readonly RunStep[];
}

export interface Waiting {
  readonly step: string;
  readonly for: string;
  readonly message: string;
  readonly since: string;
  readonly until: string | null;
}

/** What every item has, whichever pipeline it goes through. */
export interface Item extends Moving {
  readonly id: string;
  readonly revision: string;
  readonly quarantined: boolean;
  readonly needs_upgrade: boolean;
  readonly quarantine: { readonly position: string; readonly code: string; readonly reason: string } | null;
  readonly duplicate_of: { readonly id: string; readonly created_at: string } | null;
  readonly title: string | null;
  readonly file_name: string | null;
  readonly language: string;
  readonly source: {
    readonly kind: string;
    readonly url: string | null;
    readonly size: number | null;
    readonly media_type: string | null;
    readonly sha256: string | null;
  };
  readonly failed: boolean;
  readonly failed_at_stage: string | null;
  readonly failed_reason: string | null;
  readonly failed_at: string | null;
  readonly outputs: readonly Output[];
  readonly upload_summary: {
    readonly total: number;
    readonly uploaded: number;
    readonly failed: number;
    readonly partial: boolean;
    readonly unconfirmed: number;
  };
  readonly on_pause: boolean;
  readonly pause_requested_at: string | null;
  readonly pause_reason: string | null;
  readonly pause_until: string | null;
  readonly paused_by: string | null;
  readonly paused_by_name: string | null;
  readonly waiting_for: readonly Waiting[];
  readonly allowed_actions: readonly AllowedAction[];
  readonly cancelled_at: string | null;
  readonly cancelled_by: string | null;
  readonly cancelled_by_name: string | null;
  readonly cancel_reason: string | null;
  readonly deleted_at: string | null;
  readonly expires_at: string | null;
  readonly expired_at: string | null;
  readonly erased_at: string | null;
  readonly run: Run | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Recording extends Item {
  readonly is_mapped: boolean;
  readonly status: RecordingStatus;
  readonly processing_stages: readonly Stage[];
  readonly ready_to_upload: boolean;
  readonly is_runtime: boolean;
  /** The page at Notion that it came from, and by which channel. */
  readonly origin: { readonly channel_id: number; readonly page_id: string } | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly total?: number;
}

export type Role = 'viewer' | 'operator' | 'admin';

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly ('read' | 'write' | 'admin')[];
  readonly library: { readonly id: string; readonly name: string };
  readonly csrf_token: string | null;
  readonly signed_in_until: string | null;
}
