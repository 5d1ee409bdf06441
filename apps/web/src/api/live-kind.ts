import type { Item } from './answers.js';
import type { ShownItems } from './shown-items.js';

/** One kind of items that are pushed. */
export interface LiveKind<T extends Item> {
  /** Of its stream, below the API. */
  readonly path: string;
  readonly shown: ShownItems<T>;
  /** What a person would call another state: lists are asked for anew, and it is announced. */
  readonly stateOf: (item: T) => string;
  readonly titleOf: (item: T) => string;
}
