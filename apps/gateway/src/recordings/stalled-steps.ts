import type { Asset } from '@throughline/domain';
import type { Liveness, StallWatch } from './stall-watch.js';

/** Whether the worker of what is at work has died; null where this gateway cannot tell. */
export type Stalled = boolean | null;

const STALLED: Readonly<Record<Liveness, Stalled>> = { alive: false, stalled: true, unknown: null };

/** Of several at work: one that has died is enough. */
export const anyStalled = (verdicts: Iterable<Stalled>): Stalled => {
  const all = [...verdicts];
  if (all.includes(true)) return true;
  return all.includes(null) ? null : false;
};

/** What is known of each step that is at work. */
export const stalledSteps = (asset: Asset, stalls: Pick<StallWatch, 'livenessOf'>): ReadonlyMap<string, Stalled> =>
  new Map(
    asset.steps
      .filter(({ phase }) => phase === 'running')
      .map(({ step, attempts }) => {
        const attemptId = attempts.at(-1)?.attemptId ?? '';
        return [step, STALLED[stalls.livenessOf({ assetId: asset.assetId, step, attemptId })]];
      }),
  );
