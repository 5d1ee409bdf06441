import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { nounOf } from '../pipeline/noun.js';
import { isEssential, isWork } from '../steps/kinds.js';
import { currentAttempt, plannedStep, stepOf } from '../steps/steps.js';
import type { SkipStage } from './command.js';
import { goneAsset, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';

function noSuchStage({ steps }: Asset): Decision {
  const stages = steps.filter(({ kind }) => isWork(kind)).map((each) => each.step);
  return stages.length === 0
    ? reject(
        'no-such-stage',
        'No run of this item has had any stage yet.',
        'Run it with the stage switched off, or skip it then.',
      )
    : reject(
        'no-such-stage',
        `No run of this item has had such a stage; there are: ${stages.join(', ')}.`,
        'Name one of its stages.',
      );
}

const essential = reject(
  'not-skippable',
  'Everything after this step depends on it.',
  'Let it be done; what has failed is tried again by a run.',
);

/** A person does without a stage (STG-12 `manual`): in whatever state it is, as long as it has not completed. */
export function skipStage(state: AssetState, { step: name, now }: SkipStage): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  const step = stepOf(state, name);
  if (step === undefined || !isWork(step.kind)) return noSuchStage(state);
  const planned = plannedStep(state, name);
  if (planned !== undefined && isEssential(planned)) return essential;
  if (step.phase === 'skipped')
    return satisfied(
      'already-skipped',
      'The stage is skipped.',
      'To have it done, reset the item and run it with the stage switched on.',
    );
  if (step.phase === 'completed')
    return reject(
      'already-completed',
      `The stage is done; its result is part of the ${nounOf(state.pipeline)}.`,
      'To do without it, reset the item and run it with the stage switched off.',
    );
  const attempt = currentAttempt(step);
  const skipped = newEvent('StepSkipped', {
    step: name,
    reason: 'manual',
    ...(attempt === undefined ? {} : { attemptId: attempt.attemptId }),
  });
  return withConsequences(state, [skipped], { assetId: state.assetId, at: now });
}
