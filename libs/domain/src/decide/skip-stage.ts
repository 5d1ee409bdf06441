import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { nounOf } from '../asset/pipeline/noun.js';
import { isEssential, isWork } from '../asset/steps/kinds.js';
import { currentAttempt, plannedStep, stepOf } from '../asset/steps/steps.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

export interface SkipStage extends ActorCommand {
  readonly type: 'SkipStage';
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

/** Skips a stage at a person's request (STG-12 `manual`), in any state except completed. */
export function skipStage(state: AssetState, { step: name }: SkipStage): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const step = stepOf(state, name);
  if (step === undefined || !isWork(step.kind)) return rejectUnknownStage(state);
  const planned = plannedStep(state, name);
  if (planned !== undefined && isEssential(planned)) return essential;
  if (step.phase === 'skipped')
    return satisfy(
      'already-skipped',
      'The stage is skipped.',
      'To run the stage, reset the item and run it with the stage switched on.',
    );
  if (step.phase === 'completed')
    return reject(
      'already-completed',
      `The stage is completed; its result is part of the ${nounOf(state.pipeline)}.`,
      'Reset the item and run it with the stage switched off.',
    );
  const attempt = currentAttempt(step);
  const skipped = newEvent('StepSkipped', {
    step: name,
    reason: 'manual',
    ...(attempt === undefined ? {} : { attemptId: attempt.attemptId }),
  });
  return advance(skipped);
}
