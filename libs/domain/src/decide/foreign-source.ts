import { findFetchable } from '../asset/imported.js';
import { hasOnlyCopy } from '../asset/history-only.js';
import type { Asset } from '../asset/state.js';
import { isFetched } from '../asset/steps/run.js';
import { onlyCopy, type Rejection } from './decision.js';

const sourceOfLibrary: Rejection = {
  code: 'source-of-library',
  detail: 'The source of the item opens only with a credential of its earlier library, so the file cannot be downloaded again.',
  tryInstead: 'Move the item back to that library, or register the file as a new item.',
};

const elsewhere: Rejection = {
  code: 'source-of-library',
  detail: 'The document was made of pages of documents of another system, so its file cannot be made again here.',
  tryInstead: 'Register the file as a new item, or make a new document of the pages here.',
};

/**
 * Returns the refusal of a planned run that would fetch the file again from a source of an earlier library, or without any source.
 */
export function findForeignSource(before: Asset, planned: Asset): Rejection | undefined {
  if (isFetched(planned)) return undefined;
  if (hasOnlyCopy(before)) return onlyCopy;
  if (planned.source !== undefined && findFetchable(planned) === undefined) return elsewhere;
  return planned.sourceLibrary === undefined ? undefined : sourceOfLibrary;
}
