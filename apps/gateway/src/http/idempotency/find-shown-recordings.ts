import { isUuid } from '@throughline/contracts';
import type { StoredAnswer } from './idempotency-store.js';

const findId = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined);

/**
 * Returns the recording whose title an answer shows: if that is erased, the answer must go. Bulk answers hold only ids and
 * codes and stay, because their filter could select other items today.
 */
export function findShownRecordings({ body }: StoredAnswer): readonly string[] {
  const id = findId(JSON.parse(body));
  return typeof id === 'string' && isUuid(id) ? [id] : [];
}
