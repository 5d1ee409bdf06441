import { outputOf } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { nounOf } from '../asset/pipeline/noun.js';
import { isEssential, isWork } from '../asset/steps/kinds.js';
import { currentAttempt, isUnconfirmed, plannedStep, stepOf } from '../asset/steps/steps.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { rejectUnknownOutput } from './settle-delivery.js';
import type { ActorCommand } from './command-context.js';

export interface SkipStage extends ActorCommand {
  readonly type: 'SkipStage';
  /** A stage, or a delivery that is given up. */
  readonly step: string;
}

function rejectUnknownStage({ steps }: Asset): Decision {
  const stages = steps.filter(({ kind }) => isWork(kind)).map((each) => each.step);
  return stages.length === 0
    ? reject(
        'no-such-stage',
        'No run of this item has had a stage yet.',
        'Run the item with the stage switched off, or skip the stage during the run.',
      )
    : reject(
        'no-such-stage',
        `No run of this item has had such a stage; its stages are: ${stages.join(', ')}.`,
        'Choose one of its stages.',
      );
}

const essential = reject(
  'not-skippable',
  'The step cannot be skipped: every later step depends on it.',
  'Wait for the step. If it has failed, run the item again.',
);

const isSkippable = (kind: StepState['kind']): boolean => isWork(kind) || kind === 'delivery';

function checkStage(state: Asset, step: StepState): Decision | undefined {
  const planned = plannedStep(state, step.step);
  if (planned !== undefined && isEssential(planned)) return essential;
  if (step.phase === 'skipped')
    return satisfy(
      'already-skipped',
      'The stage is skipped.',
      'To run the stage, reset the item and run it with the stage switched on.',
    );
  return step.phase === 'completed'
    ? reject(
        'already-completed',
        `The stage is completed; its result is part of the ${nounOf(state.pipeline)}.`,
        'Reset the item and run it with the stage switched off.',
      )
    : undefined;
}

function checkDelivery(asset: Asset, step: StepState): Decision | undefined {
  if (step.phase === 'skipped')
    return satisfy('already-skipped', 'The output is skipped.', 'To deliver to the output after all, add it to the run again.');
  // A skip holds for the run. Without one, the next run would deliver all the same.
  if (plannedStep(asset, step.step) === undefined)
    return reject('unknown-output', 'No run delivers to this output now.', 'Run the item without this output.');
  if (step.phase === 'completed' && !isUnconfirmed(step))
    return reject(
      'already-completed',
      'The delivery is completed; its content is at the output.',
      'Remove the content at the destination by hand.',
    );
  // Its content may arrive whatever the log says, and a skip would hide that.
  return step.phase === 'running'
    ? reject(
        'output-busy',
        'The content is being sent to the output.',
        'Wait until the delivery ends. To end it now, give the step up first (unstick, with "fail").',
      )
    : undefined;
}

/**
 * Skips a stage at a person's request (STG-12 `manual`), in any state except completed. A delivery is given up for this run: it
 * no longer counts among the outputs.
 */
export function skipStage(state: AssetState, { step: name }: SkipStage): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const step = stepOf(state, name);
  if (step === undefined || !isSkippable(step.kind))
    return outputOf(name) === undefined ? rejectUnknownStage(state) : rejectUnknownOutput(state);
  const refused = step.kind === 'delivery' ? checkDelivery(state, step) : checkStage(state, step);
  if (refused !== undefined) return refused;
  const attempt = currentAttempt(step);
  const skipped = newEvent('StepSkipped', {
    step: name,
    reason: 'manual',
    ...(attempt === undefined ? {} : { attemptId: attempt.attemptId }),
  });
  return advance(skipped);
}
