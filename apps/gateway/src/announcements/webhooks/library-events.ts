import { assetIdForKey } from '@throughline/contracts';
import type { LostCredentials } from '../../credentials/index.js';
import { dayOf, findNearlyUsed, roundAmount, type Quotas } from '../../people/quotas/index.js';
import type { LibraryEvent, WebhookEvent } from './webhook-endpoint.js';
import type { WebhookStore } from './webhook-store.js';

/**
 * Returns the id that stands for an event of a library in the queue, where messages of items have the id of their item. No item
 * has this id, because an `Idempotency-Key` has no line break.
 */
export const subjectIdOf = (libraryId: string, { key }: LibraryEvent): string => assetIdForKey(libraryId, `\n${key}`);

export interface LibraryEventPorts {
  readonly lost: Pick<LostCredentials, 'find'>;
  readonly quotas: Pick<Quotas, 'uses' | 'month'>;
  readonly store: Pick<WebhookStore, 'list'>;
  readonly now: () => Date;
}

/** Returns what is the case now, of the chosen events. A library is named after its owner, so its quotas are those of the owner. */
export async function findLibraryEvents(
  libraryId: string,
  chosen: readonly WebhookEvent[],
  { quotas, lost, store, now }: LibraryEventPorts,
): Promise<readonly LibraryEvent[]> {
  const month = quotas.month();
  const { period, end } = month;
  const [uses, credentials, endpoints] = await Promise.all([
    quotas.uses(libraryId, month),
    chosen.includes('credential.needs_reauth') ? lost.find(libraryId) : [],
    store.list(libraryId),
  ]);
  const nearlyUsed = findNearlyUsed(uses).map(({ quota, used, limit }): LibraryEvent => {
    const data = { quota, used: roundAmount(used), limit, period, renews_on: dayOf(end) };
    return { key: `quota:${quota}:${period}`, payload: { type: 'quota.nearly_used', timestamp: now().toISOString(), data } };
  });
  const reconnects = credentials.map(({ id, name, type, grantId, reason, usedBy }): LibraryEvent => {
    const data = { id, name, type, reason, used_by: usedBy };
    // A credential that was connected again and lost again has another secret.
    return { key: `credential:${grantId}`, payload: { type: 'credential.needs_reauth', timestamp: now().toISOString(), data } };
  });
  const disabled = endpoints.flatMap(({ id, name, disabledAt, disabledReason }): readonly LibraryEvent[] => {
    if (disabledAt === undefined || disabledReason === undefined) return [];
    const data = { id, name, disabled_reason: disabledReason, disabled_at: disabledAt };
    return [{ key: `webhook:${String(id)}:${disabledAt}`, payload: { type: 'webhook.disabled', timestamp: disabledAt, data } }];
  });
  return [...nearlyUsed, ...reconnects, ...disabled];
}
