import { isUuid } from '@throughline/contracts';
import type { StoredAnswer } from './idempotency-store.js';

const idIn = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined);

/**
 * The recording that an answer shows, with its title: when that is erased, the answer must go. Answers about many hold ids and codes alone;
 * they stay, as a filter that is asked again might mean others.
 */
export function recordingsShownIn({ body }: StoredAnswer): readonly string[] {
  const id = idIn(JSON.parse(body));
  return typeof id === 'string' && isUuid(id) ? [id] : [];
}
