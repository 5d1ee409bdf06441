import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import {
  MOST_SELECTIONS,
  SELECTION_KEPT_MS,
  type ItemSelection,
  type SelectionStore,
} from '../items/files/selections/selection-store.js';

interface Harness {
  readonly store: SelectionStore;
  /** Adds a user with a library of the same id. */
  addUser(id: string): Promise<void>;
  /** Lets time pass for every stored time. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

export function selectionStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the SelectionStore contract`, () => {
    let harness: Harness;
    let store: SelectionStore;
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

    const ofUser = (userId = user): ItemSelection => ({
      ...{ id: ulid(), userId, libraryId: userId },
      ...{ itemIds: [randomUUID(), randomUUID()], files: 'texts' },
    });

    it('keeps the items in their order, for this user in this library alone', async () => {
      const selection = ofUser();
      expect(Date.parse(await store.add(selection))).not.toBeNaN();
      expect(await store.find(selection, selection.id)).toEqual(selection);
      expect(await store.find({ ...selection, userId: ulid() }, selection.id)).toBeUndefined();
      expect(await store.find({ ...selection, libraryId: ulid() }, selection.id)).toBeUndefined();
      expect(await store.find(selection, ulid())).toBeUndefined();
    });

    it('forgets a selection when its time has passed', async () => {
      const selection = ofUser();
      await store.add(selection);
      await harness.advance(SELECTION_KEPT_MS - 60_000);
      expect(await store.find(selection, selection.id)).toBeDefined();
      await harness.advance(60_000);
      expect(await store.find(selection, selection.id)).toBeUndefined();
      expect(await store.removeExpired()).toBeGreaterThanOrEqual(1);
      expect(await store.removeExpired()).toBe(0);
    });

    it('keeps the newest selections of a user, and all of others', async () => {
      const other = ulid();
      await harness.addUser(other);
      const foreign = ofUser(other);
      await store.add(foreign);
      const all = Array.from({ length: MOST_SELECTIONS + 1 }, () => ofUser());
      for (const selection of all) {
        // Two in the same moment would have no order.
        await harness.advance(1);
        await store.add(selection);
      }
      const found = await Promise.all(all.map(async (one) => (await store.find(one, one.id)) !== undefined));
      expect(found).toEqual(all.map((_, index) => index > 0));
      expect(await store.find(foreign, foreign.id)).toEqual(foreign);
    });
  });
}
