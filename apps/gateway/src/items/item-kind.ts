import type { ItemNoun } from '@throughline/domain';
import type { Parameter } from '../kit/http/operation.js';
import { itemId } from '../kit/http/parameters.js';
import type { Model } from '../kit/http/schemas.js';

/** A kind of items, as far as the descriptions of shared endpoints differ by it. */
export interface ItemKind {
  readonly noun: ItemNoun;
  /** The tag of the endpoints that show an item. */
  readonly tag: string;
  /** The class of the answer that shows an item. */
  readonly answer: Model;
  readonly statuses: readonly string[];
  readonly example: Readonly<Record<string, unknown>>;
  /** The name of a stage that can be skipped. */
  readonly stage: string;
  /** The name of a file. */
  readonly file: string;
}

export const capitalized = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** Returns the operation id, e.g. `pauseRecording`. */
export const operationId = (verb: string, { noun }: ItemKind): string => `${verb}${capitalized(noun)}`;

/** Returns the name of a schema. Those of recordings have no prefix. */
export const schemaName = (name: string, { noun }: ItemKind): string =>
  noun === 'recording' ? name : `${capitalized(noun)}${name}`;

export const idOf = ({ noun }: ItemKind): Parameter => itemId(noun);
