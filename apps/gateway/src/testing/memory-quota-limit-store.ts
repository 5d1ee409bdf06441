import type { QuotaLimitStore } from '../people/quotas/quota-limit-store.js';
import { NO_OWN_LIMITS, type OwnLimits, type StoredLimits } from '../people/quotas/quota.js';

export class MemoryQuotaLimitStore implements QuotaLimitStore {
  readonly #stored = new Map<string, StoredLimits>();

  load(userIds: readonly string[]): Promise<ReadonlyMap<string, StoredLimits>> {
    return Promise.resolve(new Map([...this.#stored].filter(([id]) => userIds.includes(id))));
  }

  replace(userId: string, revision: number, own: OwnLimits): Promise<StoredLimits | 'stale'> {
    const before = this.#stored.get(userId) ?? NO_OWN_LIMITS;
    if (before.revision !== revision) return Promise.resolve('stale');
    const stored = { own, revision: revision + 1 };
    this.#stored.set(userId, stored);
    return Promise.resolve(stored);
  }
}
