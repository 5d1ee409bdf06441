import { ulid } from 'ulid';
import {
  COUNTED,
  type AccountDeletion,
  type DeletionClaim,
  type DeletionCounts,
} from '../exchange/my-data/deletion/account-deletion.js';
import type { DeletionStore } from '../exchange/my-data/deletion/deletion-store.js';

interface Harness {
  readonly store: DeletionStore;
  addUser(id: string): Promise<void>;
  /** Lets time pass for every stored time. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const LEASE_MS = 15_000;
const WAIT_MS = 60_000;
const PROGRESS = { items: 3, totalItems: 7, failedItems: 1 };
const counts = Object.fromEntries(COUNTED.map((name) => [name, 0])) as DeletionCounts;

export function deletionStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the DeletionStore contract`, () => {
    let harness: Harness;
    let store: DeletionStore;
    let user: string;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      user = ulid();
      await harness.addUser(user);
    });

    const request = (waitMs = 0, library = user): Promise<AccountDeletion | undefined> =>
      store.request({ id: ulid(), userId: user, requestedBy: user, plan: [{ library, action: 'erase' }], counts, waitMs });
    const requestDeletion = async (waitMs = 0): Promise<string> => (await request(waitMs))?.id ?? '';
    const claimDeletion = async (id: string): Promise<DeletionClaim> => {
      const claim = await store.claim(id, LEASE_MS);
      if (claim === undefined) throw new Error('it could not be claimed');
      return claim;
    };

    it('waits until its start, and can be cancelled until then', async () => {
      const id = await requestDeletion(WAIT_MS);
      expect(await store.find(user)).toMatchObject({ id, state: 'waiting', items: 0, endedAt: undefined });
      expect(await store.unclaimed()).not.toContain(id);
      expect(await store.claim(id, LEASE_MS)).toBeUndefined();
      expect(await store.cancel(user)).toBe(true);
      expect(await store.cancel(user)).toBe(false);
      expect(await store.find(user)).toBeUndefined();
    });

    it('starts after its wait, and cannot be cancelled then', async () => {
      const id = await requestDeletion(WAIT_MS);
      await harness.advance(WAIT_MS);
      expect(await store.find(user)).toMatchObject({ state: 'running' });
      expect(await store.unclaimed()).toContain(id);
      expect(await store.cancel(user)).toBe(false);
    });

    it('has one deletion of a user, whose plan and start a later request replaces', async () => {
      const id = await requestDeletion(WAIT_MS);
      expect(await request(0, 'another')).toMatchObject({
        id,
        state: 'running',
        plan: [{ library: 'another', action: 'erase' }],
      });
      expect((await store.list()).filter(({ userId }) => userId === user)).toHaveLength(1);
      expect(await store.claim(id, LEASE_MS)).toBeDefined();
    });

    it('gives a claim to one, until its lease expires', async () => {
      const id = await requestDeletion();
      const first = await claimDeletion(id);
      expect(await store.claim(id, LEASE_MS)).toBeUndefined();
      expect(await store.unclaimed()).not.toContain(id);
      await harness.advance(LEASE_MS);
      expect(await store.unclaimed()).toContain(id);
      const second = await claimDeletion(id);
      expect(await store.renew(first, PROGRESS, LEASE_MS)).toBe(false);
      expect(await store.finish(first)).toBe(false);
      expect(await store.renew(second, PROGRESS, LEASE_MS)).toBe(true);
      expect(await store.find(user)).toMatchObject({ ...PROGRESS, state: 'running' });
    });

    it('tries again after a pause, and says why', async () => {
      const id = await requestDeletion();
      const claim = await claimDeletion(id);
      await store.renew(claim, PROGRESS, LEASE_MS);
      await store.release(claim, { problem: 'items-failed', waitMs: WAIT_MS });
      expect(await store.find(user)).toMatchObject({ ...PROGRESS, state: 'running', problem: 'items-failed' });
      expect(await store.unclaimed()).not.toContain(id);
      await harness.advance(WAIT_MS);
      expect((await claimDeletion(id)).deletion).toMatchObject({ items: 0, failedItems: 0, problem: 'items-failed' });
    });

    it('stays readable when it is done, and is not requested again', async () => {
      const id = await requestDeletion();
      expect(await store.finish(await claimDeletion(id))).toBe(true);
      expect(await store.find(user)).toMatchObject({
        id,
        state: 'done',
        problem: undefined,
        endedAt: expect.any(String) as string,
      });
      expect(await request()).toBeUndefined();
      expect((await store.endedWithin(WAIT_MS)).map((one) => one.id)).toContain(id);
      await store.reopen(id);
      expect(await store.find(user)).toMatchObject({ state: 'running', endedAt: undefined });
      await store.finish(await claimDeletion(id));
      await harness.advance(WAIT_MS);
      expect((await store.endedWithin(WAIT_MS)).map((one) => one.id)).not.toContain(id);
    });
  });
}
