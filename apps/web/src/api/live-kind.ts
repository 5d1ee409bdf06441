import type { Item } from '@throughline/api-client';
import type { streamDocuments, streamMine } from '@throughline/api-client/operations';
import type { ItemCache } from './item-cache.js';

export interface LiveKind<T extends Item> {
  readonly stream: typeof streamMine | typeof streamDocuments;
  readonly shown: ItemCache<T>;
  /** The words of its badge in lists. A change of them reloads the lists. */
  readonly badgeOf: (item: T) => string;
  readonly titleOf: (item: T) => string;
}
