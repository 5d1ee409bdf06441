import { hasOnlyCopy } from '../asset/history-only.js';
import type { Asset } from '../asset/state.js';
import { plannedSteps } from '../steps/run.js';
import { isFinished } from '../steps/steps.js';
import { onlyCopy, type Rejection } from './decision.js';

const sourceOfLibrary: Rejection = {
  code: 'source-of-library',
  detail: 'The source of the item opens only with a credential of its earlier library, so the file cannot be downloaded again.',
  tryInstead: 'Move the item back to that library, or register the file as a new item.',
};

/**
 * Returns the refusal of a planned run that would fetch the file again from a source of an earlier library, or without any source.
 */
export function findForeignSource(before: Asset, planned: Asset): Rejection | undefined {
  // The first step of every pipeline fetches the file. In a document, it has the kind of all steps.
  const [first] = plannedSteps(planned);
  if (first === undefined || isFinished(first.step)) return undefined;
  if (hasOnlyCopy(before)) return onlyCopy;
  return planned.sourceLibrary === undefined ? undefined : sourceOfLibrary;
}
