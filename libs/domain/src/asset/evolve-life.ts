import type { AssetEventOf } from '@throughline/contracts';
import { isContentGone } from './content.js';
import { endOpen, waitingStep, withoutPause } from './evolve-run.js';
import { sourcesOf } from '../steps/run.js';
import type { Asset, Configured, RunState, StepState } from './state.js';

type Of<T extends 'PauseRequested' | 'RunCancelled' | 'AssetReset' | 'AssetDeleted'> = AssetEventOf<T>['data'];

/** What was queued and has not started goes back, with its backoff: nothing of a paused run lies in a queue (RUN-17, UPL-12). */
const heldBack = (step: StepState, at: string): StepState => {
  if (step.phase !== 'scheduled') return step;
  const { notBefore, ...rest } = step;
  return {
    ...rest,
    phase: 'pending',
    attempts: endOpen(step.attempts, 'withdrawn'),
    changedAt: at,
    ...(notBefore === undefined ? {} : { retryAt: notBefore }),
  };
};

/** A further request gives the pause another end; it began with the first. */
export const evolvePauseRequested = (asset: Asset, { by, until }: Of<'PauseRequested'>, at: string): Asset => ({
  ...asset,
  pause: { at: asset.pause?.at ?? at, by: asset.pause?.by ?? by, ...(until === undefined ? {} : { until }) },
  steps: asset.steps.map((step) => heldBack(step, at)),
});

/** The time of a pause is not taken from the budget of retries. */
const rested = (step: StepState): StepState => {
  if (step.phase !== 'pending' || step.firstFailedAt === undefined) return step;
  const { firstFailedAt: _firstFailedAt, ...rest } = step;
  return rest;
};

export const evolveResumed = (asset: Asset): Asset =>
  asset.pause === undefined ? asset : { ...withoutPause(asset), steps: asset.steps.map(rested) };

/** What has no end goes back to waiting, without what it had reached. */
const stopped = (step: StepState, at: string): StepState =>
  step.phase === 'completed' || step.phase === 'failed' || step.phase === 'skipped'
    ? step
    : waitingStep({ ...step, attempts: endOpen(step.attempts, 'cancelled') }, at);

/** The run is over, and shows the status of its last finished phase without a failure. */
export function evolveRunCancelled(asset: Asset, data: Of<'RunCancelled'>, at: string): Asset {
  const { run } = asset;
  if (run?.runId !== data.runId || run.rollback !== undefined || run.cancelled !== undefined) return asset;
  return withoutPause({
    ...asset,
    ...(data.target === undefined ? {} : { base: data.target, begun: false }),
    run: { ...run, cancelled: { at, by: data.by } },
    steps: asset.steps.map((step) => stopped(step, at)),
  });
}

const configuredBy = ({ origin }: Asset, run: RunState): Configured => ({
  config: run.config,
  sources: sourcesOf(run),
  ...(origin === undefined ? {} : { startedAt: run.startedAt }),
});

/** Back to the start: stages and outputs wait again (D7, RUN-12, RUN-13). The attempts stay known. */
export function evolveAssetReset(asset: Asset, { target }: Of<'AssetReset'>, at: string): Asset {
  const { run, ...rest } = withoutPause(asset);
  return {
    ...rest,
    // What it was asked for is no work that is forgotten.
    ...(run === undefined ? {} : { configured: configuredBy(asset, run) }),
    base: asset.base === 'PENDING_SOURCE' ? asset.base : target,
    begun: false,
    steps: asset.steps.map((step) => waitingStep({ ...step, attempts: endOpen(step.attempts, 'cancelled') }, at)),
  };
}

export const evolveAssetDeleted = (asset: Asset, { expiresAt }: Of<'AssetDeleted'>, at: string): Asset => ({
  ...asset,
  deletedAt: at,
  expiresAt,
});

/** Once the content is gone there is nothing to restore. */
export function evolveAssetRestored(asset: Asset): Asset {
  if (isContentGone(asset) || asset.deletedAt === undefined) return asset;
  const { deletedAt: _deletedAt, expiresAt: _expiresAt, ...rest } = asset;
  return rest;
}

/** The first one counts: what is gone cannot go a second time. */
export const evolveAssetExpired = (asset: Asset, _data: unknown, at: string): Asset =>
  asset.expiredAt === undefined ? { ...asset, expiredAt: at } : asset;

/** The first one counts: what is gone cannot go a second time. */
export const evolveAssetErased = (asset: Asset, _data: unknown, at: string): Asset =>
  asset.erasedAt === undefined ? { ...asset, erasedAt: at } : asset;
