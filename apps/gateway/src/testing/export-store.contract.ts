import { ulid } from 'ulid';
import type { ExportClaim } from '../exchange/my-data/exports/data-export.js';
import { EXPORT_KEPT_MS, type ExportStore } from '../exchange/my-data/exports/export-store.js';

interface Harness {
  readonly store: ExportStore;
  addUser(id: string): Promise<void>;
  /** Lets time pass for every stored time. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const LEASE_MS = 15_000;
const ARCHIVE = { key: 'exports/one/two.zip', size: 5_000_000_000, sha256: 'a'.repeat(64) };
const PROGRESS = { items: 3, totalItems: 7, bytes: 4_500_000_000 };

export function exportStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the ExportStore contract`, () => {
    let harness: Harness;
    let store: ExportStore;
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

    const claimExport = async (id: string): Promise<ExportClaim> => {
      const claim = await store.claim(id, LEASE_MS);
      if (claim === undefined) throw new Error('it could not be claimed');
      return claim;
    };
    const addExport = async (): Promise<string> => (await store.add(ulid(), user)).id;
    const finishExport = async (): Promise<string> => {
      const id = await addExport();
      await store.finish(await claimExport(id), ARCHIVE, PROGRESS);
      return id;
    };

    it('runs one export of a user at a time, and shows it to that user alone', async () => {
      const id = await addExport();
      expect(await store.add(ulid(), user)).toMatchObject({ id, state: 'running', items: 0, expiresAt: undefined });
      expect(await store.list(user)).toHaveLength(1);
      expect(await store.find(ulid(), id)).toBeUndefined();
      expect(await store.remove(ulid(), id)).toBe(false);
      expect(await store.existing([id, ulid()])).toEqual(new Set([id]));
    });

    it('gives a claim to one, until its lease expires', async () => {
      const id = await addExport();
      const first = await claimExport(id);
      expect(await store.claim(id, LEASE_MS)).toBeUndefined();
      expect(await store.unclaimed()).not.toContain(id);
      await harness.advance(LEASE_MS);
      expect(await store.unclaimed()).toContain(id);
      const second = await claimExport(id);
      expect(second.attempt).toBe(2);
      expect(await store.renew(first, PROGRESS, LEASE_MS)).toBe(false);
      expect(await store.finish(first, ARCHIVE, PROGRESS)).toBe(false);
      expect(await store.renew(second, PROGRESS, LEASE_MS)).toBe(true);
      expect(await store.find(user, id)).toMatchObject({ ...PROGRESS, state: 'running' });
    });

    it('offers the archive of a finished export, and drops the earlier ones', async () => {
      const earlier = await finishExport();
      const id = await finishExport();
      const [one, ...others] = await store.list(user);
      expect(one).toMatchObject({ id, state: 'ready', archive: ARCHIVE, items: 3, totalItems: 3, bytes: ARCHIVE.size });
      expect(others).toEqual([]);
      expect(await store.existing([earlier])).toEqual(new Set());
      expect(await store.claim(id, LEASE_MS)).toBeUndefined();
    });

    it('names the problem of a failed export', async () => {
      const id = await addExport();
      await store.fail(await claimExport(id), 'storage-full');
      expect(await store.find(user, id)).toMatchObject({ state: 'failed', problem: 'storage-full', archive: undefined });
      expect(await store.add(ulid(), user)).toMatchObject({ state: 'running' });
    });

    it('counts only failures as attempts', async () => {
      const id = await addExport();
      await store.release(await claimExport(id), 'outage');
      expect((await store.find(user, id))?.waitingSince).toEqual(expect.any(String));
      const second = await claimExport(id);
      expect(second.attempt).toBe(1);
      await store.release(second, 'stop');
      expect((await store.find(user, id))?.waitingSince).toBeUndefined();
      await store.release(await claimExport(id), 'failure');
      expect((await claimExport(id)).attempt).toBe(2);
    });

    it('forgets an export when its time has passed', async () => {
      const id = await finishExport();
      await harness.advance(EXPORT_KEPT_MS - 60_000);
      expect(await store.find(user, id)).toBeDefined();
      await harness.advance(60_000);
      expect(await store.find(user, id)).toBeUndefined();
      expect(await store.removeExpired()).toBeGreaterThanOrEqual(1);
      expect(await store.existing([id])).toEqual(new Set());
    });

    it('never expires a running export', async () => {
      const id = await addExport();
      await harness.advance(2 * EXPORT_KEPT_MS);
      await store.removeExpired();
      expect(await store.find(user, id)).toMatchObject({ state: 'running' });
    });
  });
}
