import type { AnswerEraser } from '../erase/answer-eraser.js';
import { describeErase } from '../erase/describe-erase.js';
import type { ItemRequest } from './item-requests.js';
import type { Retention } from './retention.js';
import { describeDelete, describeRestore } from './describe-outcome.js';

/* Requests for every kind of item: delete, restore and erase. */

export const deletionOf = (id: string, retention: Retention): ItemRequest => ({
  id,
  command: (context) => ({ type: 'DeleteAsset', ...context, expiresAt: retention.expiresAt(context.now) }),
  describer: describeDelete,
  givesUp: true,
});

export const restoreOf = (id: string): ItemRequest => ({
  id,
  command: (context) => ({ type: 'RestoreAsset', ...context }),
  describer: describeRestore,
});

export const erasureOf = (id: string, body: object, kept: AnswerEraser): ItemRequest => ({
  id,
  body,
  command: (context) => ({ type: 'EraseAsset', ...context }),
  describer: describeErase,
  givesUp: true,
  afterwards: () => kept.forget(id),
});
