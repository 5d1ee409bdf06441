import type { ListedItem } from '@throughline/api-client';
import { findMainAction, findMainState, type MainAction } from './main-action.js';
import { rankHelp } from './rank-help.js';

/** The main action of an item, as its row in a list offers it. */
export type RowAction = 'review' | 'confirm' | 'retry';

export type ActionFields = Pick<ListedItem, 'kind' | 'state' | 'values_to_check' | 'can_retry' | 'failed_at_stage' | 'source'>;

const ROW_ACTIONS: Readonly<Partial<Record<MainAction, RowAction>>> = { accept: 'review', run: 'retry', retry: 'retry' };

/** Returns the action that another attempt at an item is. */
export const retryOf = ({ kind }: Pick<ActionFields, 'kind'>): 'run' | 'retry' => (kind === 'session' ? 'retry' : 'run');

/** Another file may help more than another attempt. */
const isRetryBest = (item: ActionFields): boolean =>
  item.can_retry && (item.state !== 'failed' || rankHelp('failed', item)[0] === 'run');

/** Returns what the row of an item offers. Other actions are on the page of the item. */
export function findRowAction(item: ActionFields): RowAction | undefined {
  // The panel of the item asks.
  if (item.state === 'unconfirmed') return 'confirm';
  const state = findMainState({ state: item.state, status: '', unsure: item.values_to_check > 0 }, false);
  const main = findMainAction(state, (wanted) => wanted === 'accept' || (wanted === retryOf(item) && isRetryBest(item)));
  return main && ROW_ACTIONS[main];
}
