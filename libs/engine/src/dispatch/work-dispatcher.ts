import type { AssetEvent, WorkMessage, WorkerService } from '@throughline/contracts';
import { FOLD_VERSION, currentWork, openSteps } from '@throughline/domain';
import type { Timers, WorkQueue } from '@throughline/messaging';
import { runInTrace } from '@throughline/telemetry';
import type { LoadedAsset } from '../commands/asset-commands.js';

type FoldedAsset = Pick<LoadedAsset, 'state' | 'revision' | 'trace'>;

/** Bytes. Keeps a message well below the broker's payload limit, however long the history of its asset is. */
const LARGEST_STATE = 256 * 1024;
/** Matches no fold version, so the reader of the message loads the asset from the log. */
const NO_FOLD = 0;

/**
 * Includes the folded state, which saves the worker a read of the log. Leaves out a state that is too large, because the broker
 * would refuse the message.
 */
const selectState = ({ state }: FoldedAsset): Pick<WorkMessage, 'foldVersion' | 'state'> =>
  JSON.stringify(state).length <= LARGEST_STATE ? { foldVersion: FOLD_VERSION, state } : { foldVersion: NO_FOLD, state: null };

/**
 * Turns scheduled steps into work messages and timers. All calls may be repeated: there is one work message for each attempt
 * and one timer for each step.
 */
export class WorkDispatcher {
  constructor(
    private readonly queue: WorkQueue,
    private readonly timers: Timers,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /**
   * Queues the steps that a commit has scheduled. The writer of the commit calls this at once; the followers of the log repeat
   * it.
   */
  async afterCommit(
    assetId: string,
    asset: FoldedAsset,
    commit: { events: readonly AssetEvent[]; correlationId: string },
  ): Promise<void> {
    for (const event of commit.events) {
      if (event.type === 'StepScheduled') await this.#enqueue(assetId, asset, event.data.step, commit.correlationId);
    }
  }

  /** Queues all open steps of the asset that belong to the service, including those whose message was lost. */
  async poke(service: WorkerService, assetId: string, asset: FoldedAsset, correlationId: string): Promise<void> {
    for (const step of openSteps(asset.state)) {
      if (currentWork(asset.state, step)?.planStep.service === service) await this.#enqueue(assetId, asset, step, correlationId);
    }
  }

  /** Queues the current attempt of a step again after a while. Its present message can then go. */
  checkAgain({ service, assetId, step }: Pick<WorkMessage, 'service' | 'assetId' | 'step'>, afterMs: number): Promise<void> {
    const dueAt = new Date(this.clock().getTime() + afterMs).toISOString();
    return this.timers.set({ v: 1, service, assetId, purpose: step, dueAt });
  }

  /** Queues a step within the trace of its commit, whichever process queues it. */
  #enqueue(assetId: string, asset: FoldedAsset, step: string, correlationId: string): Promise<void> {
    return runInTrace(asset.trace, () => this.#put(assetId, asset, step, correlationId));
  }

  async #put(assetId: string, asset: FoldedAsset, step: string, correlationId: string): Promise<void> {
    const work = currentWork(asset.state, step);
    if (work === undefined) return;
    const { service, lane } = work.planStep;
    if (work.notBefore !== undefined && Date.parse(work.notBefore) > this.clock().getTime()) {
      await this.timers.set({ v: 1, service, assetId, purpose: step, dueAt: work.notBefore });
      return;
    }
    const message: WorkMessage = {
      v: 1,
      minReader: 1,
      assetId,
      step,
      attempt: work.attempt,
      attemptId: work.attemptId,
      service,
      lane,
      revision: asset.revision,
      ...selectState(asset),
      inputs: [...work.inputs],
      correlationId,
    };
    await this.queue.publish(message);
  }
}
