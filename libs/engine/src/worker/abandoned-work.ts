import type { JsonObject, WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, currentWork, isPresent, isRunActive, type AssetState, type StepWork } from '@throughline/domain';
import type { LeaseHandle } from '@throughline/messaging';
import type { LoadedAsset } from '../commands/asset-commands.js';
import { buildLease } from './attempt-claim.js';
import { AttemptContext } from './attempt-context.js';
import { AttemptLease } from './attempt-lease.js';
import type { StepWorkerParts } from './parts.js';
import type { StepHandler } from './step-handler.js';

interface CleanupTask {
  readonly message: WorkMessage;
  readonly work: StepWork;
  readonly lease: AttemptLease;
}

/** Limit for one cleanup, because it must not block a lane. Milliseconds. */
const WITHIN_MS = 10_000;

/** Returns a step's checkpoints if no run will continue from them. A paused or retrying run does continue. */
function findAbandonedCheckpoints(state: AssetState, name: string): JsonObject | undefined {
  if (!isPresent(state) || isRunActive(state)) return undefined;
  const step = state.steps.find((each) => each.step === name);
  return step?.phase === 'pending' && Object.keys(step.checkpoints).length > 0 ? step.checkpoints : undefined;
}

/**
 * Cleans up what a dead or stalled worker left at a destination after its run was cancelled or its item deleted. A live worker
 * cleans up after itself.
 */
export class AbandonedWorkCleanup {
  constructor(private readonly parts: StepWorkerParts) {}

  /**
   * Abandons the attempt's external state, best effort. Returns the milliseconds to wait if a live lease holder may still do so
   * itself.
   */
  async clear(message: WorkMessage, { state }: LoadedAsset): Promise<number> {
    const handler = this.parts.handlerFor(message.step);
    const work = message.foldVersion === FOLD_VERSION ? currentWork(message.state as AssetState, message.step) : undefined;
    if (handler?.abandon === undefined || work === undefined || findAbandonedCheckpoints(state, message.step) === undefined)
      return 0;
    const { expired, remainingMs, seen } = await this.parts.leases.isExpired(message.assetId, message.step);
    if (!expired) return Math.max(1, remainingMs);
    const handle = await this.parts.leases.claim(buildLease(this.parts, message), seen?.token);
    await this.#holding(handle, (lease) => this.#abandon(handler, { message, work, lease }));
    return 0;
  }

  async #holding(handle: LeaseHandle, task: (lease: AttemptLease) => Promise<void>): Promise<void> {
    const lease = new AttemptLease(handle, { termMs: this.parts.leaseTermMs, strict: true });
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

  /** Loads the asset while this worker holds the lease, so any attempt that starts later finds the result of the cleanup. */
  async #abandon(handler: StepHandler, { message, work, lease }: CleanupTask): Promise<void> {
    const { artifacts, commands, log } = this.parts;
    const asset = await commands.load(message.assetId);
    const checkpoints = asset === undefined ? undefined : findAbandonedCheckpoints(asset.state, message.step);
    if (asset === undefined || checkpoints === undefined) return;
    const abandoned = { asset, work: { ...work, checkpoints } };
    const context = new AttemptContext(message, () => abandoned, {
      artifacts,
      commands,
      log,
      lease,
      confirm: () => lease.confirm(),
      aside: (ask) => ask(),
      letPass: () => undefined,
      saveCheckpoint: () => Promise.reject(new Error('The attempt has ended, so nothing more is recorded')),
      onProgress: () => undefined,
    });
    try {
      await handler.abandon?.(context.handlerContext());
    } finally {
      await context.dispose();
    }
  }
}
