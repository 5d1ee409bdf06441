import { followUpOf, outputOf } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { fatalStep, isClosed } from '../asset/steps/run.js';
import { plannedStep, stepOf } from '../asset/steps/steps.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

export interface RetryFollowUp extends ActorCommand {
  readonly type: 'RetryFollowUp';
  readonly step: string;
}

/** Returns the output and the follow-up as a request names them: `library/thumbnail`. */
export const followUpTarget = ({ step }: Pick<StepState, 'step'>): string =>
  `${outputOf(step) ?? step}/${followUpOf(step) ?? ''}`;

function rejectUnknownFollowUp({ steps }: Asset): Decision {
  const targets = steps.filter(({ kind }) => kind === 'followUp').map(followUpTarget);
  return targets.length === 0
    ? reject('unknown-follow-up', 'No output of the item has a follow-up.', 'Run the item with an output that has a follow-up.')
    : reject(
        'unknown-follow-up',
        `The item has no such follow-up; it has: ${targets.join(', ')}.`,
        'Choose one of its follow-ups.',
      );
}

function checkInRun(asset: Asset, { step }: StepState): Decision | undefined {
  const { run } = asset;
  return run === undefined || isClosed(run) || fatalStep(asset) !== undefined || plannedStep(asset, step) === undefined
    ? reject(
        'not-in-run',
        'The newest run was cancelled, has failed, belongs to another library or does not have this follow-up.',
        'Run the item: the run retries the follow-up.',
      )
    : undefined;
}

/** Retries one failed follow-up and nothing else (U9). */
export function retryFollowUp(state: AssetState, { step: name, by }: RetryFollowUp): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const step = stepOf(state, name);
  if (step?.kind !== 'followUp') return rejectUnknownFollowUp(state);
  if (step.phase === 'completed') return satisfy('already-done', 'The follow-up is done.', 'No action is needed.');
  if (step.phase === 'skipped')
    return reject('not-failed', 'The follow-up was skipped: it does not apply.', 'Read its `skip_reason`.');
  const refused = checkInRun(state, step);
  if (refused !== undefined) return refused;
  if (step.phase !== 'failed')
    return satisfy('already-to-come', 'The follow-up is already queued or running.', 'Wait until it is done.');
  return advance(newEvent('RedeliveryRequested', { step: name, by }));
}
