import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { heldOutputs } from '../asset/steps/review.js';
import { fatalStep, isClosed } from '../asset/steps/run.js';
import {
  RUN_IS_CLOSED,
  advance,
  checkNotGone,
  reject,
  satisfy,
  unknownAsset,
  type AcceptedDecision,
  type Decision,
} from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

/** Releases outputs that wait for a review. */
export interface Publish extends ActorCommand {
  readonly type: 'Publish';
  /** The names of outputs. Absent: every output of the run. */
  readonly outputs?: readonly string[];
}

export const waitsForReview: AcceptedDecision = satisfy(
  'waits-for-review',
  'Nothing is left to run: the outputs wait until a person publishes them.',
  'Publish the item. To change it first, run it with other settings.',
);

function rejectUnknownOutputs(names: readonly string[], outputNames: readonly string[]): Decision | undefined {
  const unknown = names.filter((name) => !outputNames.includes(name));
  return unknown.length === 0
    ? undefined
    : reject(
        'unknown-output',
        `The run has no such output: ${unknown.join(', ')}; it has: ${outputNames.join(', ')}.`,
        'Choose some of its outputs.',
      );
}

function findHeldOutputs(asset: Asset, names: readonly string[] | undefined): readonly string[] | Decision {
  const { run } = asset;
  if (run === undefined)
    return reject('not-in-run', 'The item has no run whose outputs could be published.', 'Run the item first.');
  const outputNames = run.config.outputs.map(({ name }) => name);
  if (outputNames.length === 0)
    return reject('not-in-run', 'The run has no outputs to publish to.', 'Add outputs to the run, then publish the item.');
  const unknown = rejectUnknownOutputs(names ?? [], outputNames);
  if (unknown !== undefined) return unknown;
  if (isClosed(run) || fatalStep(asset) !== undefined) return reject('not-in-run', RUN_IS_CLOSED, 'Run the item again.');
  return heldOutputs(asset).filter((name) => names === undefined || names.includes(name));
}

/**
 * Releases all outputs of a run that wait for a review, or the named ones. Also before the work is done: the deliveries then
 * start when it is. Outputs that are added later need another approval.
 */
export function publish(state: AssetState, { outputs: names, by }: Publish): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const held = findHeldOutputs(state, names);
  if ('rejected' in held || 'events' in held) return held;
  if (held.length === 0)
    return satisfy(
      'already-published',
      'None of these outputs waits for a person.',
      'To repeat failed deliveries, run the item. To send newer files, deliver again (redeliver).',
    );
  return advance(newEvent('PublishRequested', { runId: state.run?.runId ?? '', by, outputs: [...held] }));
}
