import type { DocumentStatus } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';
import { isRunActive } from '../asset/steps/run.js';
import { documentRows } from './document-rows.js';

/** Returns true if a step has failed and has not started again (DOC-15). */
export const hasErrors = (asset: Asset): boolean => documentRows(asset).some(({ status }) => status === 'failure');

/**
 * Returns the overall status of a document (DOC-15, D25, D26). A stopped document is `pending` too: its remaining steps have
 * not started and do not start by themselves.
 */
export function documentStatusOf(asset: Asset): DocumentStatus {
  const statuses = documentRows(asset).map(({ status }) => status);
  const isAll = (...words: readonly string[]): boolean => statuses.every((status) => words.includes(status));
  if (isAll('pending')) return 'pending';
  if (isRunActive(asset)) return 'processing';
  if (statuses.includes('failure')) return 'failed';
  return isAll('success', 'skipped') ? 'completed' : 'pending';
}
