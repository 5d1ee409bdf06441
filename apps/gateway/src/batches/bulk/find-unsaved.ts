import { commitIdFor } from '@throughline/contracts';
import { fold, initialPersonal } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import { describerOf, effectOf } from '../../items/index.js';
import { commandIdOf, type BulkItem, type BulkCommand, type ItemFinding } from './bulk-command.js';
import { effectOfError, toFinding } from './decide-item.js';

export interface UnsavedSearch {
  readonly bulk: BulkCommand;
  readonly history: Pick<EventStore, 'load'>;
  readonly onChanged: (asset: LoadedAsset) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Returns the outcome of an item that the bulk command has changed without storing its outcome, because a gateway crashed or a service
 * was away. Throws an `OutageError` if the log is away.
 */
export async function findUnsaved(
  { position, itemId }: BulkItem,
  { bulk, history, onChanged, onError }: UnsavedSearch,
): Promise<ItemFinding | undefined> {
  const place = { position, phase: 'run' } as const;
  try {
    const { commits, revision } = await history.load(itemId);
    const commitId = commitIdFor(itemId, commandIdOf(bulk));
    const own = commits.find(({ commit }) => commit.id === commitId);
    if (own === undefined) return undefined;
    const asset = { state: fold(commits), personal: initialPersonal, revision };
    onChanged(asset);
    const outcome = { kind: 'accepted', events: own.commit.events, asset } as const;
    return toFinding(
      place,
      effectOf(outcome, { describer: describerOf(bulk.action), passedOver: new Set() }, 'send'),
      own.expected,
    );
  } catch (error) {
    // An unreadable history does not tell whether the item was changed, so the item was neither left out nor refused.
    return toFinding(place, { ...effectOfError(error, onError), effect: 'error' });
  }
}
