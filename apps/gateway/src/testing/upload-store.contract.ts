import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { NewUpload, UploadStore } from '../exchange/uploads/upload-store.js';
import type { UserStore } from '../people/users/user-store.js';

interface Harness {
  readonly store: UploadStore;
  readonly users: UserStore;
  close(): Promise<void>;
}

const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const HOUR_MS = 3_600_000;
const MOST = 100;

export function uploadStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the UploadStore contract`, () => {
    let harness: Harness;
    let user: string;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      user = ulid();
      await harness.users.add({ id: user, name: `user-${user}`, role: 'operator' });
    });

    const beginUpload = async (overrides: Partial<NewUpload> = {}): Promise<string> => {
      const id = newId();
      const words = { fileName: 'talk.mp4', mediaType: 'video/mp4', sha256: undefined, fields: { title: 'A talk' } };
      const upload = { id, by: user, owner: user, recordingId: newId(), length: 100, words, expiresAt: later(HOUR_MS) };
      expect(await harness.store.add({ ...upload, ...overrides }, MOST)).toBe(true);
      return id;
    };
    const grow = (id: string, start: number, size: number): Promise<boolean> =>
      harness.store.grow(id, { start, size, key: `parts/${id}/${String(start)}` }, later(2 * HOUR_MS));

    it('lists the unfinished uploads of a user, oldest first', async () => {
      const ids = [await beginUpload(), await beginUpload(), await beginUpload()];
      await harness.store.conclude(ids[1] ?? '', { kind: 'registered' }, later(HOUR_MS));
      expect((await harness.store.openOf(user)).map(({ id }) => id)).toEqual([ids[0], ids[2]]);
      expect(await harness.store.openOf(ulid())).toEqual([]);
    });

    it('returns a new upload, with a length beyond 32 bits', async () => {
      const id = await beginUpload({ length: 20 * 2 ** 30 });
      expect(await harness.store.find(id)).toMatchObject({
        id,
        by: user,
        owner: user,
        length: 20 * 2 ** 30,
        received: 0,
        words: { fileName: 'talk.mp4', mediaType: 'video/mp4', fields: { title: 'A talk' } },
        outcome: undefined,
      });
      expect(await harness.store.find(newId())).toBeUndefined();
    });

    it('accepts pieces only in order, and none beyond the end', async () => {
      const id = await beginUpload();
      expect([await grow(id, 10, 5), await grow(id, 0, 60), await grow(id, 0, 60), await grow(id, 60, 41)]).toEqual([
        false,
        true,
        false,
        false,
      ]);
      expect(await grow(id, 60, 40)).toBe(true);
      expect((await harness.store.find(id))?.received).toBe(100);
      expect((await harness.store.pieces(id)).map(({ start, size }) => [start, size])).toEqual([
        [0, 60],
        [60, 40],
      ]);
    });

    it('accepts one of several concurrent pieces with the same offset', async () => {
      const id = await beginUpload();
      const taken = await Promise.all([1, 2, 3, 4].map((size) => grow(id, 0, size)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await harness.store.pieces(id)).toHaveLength(1);
    });

    it('concludes an upload once, and removes its metadata', async () => {
      const id = await beginUpload();
      await harness.store.conclude(
        id,
        { kind: 'refused', refusal: { code: 'duplicate', detail: 'x', existingId: 'y' } },
        later(1),
      );
      await harness.store.conclude(id, { kind: 'registered' }, later(1));
      const upload = await harness.store.find(id);
      expect(upload?.words).toBeUndefined();
      expect(upload?.outcome).toEqual({ kind: 'refused', refusal: { code: 'duplicate', detail: 'x', existingId: 'y' } });
      expect(await grow(id, 0, 10)).toBe(false);
    });

    it('counts a user’s open uploads, and not the finished ones', async () => {
      const first = await beginUpload();
      const more = { by: user, owner: user, length: 1, expiresAt: later(HOUR_MS) };
      const words = { fileName: undefined, mediaType: 'video/mp4', sha256: undefined, fields: {} };
      const one = (): NewUpload => ({ id: newId(), recordingId: newId(), words, ...more });
      expect(await harness.store.add(one(), 1)).toBe(false);
      await harness.store.conclude(first, { kind: 'registered' }, later(HOUR_MS));
      expect(await harness.store.add(one(), 1)).toBe(true);
    });

    it('finds unfinished uploads, uploads with leftover pieces, and expired uploads', async () => {
      const [whole, part, done, old] = [
        await beginUpload(),
        await beginUpload(),
        await beginUpload(),
        await beginUpload({ expiresAt: later(-1_000) }),
      ];
      await grow(whole, 0, 100);
      await grow(part, 0, 99);
      await grow(done, 0, 100);
      await harness.store.conclude(done, { kind: 'registered' }, later(HOUR_MS));
      expect(await harness.store.unfinished(later(1_000))).toEqual(expect.arrayContaining([whole]));
      expect(await harness.store.unfinished(later(1_000))).not.toEqual(expect.arrayContaining([done]));
      expect(await harness.store.unfinished(later(1_000))).not.toEqual(expect.arrayContaining([part]));
      expect(await harness.store.unfinished(later(-HOUR_MS))).not.toContain(whole);
      expect(await harness.store.withLeftovers()).toContain(done);
      await harness.store.forgetPieces(done);
      expect(await harness.store.withLeftovers()).not.toContain(done);
      expect(await harness.store.expired(later(0))).toContain(old);
      expect(await harness.store.expired(later(0))).not.toContain(part);
      await harness.store.remove(whole);
      expect([await harness.store.find(whole), await harness.store.pieces(whole)]).toEqual([undefined, []]);
    });
  });
}
