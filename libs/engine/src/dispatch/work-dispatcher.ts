import type { AssetEvent, WorkMessage, WorkerService } from '@throughline/contracts';
import { FOLD_VERSION, currentWork, openSteps } from '@throughline/domain';
import type { Timers, WorkQueue } from '@throughline/messaging';
import { inTrace } from '@throughline/telemetry';
import type { LoadedAsset } from '../commands/asset-commands.js';

type Folded = Pick<LoadedAsset, 'state' | 'revision' | 'trace'>;

/** A message must stay well below what a broker takes, however much has happened to its asset. */
const LARGEST_STATE = 256 * 1024;
/** The number of no fold: whoever gets the message reads the log. */
const NO_FOLD = 0;

/** The state saves its reader a look at the log. One that is too large is left out, or its asset could never be worked on again. */
const stateToSend = ({ state }: Folded): Pick<WorkMessage, 'foldVersion' | 'state'> =>
  JSON.stringify(state).length <= LARGEST_STATE ? { foldVersion: FOLD_VERSION, state } : { foldVersion: NO_FOLD, state: null };

/**
 * Turns what the log has scheduled into work messages and timers. Everything here may be repeated at will:
 * a work message is one for each attempt, a timer one for each step.
 */
export class WorkDispatcher {
  constructor(
    private readonly queue: WorkQueue,
    private readonly timers: Timers,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** What a commit has scheduled. Whoever appended it calls this at once; the followers of the log are the safety net. */
  async afterCommit(
    assetId: string,
    asset: Folded,
    commit: { events: readonly AssetEvent[]; correlationId: string },
  ): Promise<void> {
    for (const event of commit.events) {
      if (event.type === 'StepScheduled') await this.#enqueue(assetId, asset, event.data.step, commit.correlationId);
    }
  }

  /** Everything that is open on an asset and belongs to a service, whatever was lost on the way. */
  async poke(service: WorkerService, assetId: string, asset: Folded, correlationId: string): Promise<void> {
    for (const step of openSteps(asset.state)) {
      if (currentWork(asset.state, step)?.planStep.service === service) await this.#enqueue(assetId, asset, step, correlationId);
    }
  }

  /** Whoever works on it goes on below the commit, whoever has seen that it is to be done. */
  #enqueue(assetId: string, asset: Folded, step: string, correlationId: string): Promise<void> {
    return inTrace(asset.trace, () => this.#put(assetId, asset, step, correlationId));
  }

  async #put(assetId: string, asset: Folded, step: string, correlationId: string): Promise<void> {
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
      ...stateToSend(asset),
      inputs: [...work.inputs],
      correlationId,
    };
    await this.queue.publish(message);
  }
}
