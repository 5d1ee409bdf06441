import { listRunningAttempts, type Asset, type Liveness } from '@throughline/domain';
import type { StallWatch } from '../../workers/index.js';

/** True if the worker of a running step has stopped responding; null if this gateway cannot tell. */
export type StalledVerdict = boolean | null;

const STALLED: Readonly<Record<Liveness, StalledVerdict>> = { alive: false, stalled: true, unknown: null };

/** Combines the verdicts of several running steps: one stalled step is enough. */
export const combineVerdicts = (verdicts: Iterable<StalledVerdict>): StalledVerdict => {
  const all = [...verdicts];
  if (all.includes(true)) return true;
  return all.includes(null) ? null : false;
};

export const judgeRunningSteps = (asset: Asset, stalls: Pick<StallWatch, 'livenessOf'>): ReadonlyMap<string, StalledVerdict> =>
  new Map(
    listRunningAttempts(asset).map((attempt) => [
      attempt.step,
      STALLED[stalls.livenessOf({ assetId: asset.assetId, ...attempt })],
    ]),
  );
