import type { DocumentStatus } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';
import { isRunActive } from '../steps/run.js';
import { documentRows } from './rows.js';

/** A step has failed and has not been tried again since (DOC-15). */
export const hasErrors = (asset: Asset): boolean => documentRows(asset).some(({ status }) => status === 'failure');

/**
 * The overall status of a document (DOC-15, D25, D26). `pending` is also what was stopped before it had ended: nothing of what is left has
 * begun, and nothing of it begins by itself.
 */
export function documentStatusOf(asset: Asset): DocumentStatus {
  const statuses = documentRows(asset).map(({ status }) => status);
  const isAll = (...words: readonly string[]): boolean => statuses.every((status) => words.includes(status));
  if (isAll('pending')) return 'pending';
  if (isRunActive(asset)) return 'processing';
  if (statuses.includes('failure')) return 'failed';
  return isAll('success', 'skipped') ? 'completed' : 'pending';
}
