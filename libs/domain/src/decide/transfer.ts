import { isOpenedByCredential } from '../asset/evolve-transfer.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { renderStatus } from '../status/render-status.js';
import { needsReview } from '../asset/steps/review.js';
import { isFetched, isRunActive } from '../asset/steps/run.js';
import { isUnconfirmed } from '../asset/steps/steps.js';
import type { ActorCommand } from './command-context.js';
import { checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

export interface TransferAsset extends ActorCommand {
  readonly type: 'TransferAsset';
  /** The id of the library that gets the item. */
  readonly library: string;
  /** The item's outputs that only its present library has. */
  readonly outputs: readonly string[];
}

/** Returns the refusal for an item whose present library still has something to do for it. */
function checkAtRest(asset: Asset): Decision | undefined {
  if (isRunActive(asset))
    return reject(
      'already-running',
      'A run is active on this item.',
      'Wait for the run to end, or cancel it. Then move the item.',
    );
  if (needsReview(asset))
    return reject(
      'outputs-held',
      'Outputs of the item wait until a person publishes them. They belong to its present library.',
      'Publish the item, or cancel its run. Then move it.',
    );
  return asset.steps.some(isUnconfirmed)
    ? reject(
        'unconfirmed',
        'The outcome of a delivery is unknown.',
        'Check the destination, then confirm or fail the delivery (settle). Then move the item.',
      )
    : undefined;
}

function checkSource(asset: Asset, library: string): Decision | undefined {
  if (asset.origin !== undefined)
    return reject(
      'belongs-to-channel',
      'The item came from a page that a channel of its library reports, and the page shows its status.',
      'Register the file again in the other library, as a new item.',
    );
  if (renderStatus(asset) === 'PENDING_SOURCE')
    return reject('source-pending', 'The file of the item has not arrived yet.', 'Wait for the file, then move the item.');
  return isOpenedByCredential(asset.source) && !isFetched(asset) && asset.sourceLibrary !== library
    ? reject(
        'source-of-library',
        'The file is not downloaded yet, and its source opens only with a credential of one library.',
        'Run the item in that library first. Then move it.',
      )
    : undefined;
}

/**
 * Moves an item at rest to another library. Whether the person may write in both libraries is the sender's to check: the domain
 * knows libraries only by their ids.
 */
export function transferAsset(state: AssetState, { by, library, outputs }: TransferAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (state.owner === library) return satisfy('already-there', 'The item is in this library already.', 'No action is needed.');
  return (
    checkAtRest(state) ??
    checkSource(state, library) ?? {
      events: [newEvent('AssetTransferred', { by, from: state.owner, to: library, outputs: [...outputs] })],
    }
  );
}
