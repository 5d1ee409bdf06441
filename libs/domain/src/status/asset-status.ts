import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { documentStatusOf } from './document-status.js';
import { sessionProgress } from './session-progress.js';
import { sessionStatusOf } from './session-status.js';
import { isFailed } from './failure.js';
import { renderStatus } from './render-status.js';

export interface AssetStatus {
  readonly status: string;
  readonly failed: boolean;
  /** 0 to 100, only in pipelines that store progress with each change. */
  readonly progress: number | null;
}

const renderRecordingStatus = (asset: Asset): AssetStatus => ({
  status: renderStatus(asset),
  failed: isFailed(asset),
  progress: null,
});

/** Pipelines with their own vocabulary. The others use the statuses of recordings. */
const renderers: Readonly<Record<string, (asset: Asset) => AssetStatus>> = {
  session: (asset) => {
    const status = sessionStatusOf(asset);
    return { status, failed: status === 'failed', progress: sessionProgress(asset, asset.updatedAt) };
  },
  document: (asset) => {
    const status = documentStatusOf(asset);
    return { status, failed: status === 'failed', progress: null };
  },
};

/** Returns the status at the time of the asset's newest event, so the result never depends on the clock. */
export function renderAssetStatus(asset: Asset): AssetStatus {
  const render = renderers[asset.pipeline] ?? renderRecordingStatus;
  return render(asset);
}

const isOver = (asset: Asset): boolean => ['completed', 'failed'].includes(sessionStatusOf(asset));

/** Returns true if a session would skip `processing`: only that status may follow `pending` (PRG-02). */
const isProcessingSkipped = (before: AssetState, after: Asset): boolean =>
  isPresent(before) && before.pipeline === 'session' && sessionStatusOf(before) === 'pending' && isOver(after);

/**
 * Returns the audit log's status after each event of one commit. The events are stored together, so all of them get the final
 * status.
 * Exception: a session that its worker gave up before the start. Its events get their own statuses, so that none is skipped.
 */
export function renderCommitStatuses(before: AssetState, after: readonly AssetState[]): readonly AssetStatus[] {
  const last = after.at(-1);
  if (last === undefined || !isPresent(last)) return [];
  const whole = renderAssetStatus(last);
  const oneByOne = isProcessingSkipped(before, last);
  return after.map((state) => (oneByOne && isPresent(state) ? renderAssetStatus(state) : whole));
}
