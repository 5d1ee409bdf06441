import { ulid } from 'ulid';
import type { QuotaLimitStore } from '../people/quotas/quota-limit-store.js';

export interface QuotaLimitStoreHarness {
  readonly store: QuotaLimitStore;
  readonly addUser: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function quotaLimitStoreContract(name: string, open: () => Promise<QuotaLimitStoreHarness>): void {
  describe(`${name} fulfils the QuotaLimitStore contract`, () => {
    let harness: QuotaLimitStoreHarness;
    let store: QuotaLimitStore;
    let userId: string;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      userId = ulid();
      await harness.addUser(userId);
    });

    it('has no limits for a user for whom nobody has set any', async () => {
      expect(await store.load([userId])).toEqual(new Map());
    });

    it('keeps null apart from an absent limit, and raises the revision', async () => {
      const own = { items: null, deliveries: 5 };
      expect(await store.replace(userId, 1, own)).toEqual({ own, revision: 2 });
      expect(await store.load([userId, ulid()])).toEqual(new Map([[userId, { own, revision: 2 }]]));
      expect(await store.replace(userId, 2, {})).toEqual({ own: {}, revision: 3 });
    });

    it('refuses a change of another revision', async () => {
      expect(await store.replace(userId, 2, {})).toBe('stale');
      await store.replace(userId, 1, { items: 1 });
      expect(await store.replace(userId, 1, { items: 2 })).toBe('stale');
      expect((await store.load([userId])).get(userId)).toEqual({ own: { items: 1 }, revision: 2 });
    });

    it('accepts one of several changes at the same time', async () => {
      const results = await Promise.all([1, 2, 3].map((items) => store.replace(userId, 1, { items })));
      expect(results.filter((result) => result === 'stale')).toHaveLength(2);
    });
  });
}
