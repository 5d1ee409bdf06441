import { TEXTS, followUpStep, outputOf, type AssetEvent, type OutputConfig } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type RunState, type StepState } from '../asset/state.js';
import { hasOldTexts, isAddressUnknown, isSendingOldTexts } from '../asset/texts/sent-texts.js';
import { canChangeTexts } from '../asset/texts/text-rules.js';
import { sendTexts } from '../asset/pipeline/deliveries.js';
import { planOf } from '../asset/pipeline/planned-steps.js';
import { hasEnded, isUnconfirmed, plannedStep, stepOf } from '../asset/steps/steps.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { checkDelivered, checkInRun, isToCome, rejectUnconfirmed } from './redeliver.js';
import { rejectUnknownOutput } from './settle-delivery.js';
import type { ActorCommand } from './command-context.js';

/** Sends the present title and description to an output, and nothing else. */
export interface UpdateTexts extends ActorCommand {
  readonly type: 'UpdateTexts';
  /** The step of the delivery. */
  readonly step: string;
}

function checkChangeable({ output }: StepState): Decision | undefined {
  return output !== undefined && canChangeTexts(output.type)
    ? undefined
    : reject(
        'texts-not-changeable',
        'The title and the description of content that was delivered to this output cannot be changed.',
        'Change them at the destination by hand. YouTube and VK take changed texts.',
      );
}

function checkProgress(asset: Asset, { step }: StepState): Decision | undefined {
  const sending = stepOf(asset, followUpStep(outputOf(step) ?? '', TEXTS));
  if (sending === undefined || hasEnded(sending) || plannedStep(asset, sending.step) === undefined) return undefined;
  return sending.again === true || !isSendingOldTexts(asset, sending)
    ? satisfy(
        'already-to-come',
        'The present title and description are about to be sent to the output.',
        'Wait until they are sent.',
      )
    : undefined;
}

/** A repeated delivery may keep the content and its texts, so it does not replace the request. */
const checkIdle = (asset: Asset, step: StepState): Decision | undefined =>
  step.delivered !== undefined && isToCome(asset, step)
    ? reject('output-busy', 'A delivery to the output is in progress.', 'Try again when it is done.')
    : undefined;

function checkKnown(step: StepState): Decision | undefined {
  if (isUnconfirmed(step)) return rejectUnconfirmed;
  return isAddressUnknown(step)
    ? reject(
        'texts-not-changeable',
        'The delivery was confirmed by a person, so its address at the destination is unknown.',
        'Change the title and the description at the destination by hand.',
      )
    : undefined;
}

function findRefusal(asset: Asset, step: StepState): Decision | undefined {
  const refused = checkChangeable(step) ?? checkIdle(asset, step) ?? checkDelivered(asset, step) ?? checkKnown(step);
  if (refused !== undefined) return refused;
  if (!hasOldTexts(asset, step))
    return reject('nothing-newer', 'The output has the present title and description.', 'No action is needed.');
  return checkInRun(asset, step) ?? checkProgress(asset, step);
}

const requestTexts = (asset: Asset, run: RunState, output: OutputConfig, by: string): readonly AssetEvent[] =>
  planOf(asset.pipeline, [sendTexts(output)], run.config).steps.map((planned) =>
    newEvent('TextsRequested', { runId: run.runId, by, planned }),
  );

/**
 * Sends a changed title and description to an output that has the content (RUN-08). The delivery keeps its status
 * even if the step fails.
 */
export function updateTexts(state: AssetState, { step: name, by }: UpdateTexts): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const step = stepOf(state, name);
  if (step?.kind !== 'delivery') return rejectUnknownOutput(state);
  const refused = findRefusal(state, step);
  if (refused !== undefined) return refused;
  const { run } = state;
  const output = run?.config.outputs.find((each) => each.name === step.output?.name);
  return run === undefined || output === undefined
    ? rejectUnknownOutput(state)
    : advance(...requestTexts(state, run, output, by));
}
