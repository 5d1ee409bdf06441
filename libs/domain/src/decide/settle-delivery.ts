import { outputOf } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { NOT_DELIVERED, errorOf, isUnsettled, stepOf } from '../asset/steps/steps.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

/** Records a person's answer whether an unconfirmed delivery has arrived. */
export interface SettleDelivery extends ActorCommand {
  readonly type: 'SettleDelivery';
  readonly step: string;
  readonly delivered: boolean;
  /** The link of the content, only of a delivery that has arrived. Personal data. */
  readonly url?: string;
}

export function rejectUnknownOutput({ steps }: Asset): Decision {
  const outputs = steps
    .filter(({ kind }) => kind === 'delivery')
    .map((each) => each.output?.name ?? outputOf(each.step) ?? each.step);
  return outputs.length === 0
    ? reject('unknown-output', 'The item has no output before its first run.', 'Run the item first.')
    : reject('unknown-output', `The item has no such output; it has: ${outputs.join(', ')}.`, 'Choose one of its outputs.');
}

/** The state does not tell whether the output has this very link: it is personal data. */
function repeatAnswer({ delivered, url }: SettleDelivery): Decision {
  const [code, known] = ['already-settled', 'The outcome of this delivery is already known'] as const;
  if (!delivered) return satisfy(code, `${known}.`, 'To repeat the delivery, run the item.');
  return url === undefined
    ? satisfy(code, `${known}.`, 'No action is needed.')
    : satisfy(code, `${known}, so this link is not recorded.`, 'Read the link of the output, if it has one.');
}

/**
 * Ends an unconfirmed delivery after a person has checked its destination (design.md §4 "Never twice"). The next run sends a
 * lost delivery again.
 */
export function settleDelivery(state: AssetState, command: SettleDelivery): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const { step: name, delivered, by, url } = command;
  const step = stepOf(state, name);
  if (step?.kind !== 'delivery') return rejectUnknownOutput(state);
  if (isUnsettled(step))
    return advance(newEvent('DeliverySettled', { step: name, delivered, by }, ...(url === undefined ? [] : [{ url }])));
  if (delivered ? step.phase === 'completed' : errorOf(step)?.code === NOT_DELIVERED) return repeatAnswer(command);
  return reject(
    'not-unconfirmed',
    'The outcome of this delivery is known.',
    'Read the status of the output. A run repeats a failed delivery.',
  );
}
