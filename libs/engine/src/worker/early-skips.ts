import type { SkipReason } from '@throughline/contracts';
import { currentWork, isPresent, openSteps, resultOf, type AssetState, type StepWork, type CommandOf } from '@throughline/domain';
import type { CommandOutcome, LoadedAsset } from '../commands/asset-commands.js';
import { findRecordedEnd } from './attempt-end.js';
import type { StepWorkerParts } from './parts.js';

type EarlySkipsParts = Pick<
  StepWorkerParts,
  'service' | 'worker' | 'commands' | 'dispatcher' | 'handlerFor' | 'log' | 'onAttemptEnd' | 'clock'
>;

/** Thrown when a worker has started the attempt, or when the step can be done after all. */
class NoLongerQueued extends Error {}

const findQueuedWork = (state: AssetState, step: string): StepWork | undefined => {
  const work = currentWork(state, step);
  return work?.startedBy === undefined ? work : undefined;
};

/**
 * Skips queued steps that need no work, without a slot in a lane, so that they do not wait behind hours of work (ADR 0042). The
 * worker that receives the attempt's message acknowledges it.
 */
export class EarlySkips {
  constructor(private readonly parts: EarlySkipsParts) {}

  async look(assetId: string, asset: LoadedAsset): Promise<LoadedAsset> {
    let latest = asset;
    for (const step of openSteps(asset.state)) {
      const work = findQueuedWork(latest.state, step);
      const reason = work?.planStep.service === this.parts.service ? this.#foresee(latest.state, step, work) : undefined;
      if (work !== undefined && reason !== undefined) latest = await this.#skip(latest, { assetId, step, work });
    }
    return latest;
  }

  /** Returns the skip reason, if the handler can tell. A handler that throws is asked again once the step runs. */
  #foresee(state: AssetState, step: string, { config }: StepWork): SkipReason | undefined {
    if (!isPresent(state)) return undefined;
    try {
      return this.parts.handlerFor(step)?.foreseeSkip?.({
        step,
        language: state.language,
        config,
        resultOf: (name) => resultOf(state.steps.find((each) => each.step === name)) ?? {},
      });
    } catch (error) {
      this.parts.log.warn({ err: error, asset: state.assetId, step }, 'could not check a step before its start');
      return undefined;
    }
  }

  async #skip(
    asset: LoadedAsset,
    { assetId, step, work }: { assetId: string; step: string; work: StepWork },
  ): Promise<LoadedAsset> {
    const { commands, dispatcher, log, onAttemptEnd, worker } = this.parts;
    const { attemptId, attempt } = work;
    const now = (this.parts.clock?.() ?? new Date()).toISOString();
    const ifQueued = (state: AssetState): CommandOf<'SkipStep'> => {
      const queued = findQueuedWork(state, step);
      // Ask again on the state of the decision: the language may have been corrected since.
      const reason = queued?.attemptId === attemptId ? this.#foresee(state, step, queued) : undefined;
      if (reason === undefined) throw new NoLongerQueued();
      return { type: 'SkipStep', now, step, attemptId, reason };
    };
    const meta = {
      commandId: `${attemptId}:early-skip`,
      actor: { kind: 'service', id: worker },
      correlationId: assetId,
    } as const;
    const outcome = await commands.execute(assetId, ifQueued, meta, asset).catch((error: unknown): CommandOutcome | undefined => {
      if (error instanceof NoLongerQueued) return undefined;
      throw error;
    });
    if (outcome?.kind !== 'accepted') return asset;
    const end = findRecordedEnd(outcome, attemptId);
    if (end !== undefined) onAttemptEnd?.({ step, lane: work.planStep.lane, tookMs: undefined, ...end });
    log.info({ asset: assetId, step, attempt, reason: end?.code }, 'skipped a queued step before its start');
    await dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: assetId });
    return outcome.asset;
  }
}
