import type { KeptAnswers } from '../erase/kept-answers.js';
import { tellErase } from '../erase/tell-erase.js';
import type { ItemRequest } from './item-requests.js';
import type { Retention } from './retention.js';
import { tellDelete, tellRestore } from './tellings.js';

/*
 * What can be asked of an item of any kind: to be deleted for a while, taken back, and given up for good.
 */

export const deletionOf = (id: string, retention: Retention): ItemRequest => ({
  id,
  command: (asked) => ({ type: 'DeleteAsset', ...asked, expiresAt: retention.expiresAt(asked.now) }),
  tell: tellDelete,
  givesUp: true,
});

export const restoreOf = (id: string): ItemRequest => ({
  id,
  command: (asked) => ({ type: 'RestoreAsset', ...asked }),
  tell: tellRestore,
});

export const erasureOf = (id: string, body: object, kept: KeptAnswers): ItemRequest => ({
  id,
  body,
  command: (asked) => ({ type: 'EraseAsset', ...asked }),
  tell: tellErase,
  givesUp: true,
  afterwards: () => kept.forget(id),
});
