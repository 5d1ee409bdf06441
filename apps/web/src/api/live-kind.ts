import type { Item } from '@throughline/api-types';
import type { ItemCache } from './item-cache.js';

export interface LiveKind<T extends Item> {
  /** Path of the stream, relative to the API. */
  readonly path: string;
  readonly shown: ItemCache<T>;
  /** The state in words. A change of it reloads the lists and is announced to screen readers. */
  readonly stateOf: (item: T) => string;
  readonly titleOf: (item: T) => string;
}
