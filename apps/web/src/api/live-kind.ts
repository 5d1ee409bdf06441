import type { Item } from '@throughline/api-client';
import type { streamDocuments, streamMine } from '@throughline/api-client/operations';
import type { ItemCache } from './item-cache.js';

export interface LiveKind<T extends Item> {
  readonly stream: typeof streamMine | typeof streamDocuments;
  readonly shown: ItemCache<T>;
  /** The state in words. A change of it reloads the lists and is announced to screen readers. */
  readonly stateOf: (item: T) => string;
  readonly titleOf: (item: T) => string;
}
