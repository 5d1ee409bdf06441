import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { newSecret } from '../people/sign-in/session.js';
import { hashOf } from '../people/tokens/token.js';
import type { UserStore } from '../people/users/user-store.js';
import type { NewShareLink, ShareLinkStore } from '../sharing/share-link-store.js';

interface Harness {
  readonly store: ShareLinkStore;
  readonly users: UserStore;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

export function shareLinkStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the ShareLinkStore contract`, () => {
    let harness: Harness;
    let owner: string;
    let itemId: string;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      owner = ulid();
      itemId = newId();
      await harness.users.add({ id: owner, name: `user-${owner}`, role: 'operator' });
    });

    const aLink = (overrides: Partial<NewShareLink> = {}): NewShareLink => ({
      id: ulid(),
      hash: hashOf(newSecret()),
      libraryId: owner,
      itemId,
      kind: 'recording',
      passwordHash: undefined,
      download: true,
      madeBy: owner,
      expiresAt: later(HOUR_MS),
      ...overrides,
    });
    const addLink = async (overrides: Partial<NewShareLink> = {}): Promise<NewShareLink> => {
      const link = aLink(overrides);
      expect(await harness.store.add(link, 20)).toMatchObject({ id: link.id });
      return link;
    };
    const idsOf = async (of: { libraryId: string; itemId?: string }, most = 20): Promise<readonly string[]> =>
      (await harness.store.list(of, most)).map(({ id }) => id);

    it('finds a link by its id and by the hash of its code, and never returns the hash', async () => {
      const link = await addLink({ passwordHash: 'a password', download: false, kind: 'document' });
      const { hash, ...shown } = link;
      const expected = {
        ...shown,
        createdAt: expect.any(String) as string,
        opens: 0,
        lastOpenedAt: undefined,
        revokedAt: undefined,
        revokedBy: undefined,
      };
      expect(await harness.store.find(link.id)).toEqual(expected);
      expect(await harness.store.findByHash(hash)).toEqual(expected);
      expect(await harness.store.findByHash(hashOf('another code'))).toBeUndefined();
      expect(await harness.store.find(ulid())).toBeUndefined();
    });

    it('lists the links of a library or of an item, the open ones first', async () => {
      const first = await addLink();
      const expired = await addLink({ expiresAt: later(-HOUR_MS) });
      const revoked = await addLink();
      await harness.store.revoke({ libraryId: owner, id: revoked.id, by: owner });
      const other = await addLink({ itemId: newId() });
      expect(await idsOf({ libraryId: owner, itemId })).toEqual([first.id, revoked.id, expired.id]);
      expect(await idsOf({ libraryId: owner })).toEqual([other.id, first.id, revoked.id, expired.id]);
      expect(await idsOf({ libraryId: owner }, 2)).toEqual([other.id, first.id]);
      expect(await idsOf({ libraryId: ulid(), itemId })).toEqual([]);
    });

    it('limits the open links of an item, even of requests at once', async () => {
      await addLink({ expiresAt: later(-HOUR_MS) });
      const answers = await Promise.all(Array.from({ length: 5 }, () => harness.store.add(aLink(), 3)));
      expect(answers.filter((one) => one === 'too-many')).toHaveLength(2);
      expect(await harness.store.add(aLink({ itemId: newId() }), 3)).not.toBe('too-many');
    });

    it('revokes a link of the library once, and says who did', async () => {
      const { id } = await addLink();
      expect(await harness.store.revoke({ libraryId: ulid(), id, by: owner })).toBe('absent');
      const revoked = { id, revokedBy: owner, revokedAt: expect.any(String) as string };
      expect(await harness.store.revoke({ libraryId: owner, id, by: owner })).toMatchObject(revoked);
      expect(await harness.store.revoke({ libraryId: owner, id, by: owner })).toBe('unchanged');
      expect(await harness.store.find(id)).toMatchObject(revoked);
    });

    it('counts openings', async () => {
      const { id } = await addLink();
      await Promise.all([harness.store.countOpening(id), harness.store.countOpening(id)]);
      expect(await harness.store.find(id)).toMatchObject({ opens: 2, lastOpenedAt: expect.any(String) as string });
    });

    it('names each item with links once, in pages', async () => {
      const others = [newId(), newId()];
      for (const one of [itemId, itemId, ...others]) await addLink({ itemId: one });
      const found: string[] = [];
      for (let after: string | undefined; ; after = found.at(-1)) {
        const page = await harness.store.itemsAfter(after, 2);
        found.push(...page.map((one) => one.itemId));
        if (page.length === 0) break;
      }
      expect(found.filter((one) => [itemId, ...others].includes(one))).toEqual([itemId, ...others].sort());
      expect(new Set(found).size).toBe(found.length);
    });

    it('removes the links of an item, and those that ended long ago', async () => {
      await addLink({ expiresAt: later(-49 * HOUR_MS) });
      const recent = await addLink({ expiresAt: later(-47 * HOUR_MS) });
      const opened = await addLink({ itemId: newId() });
      expect(await harness.store.removeEnded(2)).toBeGreaterThan(0);
      expect(await idsOf({ libraryId: owner })).toEqual([opened.id, recent.id]);
      expect(await harness.store.removeOf(itemId)).toBe(1);
      expect(await idsOf({ libraryId: owner })).toEqual([opened.id]);
    });
  });
}
