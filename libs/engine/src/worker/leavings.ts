import type { JsonObject, WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, currentWork, isPresent, isRunActive, type AssetState, type StepWork } from '@throughline/domain';
import type { LeaseHandle } from '@throughline/messaging';
import type { LoadedAsset } from '../commands/asset-commands.js';
import { AttemptContext } from './attempt-context.js';
import { HeldLease } from './held-lease.js';
import type { StepWorkerParts } from './parts.js';
import type { StepHandler } from './step-handler.js';

interface Held {
  readonly message: WorkMessage;
  /** As it was queued: the run may be gone by now. */
  readonly work: StepWork;
  readonly lease: HeldLease;
}

/** Done at once or not at all: it must keep no lane busy. Milliseconds. */
const WITHIN_MS = 10_000;

/** What a step has written down that no run goes on with; a paused run, or one that tries again, does. */
function leftBy(state: AssetState, name: string): JsonObject | undefined {
  if (!isPresent(state) || isRunActive(state)) return undefined;
  const step = state.steps.find((each) => each.step === name);
  return step?.phase === 'pending' && Object.keys(step.checkpoints).length > 0 ? step.checkpoints : undefined;
}

/**
 * What an attempt has left outside whose worker is dead or asleep, and with which nobody goes on: its run was cancelled, or its item deleted.
 * A living worker sees to that itself.
 */
export class Leavings {
  constructor(private readonly parts: StepWorkerParts) {}

  /** Milliseconds to wait where the holder may still see to it itself; otherwise it is done, as far as it can be. */
  async clear(message: WorkMessage, { state }: LoadedAsset): Promise<number> {
    const handler = this.parts.handlerFor(message.step);
    const work = message.foldVersion === FOLD_VERSION ? currentWork(message.state as AssetState, message.step) : undefined;
    if (handler?.abandon === undefined || work === undefined || leftBy(state, message.step) === undefined) return 0;
    const { expired, remainingMs, seen } = await this.parts.leases.isExpired(message.assetId, message.step);
    if (!expired) return Math.max(1, remainingMs);
    const handle = await this.parts.leases.claim(this.#leaseOf(message), seen?.token);
    await this.#holding(handle, (lease) => this.#abandon(handler, { message, work, lease }));
    return 0;
  }

  async #holding(handle: LeaseHandle, task: (lease: HeldLease) => Promise<void>): Promise<void> {
    const lease = new HeldLease(handle, { termMs: this.parts.leaseTermMs, strict: true });
    const timer = setTimeout(() => {
      lease.abort('timeout');
    }, WITHIN_MS);
    try {
      await task(lease);
    } finally {
      clearTimeout(timer);
      await lease.release();
    }
  }

  /** Asked while the lease is held: whoever begins after this finds what was done here. */
  async #abandon(handler: StepHandler, { message, work, lease }: Held): Promise<void> {
    const { artifacts, commands, log } = this.parts;
    const asset = await commands.load(message.assetId);
    const checkpoints = asset === undefined ? undefined : leftBy(asset.state, message.step);
    if (asset === undefined || checkpoints === undefined) return;
    const known = { asset, work: { ...work, checkpoints } };
    const context = new AttemptContext(message, () => known, {
      artifacts,
      commands,
      log,
      lease,
      confirm: () => lease.confirm(),
      aside: (ask) => ask(),
      saveCheckpoint: () => Promise.reject(new Error('Nothing is written down of an attempt that is over')),
      onProgress: () => undefined,
    });
    try {
      await handler.abandon?.(context.handlerContext());
    } finally {
      await context.dispose();
    }
  }

  #leaseOf({ assetId, step, attemptId }: WorkMessage): Parameters<StepWorkerParts['leases']['claim']>[0] {
    const startedAt = (this.parts.clock?.() ?? new Date()).toISOString();
    const { worker, leaseTermMs: termMs } = this.parts;
    return { assetId, step, attemptId, worker, termMs, startedAt, progress: { fraction: 0 } };
  }
}
