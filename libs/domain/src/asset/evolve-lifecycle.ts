import type { AssetEventOf } from '@throughline/contracts';
import { hasMadeFileOfPages, isContentGone } from './content.js';
import { endOpenAttempts, createPendingStep, removePause } from './evolve-run.js';
import { sourcesOf } from './steps/run.js';
import type { Asset, ConfigWithSources, RunState, StepState } from './state.js';

type Of<T extends 'PauseRequested' | 'RunCancelled' | 'ImportEnded' | 'AssetReset' | 'AssetDeleted'> = AssetEventOf<T>['data'];

/** Withdraws a queued attempt but keeps its backoff: nothing of a paused run stays in a queue (RUN-17, UPL-12). */
const withdrawAttempt = (step: StepState, at: string): StepState => {
  if (step.phase !== 'scheduled') return step;
  const { notBefore, ...rest } = step;
  return {
    ...rest,
    phase: 'pending',
    attempts: endOpenAttempts(step.attempts, 'withdrawn'),
    changedAt: at,
    ...(notBefore === undefined ? {} : { retryAt: notBefore }),
  };
};

/** Starts a pause, or changes the end of the present one; the start stays that of the first request. */
export const evolvePauseRequested = (asset: Asset, { by, until }: Of<'PauseRequested'>, at: string): Asset => ({
  ...asset,
  pause: { at: asset.pause?.at ?? at, by: asset.pause?.by ?? by, ...(until === undefined ? {} : { until }) },
  steps: asset.steps.map((step) => withdrawAttempt(step, at)),
});

/** Restarts the retry budget, which must not count the time of a pause. */
const restartRetryBudget = (step: StepState): StepState => {
  if (step.phase !== 'pending' || step.firstFailedAt === undefined) return step;
  const { firstFailedAt: _firstFailedAt, ...rest } = step;
  return rest;
};

export const evolveResumed = (asset: Asset): Asset =>
  asset.pause === undefined ? asset : { ...removePause(asset), steps: asset.steps.map(restartRetryBudget) };

const stopStep = (step: StepState, at: string): StepState =>
  step.phase === 'completed' || step.phase === 'failed' || step.phase === 'skipped'
    ? step
    : createPendingStep({ ...step, attempts: endOpenAttempts(step.attempts, 'cancelled') }, at);

/** Ends the run. The asset shows the status of its last finished phase, without a failure. */
export function evolveRunCancelled(asset: Asset, data: Of<'RunCancelled' | 'ImportEnded'>, at: string, cause?: 'import'): Asset {
  const { run } = asset;
  if (run?.runId !== data.runId || run.rollback !== undefined || run.cancelled !== undefined) return asset;
  // A person who stops a run may have seen a mistake, so its outputs need another approval.
  const { published: _published, ...stopped } = run;
  return removePause({
    ...asset,
    ...(data.target === undefined ? {} : { base: data.target, begun: false }),
    run: { ...stopped, cancelled: { at, by: data.by, ...(cause === undefined ? {} : { cause }) } },
    steps: asset.steps.map((step) => stopStep(step, at)),
  });
}

const rememberConfig = ({ origin }: Asset, run: RunState): ConfigWithSources => ({
  config: run.config,
  sources: sourcesOf(run),
  ...(run.hasRequestedOutputs === undefined ? {} : { hasRequestedOutputs: run.hasRequestedOutputs }),
  ...(origin === undefined ? {} : { startedAt: run.startedAt }),
});

const resetStep = ({ queue: _queue, ...step }: StepState, at: string): StepState =>
  createPendingStep({ ...step, attempts: endOpenAttempts(step.attempts, 'cancelled') }, at);

/**
 * Returns the asset to its start: stages and outputs wait again (D7, RUN-12, RUN-13). Attempts stay, and so does a file that was
 * made of pages.
 */
export function evolveAssetReset(asset: Asset, { target }: Of<'AssetReset'>, at: string): Asset {
  const { run, ...rest } = removePause(asset);
  return {
    ...rest,
    // The next run needs the settings that people have requested.
    ...(run === undefined || run.isForeign === true ? {} : { configured: rememberConfig(asset, run) }),
    base: asset.base === 'PENDING_SOURCE' ? asset.base : target,
    begun: false,
    steps: asset.steps.map((step) => (hasMadeFileOfPages(asset, step) ? step : resetStep(step, at))),
  };
}

/** Another source brings another file, so a file that was made of pages goes with its source. */
export function dropMadeFile(asset: Asset, at: string): Asset {
  if (!asset.steps.some((step) => hasMadeFileOfPages(asset, step))) return asset;
  return { ...asset, steps: asset.steps.map((step) => (hasMadeFileOfPages(asset, step) ? resetStep(step, at) : step)) };
}

export function evolveAssetDeleted(
  { expiresAt: _expiresAt, retention: _retention, ...asset }: Asset,
  { expiresAt, retention }: Of<'AssetDeleted'>,
  at: string,
): Asset {
  return {
    ...asset,
    deletedAt: at,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(retention === undefined ? {} : { retention }),
  };
}

export function evolveAssetRestored(asset: Asset, _data: unknown, at: string): Asset {
  if (isContentGone(asset) || asset.deletedAt === undefined) return asset;
  const { deletedAt: _deletedAt, expiresAt: _expiresAt, retention: _retention, ...rest } = asset;
  return { ...rest, restoredAt: at };
}

/** Only the first expiry counts, so that `expiredAt` never changes. */
export const evolveAssetExpired = (asset: Asset, _data: unknown, at: string): Asset =>
  asset.expiredAt === undefined ? { ...asset, expiredAt: at } : asset;

/** Only the first erasure counts, so that `erasedAt` never changes. */
export const evolveAssetErased = (asset: Asset, _data: unknown, at: string): Asset =>
  asset.erasedAt === undefined ? { ...asset, erasedAt: at } : asset;
