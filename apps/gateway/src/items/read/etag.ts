import { createHash } from 'node:crypto';
import { pickLiveFields, toComparisonKey, type ItemWithParts } from '../../live/live-fields.js';
import type { ItemSnapshot } from './item-loader.js';

/** The revision, and the shown parts that change without a new revision. */
const partsOf = ({ revision, held, duplicateOf }: ItemSnapshot): readonly string[] => [
  revision,
  ...(held === undefined ? [] : [held.held, held.position]),
  ...(duplicateOf === undefined ? [] : [duplicateOf.id]),
];

/** Returns the strong ETag of an item that only commits change. */
export const etagOf = (shown: ItemSnapshot): string => `"${partsOf(shown).join('.')}"`;

const digestOf = (item: ItemWithParts): string =>
  createHash('sha256')
    .update(toComparisonKey(pickLiveFields(item)))
    .digest('base64url')
    .slice(0, 12);

/** Returns the weak ETag of an item with an active run. Answers whose estimates differ by seconds count as equal. */
export const movingEtagOf = (shown: ItemSnapshot, item: ItemWithParts): string =>
  `W/"${[...partsOf(shown), digestOf(item)].join('.')}"`;
