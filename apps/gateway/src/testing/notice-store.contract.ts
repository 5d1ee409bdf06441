import { ulid } from 'ulid';
import type { NoticeSettings } from '../announcements/notices/notice.js';
import { ABSENCE_MS, type NoticeClaim, type NoticeStore } from '../announcements/notices/notice-store.js';

export interface NoticeStoreHarness {
  readonly store: NoticeStore;
  readonly addUser: (id: string) => Promise<void>;
  readonly disableUser: (id: string) => Promise<void>;
  /** Lets time pass for everything that is stored. */
  readonly advance: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const LEASE_MS = 10_000;
const change = { email: 'ann@example.org', kinds: ['failed', 'quota'] } as const;

export function noticeStoreContract(name: string, open: () => Promise<NoticeStoreHarness>): void {
  describe(`${name} fulfils the NoticeStore contract`, () => {
    let harness: NoticeStoreHarness;
    let store: NoticeStore;
    let libraryId: string;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      libraryId = ulid();
      await harness.addUser(libraryId);
    });

    const save = async (revision = 0, email: string = change.email): Promise<NoticeSettings> => {
      const saved = await store.save(libraryId, revision, { ...change, email });
      if (saved === 'stale') throw new Error('it has changed');
      return saved;
    };
    const subscribe = async (): Promise<void> => {
      await save();
      await store.confirm(libraryId, change.email);
    };
    const claim = async (): Promise<NoticeClaim> => {
      const claimed = await store.claim(libraryId, LEASE_MS);
      if (claimed === undefined) throw new Error('it is not free');
      return claimed;
    };
    const nothing = { noticed: [], nextLookMs: 0 };

    it('stores settings at the revision that was read, and another address needs a confirmation', async () => {
      expect(await store.find(libraryId)).toBeUndefined();
      const saved = await save();
      expect(saved).toMatchObject({ ...change, libraryId, revision: 1, confirmedAt: undefined, problem: undefined });
      expect(await store.find(libraryId)).toEqual(saved);
      expect(await store.save(libraryId, 0, change)).toBe('stale');
      expect(await store.confirm(libraryId, 'eve@example.org')).toBe(false);
      expect(await store.confirm(libraryId, change.email)).toBe(true);
      expect(await store.confirm(libraryId, change.email)).toBe(true);
      expect(await save(2)).toMatchObject({ revision: 3, confirmedAt: expect.any(String) as string });
      expect(await save(3, 'bob@example.org')).toMatchObject({ revision: 4, confirmedAt: undefined });
      await store.remove(libraryId);
      expect(await store.find(libraryId)).toBeUndefined();
      await store.remove(libraryId);
    });

    it('lets one confirmation be sent in a minute', async () => {
      await save();
      expect([await store.startConfirmation(libraryId), await store.startConfirmation(libraryId)]).toEqual([true, false]);
      await harness.advance(61_000);
      expect(await store.startConfirmation(libraryId)).toBe(true);
    });

    it('keeps that limit when the settings are removed and stored again, and nothing else of them', async () => {
      await subscribe();
      await store.startConfirmation(libraryId);
      const claimed = await claim();
      await store.compare(claimed, ['failed:a']);
      await store.remove(libraryId);
      expect([await store.startConfirmation(libraryId), await store.due(1_000)]).toEqual([
        false,
        expect.not.arrayContaining([libraryId]),
      ]);
      expect(await store.save(libraryId, 2, change)).toBe('stale');
      await store.finish(claimed, { noticed: ['failed:a'], nextLookMs: 0 });
      const again = await save(0, 'bob@example.org');
      expect(again).toMatchObject({ email: 'bob@example.org', confirmedAt: undefined, lastSentAt: undefined });
      expect(await store.confirm(libraryId, change.email)).toBe(false);
      expect(await store.startConfirmation(libraryId)).toBe(false);
      await harness.advance(61_000);
      expect(await store.startConfirmation(libraryId)).toBe(true);
      expect(await store.save(libraryId, 0, change)).toBe('stale');
    });

    it('gives a confirmed library to one gateway at a time, and to another after the lease', async () => {
      await save();
      expect(await store.claim(libraryId, LEASE_MS)).toBeUndefined();
      await store.confirm(libraryId, change.email);
      expect(await store.due(1_000)).toContain(libraryId);
      const first = await claim();
      expect(await store.claim(libraryId, LEASE_MS)).toBeUndefined();
      await harness.advance(LEASE_MS / 2);
      expect(await store.renew(first, LEASE_MS)).toBe(true);
      await harness.advance(LEASE_MS / 2);
      expect(await store.claim(libraryId, LEASE_MS)).toBeUndefined();
      await harness.advance(LEASE_MS);
      const second = await claim();
      expect(await store.renew(first, LEASE_MS)).toBe(false);
      expect(await store.compare(first, ['failed:a'])).toEqual([]);
      await store.finish(first, { ...nothing, problem: 'lost' });
      expect((await store.find(libraryId))?.problem).toBeUndefined();
      await store.finish(second, { ...nothing, problem: 'busy', nextLookMs: 60_000 });
      expect((await store.find(libraryId))?.problem).toBe('busy');
      expect(await store.due(1_000)).not.toContain(libraryId);
      await harness.advance(60_000);
      expect(await store.due(1_000)).toContain(libraryId);
      await harness.disableUser(libraryId);
      expect(await store.due(1_000)).not.toContain(libraryId);
    });

    it('does not tell what was the case at the confirmation, and returns only what is the case now', async () => {
      await subscribe();
      const claimed = await claim();
      expect(await store.compare(claimed, ['failed:old'])).toMatchObject([{ key: 'failed:old', isNoticed: true }]);
      await store.compare(claimed, ['failed:old', 'failed:new']);
      await harness.advance(5_000);
      const known = await store.compare(claimed, ['failed:new', 'quota:items']);
      expect(known).toMatchObject([
        { key: 'failed:new', isNoticed: false },
        { key: 'quota:items', isNoticed: false },
      ]);
      expect(known[0]?.ageMs).toBeGreaterThanOrEqual(5_000);
      expect(known[1]?.ageMs).toBeLessThan(5_000);
    });

    it('takes a cause that returns within five minutes for the same one, and a later one for another', async () => {
      await subscribe();
      const claimed = await claim();
      await store.compare(claimed, ['failed:a']);
      await store.compare(claimed, []);
      await harness.advance(ABSENCE_MS / 2);
      expect(await store.compare(claimed, [])).toEqual([]);
      await harness.advance(ABSENCE_MS / 2 - 1_000);
      expect(await store.compare(claimed, ['failed:a'])).toMatchObject([{ key: 'failed:a', isNoticed: true }]);
      expect((await store.compare(claimed, ['failed:a']))[0]?.ageMs).toBeGreaterThanOrEqual(ABSENCE_MS - 1_000);
      // The earlier absence does not count towards this one.
      await store.compare(claimed, []);
      await harness.advance(2_000);
      expect(await store.compare(claimed, ['failed:a'])).toMatchObject([{ isNoticed: true }]);
      await store.compare(claimed, []);
      await harness.advance(ABSENCE_MS);
      const [again] = await store.compare(claimed, ['failed:a']);
      expect(again).toMatchObject({ key: 'failed:a', isNoticed: false });
      expect(again?.ageMs).toBeLessThan(ABSENCE_MS);
    });

    it('does not tell a new address what was found for the earlier one', async () => {
      await subscribe();
      const first = await claim();
      await store.compare(first, []);
      expect(await store.compare(first, ['failed:a'])).toMatchObject([{ key: 'failed:a', isNoticed: false }]);
      await store.finish(first, nothing);
      await save(2, 'bob@example.org');
      await store.confirm(libraryId, 'bob@example.org');
      expect(await store.compare(await claim(), ['failed:a'])).toMatchObject([{ key: 'failed:a', isNoticed: true }]);
    });

    it('remembers what a mail has told, and when', async () => {
      await subscribe();
      const claimed = await claim();
      expect(claimed.quietMs).toBeUndefined();
      await store.compare(claimed, []);
      await store.compare(claimed, ['failed:a', 'failed:b']);
      await store.finish(claimed, { noticed: ['failed:a'], nextLookMs: 0 });
      await harness.advance(7_000);
      const again = await claim();
      expect(again.quietMs).toBeGreaterThanOrEqual(7_000);
      expect(again.settings.lastSentAt).toEqual(expect.any(String));
      expect(await store.compare(again, ['failed:a', 'failed:b'])).toMatchObject([
        { key: 'failed:a', isNoticed: true },
        { key: 'failed:b', isNoticed: false },
      ]);
    });
  });
}
