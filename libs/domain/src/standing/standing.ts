import type { Asset } from '../asset/state.js';
import { sessionProgress } from '../session/progress.js';
import { sessionStatusOf } from '../session/status.js';
import { isFailed } from '../status/failure.js';
import { renderStatus } from '../status/render-status.js';

/** Where an asset stands, in the words of its own pipeline. */
export interface AssetStanding {
  readonly status: string;
  readonly failed: boolean;
  /** 0 to 100, of pipelines that keep it with every change. */
  readonly progress: number | null;
}

/** At the moment of its newest event, and so the same whenever it is asked. */
export function assetStanding(asset: Asset): AssetStanding {
  if (asset.pipeline !== 'session') return { status: renderStatus(asset), failed: isFailed(asset), progress: null };
  const status = sessionStatusOf(asset);
  return { status, failed: status === 'failed', progress: sessionProgress(asset, asset.updatedAt) };
}
