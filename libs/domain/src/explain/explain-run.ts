import { outputOf } from '@throughline/contracts';
import { isImporting } from '../asset/imported.js';
import { isPresent, type Asset, type AssetState, type Cancellation } from '../asset/state.js';
import { heldOutputs, needsReview } from '../asset/steps/review.js';
import { isRunActive, pauseOf, plannedSteps } from '../asset/steps/run.js';
import { endedAtOf, isUnconfirmed } from '../asset/steps/steps.js';

export interface RunExplanation {
  readonly code: 'none' | 'active' | 'paused' | 'rolled-back' | 'cancelled' | 'review' | 'ended';
  readonly says: string;
  readonly since: string | null;
}

function explainActiveRun(asset: Asset, startedAt: string): RunExplanation {
  if (isImporting(asset))
    return { code: 'active', says: 'The item is being imported. No step of its run starts here.', since: startedAt };
  const pause = pauseOf(asset);
  if (pause === undefined) return { code: 'active', says: 'A run is active.', since: startedAt };
  const end = pause.until === undefined ? 'until a user resumes it' : `until ${pause.until}`;
  return { code: 'paused', says: `The run is paused by ${pause.by}, ${end}.`, since: pause.at };
}

const findLastEnd = (asset: Asset): string | null =>
  plannedSteps(asset).reduce<string | null>((last, { step }) => {
    const end = endedAtOf(step) ?? step.changedAt;
    return last === null || last < end ? end : last;
  }, null);

function describeUnconfirmed(asset: Asset): string {
  const names = plannedSteps(asset).flatMap(({ step }) => (isUnconfirmed(step) ? [outputOf(step.step) ?? step.step] : []));
  return names.length === 0 ? '' : ` Unconfirmed deliveries: ${names.join(', ')}.`;
}

const explainCancelled = ({ by, at, cause }: Cancellation): RunExplanation =>
  cause === 'import'
    ? {
        code: 'cancelled',
        says: `The run was open in the system that the item came from. The import by ${by} stopped it.`,
        since: at,
      }
    : { code: 'cancelled', says: `The run was cancelled by ${by}.`, since: at };

export function explainRun(state: AssetState): RunExplanation {
  if (!isPresent(state) || state.run === undefined) return { code: 'none', says: 'No run has been started.', since: null };
  const { run } = state;
  if (isRunActive(state)) return explainActiveRun(state, run.startedAt);
  if (run.cancelled !== undefined) return explainCancelled(run.cancelled);
  if (run.rollback !== undefined) {
    const { step, code, at } = run.rollback;
    return { code: 'rolled-back', says: `The run was rolled back: ${step} failed with ${code}.`, since: at };
  }
  if (needsReview(state)) {
    const outputs = heldOutputs(state).join(', ');
    return {
      code: 'review',
      says: `The run waits until a person publishes these outputs: ${outputs}.`,
      since: findLastEnd(state),
    };
  }
  return { code: 'ended', says: `Every step of the run has ended.${describeUnconfirmed(state)}`, since: findLastEnd(state) };
}
