import { isImporting } from '../asset/imported.js';
import { isPresent, type AssetState } from '../asset/state.js';
import type { ActorCommand } from './command-context.js';
import { findLastPhase } from './control.js';
import { noEvents, reject, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

/** All commits of the item have been imported. */
export interface EndImport extends ActorCommand {
  readonly type: 'EndImport';
}

/** Stops the run that the other system left open: nobody here has asked for its steps. */
export function endImport(state: AssetState, { by }: EndImport): Decision {
  if (!isPresent(state)) return unknownAsset;
  const { run } = state;
  if (run === undefined || !isImporting(state)) return noEvents;
  const target = findLastPhase(state);
  return { events: [newEvent('ImportEnded', { runId: run.runId, by, ...(target === undefined ? {} : { target }) })] };
}

/** Commands that start no step. A person may give up an import that was broken off. */
const ALWAYS: ReadonlySet<string> = new Set([
  'RegisterAsset',
  'EndImport',
  'CancelRun',
  'DeleteAsset',
  'RestoreAsset',
  'ExpireAsset',
  'EraseAsset',
]);

/** Returns the refusal of a command on an item whose import has not ended. Another commit would come between its commits. */
export const checkImported = (state: AssetState, { type }: { readonly type: string }): Decision | undefined =>
  isPresent(state) && isImporting(state) && !ALWAYS.has(type)
    ? reject(
        'importing',
        'The item is being imported, and its import has not ended.',
        'Wait for the end of the import, or repeat it if it was broken off. To give it up, cancel the run.',
      )
    : undefined;
