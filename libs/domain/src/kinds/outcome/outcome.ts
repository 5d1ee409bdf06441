import { isPresent, type AssetState } from '../../asset/state.js';
import { renderAssetStatus } from '../../status/asset-status.js';
import { documentRows } from '../../status/document-rows.js';
import { failureOf } from '../../status/failure.js';
import { isReadyToUpload } from '../../status/ready-to-upload.js';
import { pauseOf } from '../../asset/steps/run.js';
import { needsReview } from '../../asset/steps/review.js';
import { waitingSteps } from '../../asset/steps/waiting.js';
import { outputName, outputStatus, outputSteps, uploadSummaryOf, type UploadSummary } from '../views/output.js';
import { stageStatus } from '../views/stage.js';

type Statuses = Readonly<Record<string, string>>;

/** The result of a history as the API shows it: no texts, no times of the clock, nothing from outside of the log. */
export interface ItemOutcome {
  readonly id: string;
  readonly pipeline: string;
  readonly status: string;
  readonly failed: boolean;
  readonly failed_at_stage: string | null;
  readonly ready_to_upload: boolean;
  /** Stages of a recording or a session by their type. */
  readonly stages: Statuses;
  /** Steps of a document by their name. */
  readonly steps: Statuses;
  readonly outputs: Statuses;
  readonly upload_summary: Pick<UploadSummary, 'total' | 'uploaded' | 'failed' | 'partial'>;
  /** 0 to 100, only of sessions. */
  readonly progress: number | null;
  readonly on_pause: boolean;
  readonly needs_review: boolean;
  /** The codes of the missing dependencies, each once. */
  readonly waiting_for: readonly string[];
  readonly deleted_at: string | null;
  readonly expired_at: string | null;
  readonly erased_at: string | null;
  readonly updated_at: string;
}

/** Returns undefined if nothing is registered. */
export function renderOutcome(state: AssetState): ItemOutcome | undefined {
  if (!isPresent(state)) return undefined;
  const { status, failed, progress } = renderAssetStatus(state);
  const { total, uploaded, failed: failedUploads, partial } = uploadSummaryOf(state);
  const rows = state.pipeline === 'document' ? documentRows(state) : [];
  const stages = state.steps.filter(({ kind }) => kind === 'stage');
  return {
    id: state.assetId,
    pipeline: state.pipeline,
    status,
    failed,
    failed_at_stage: failureOf(state)?.stage ?? null,
    ready_to_upload: isReadyToUpload(state),
    stages: Object.fromEntries(stages.map((stage) => [stage.step, stageStatus(stage)])),
    steps: Object.fromEntries(rows.map((row) => [row.step_name, row.status])),
    outputs: Object.fromEntries(outputSteps(state).map((output) => [outputName(output), outputStatus(output)])),
    upload_summary: { total, uploaded, failed: failedUploads, partial },
    progress,
    on_pause: pauseOf(state) !== undefined,
    needs_review: needsReview(state),
    waiting_for: [...new Set(waitingSteps(state).map(({ waiting }) => waiting.for))],
    deleted_at: state.deletedAt ?? null,
    expired_at: state.expiredAt ?? null,
    erased_at: state.erasedAt ?? null,
    updated_at: state.updatedAt,
  };
}
