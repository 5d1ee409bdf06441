import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { hashOf, newToken } from '../people/tokens/token.js';
import type { NewToken, TokenStore } from '../people/tokens/token-store.js';
import type { UserStore } from '../people/users/user-store.js';

interface Harness {
  readonly store: TokenStore;
  readonly users: UserStore;
  close(): Promise<void>;
}

export function tokenStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the TokenStore contract`, () => {
    let harness: Harness;
    let userId: string;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      const id = ulid();
      userId = await harness.store.ensureFirstUser({ userId: id, name: `user-${id}`, token: undefined });
    });

    const aToken = (overrides: Partial<NewToken> = {}): NewToken => ({
      id: newId(),
      userId,
      name: 'laptop',
      scopes: ['read', 'write'],
      hash: hashOf(newToken()),
      expiresAt: undefined,
      ...overrides,
    });

    it('finds a token by its hash', async () => {
      const token = aToken();
      await harness.store.add(token);
      expect(await harness.store.findValid(token.hash)).toMatchObject({
        id: token.id,
        userId,
        name: 'laptop',
        scopes: ['read', 'write'],
      });
    });

    it('finds neither an unknown nor an expired token', async () => {
      const expired = aToken({ expiresAt: new Date(Date.now() - 1_000).toISOString() });
      await harness.store.add(expired);
      expect(await harness.store.findValid(expired.hash)).toBeUndefined();
      expect(await harness.store.findValid(hashOf('unknown'))).toBeUndefined();
    });

    it('returns the token’s user, and finds no token of a disabled user', async () => {
      const { store, users } = harness;
      const other = await users.add({ id: ulid(), name: `library-${userId}`, role: 'viewer' });
      const token = aToken();
      await store.add(token);
      await users.add({ id: ulid(), name: `admin-${userId}`, role: 'admin' });
      await users.change(userId, { role: 'viewer', ...(other === undefined ? {} : { libraryId: other.id }) });
      expect((await store.findValid(token.hash))?.user).toEqual({
        id: userId,
        name: `user-${userId}`,
        role: 'viewer',
        library: { id: other?.id, name: other?.name },
      });
      await users.change(userId, { disabled: true });
      expect(await store.findValid(token.hash)).toBeUndefined();
      await users.change(userId, { disabled: false });
      expect(await store.findValid(token.hash)).toBeDefined();
    });

    it('adds the same token once', async () => {
      const token = aToken();
      const first = await harness.store.add(token);
      expect(await harness.store.add({ ...token, name: 'again' })).toEqual(first);
      expect(await harness.store.list(userId)).toHaveLength(1);
    });

    it('lists a user’s tokens in the order of their creation', async () => {
      const names = ['one', 'two', 'three'];
      for (const each of names) await harness.store.add(aToken({ name: each }));
      expect((await harness.store.list(userId)).map((each) => each.name)).toEqual(names);
      expect(await harness.store.list(ulid())).toEqual([]);
    });

    it('revokes a token for good, and only for its user', async () => {
      const token = aToken();
      await harness.store.add(token);
      expect(await harness.store.revoke(ulid(), token.id)).toBe(false);
      expect(await harness.store.findValid(token.hash)).toBeDefined();
      expect(await harness.store.revoke(userId, token.id)).toBe(true);
      expect(await harness.store.revoke(userId, token.id)).toBe(true);
      expect(await harness.store.findValid(token.hash)).toBeUndefined();
      expect(await harness.store.list(userId)).toEqual([]);
    });

    it('stores the last use, and ignores an earlier one', async () => {
      const token = aToken();
      await harness.store.add(token);
      const at = new Date('2026-02-05T10:00:00.000Z');
      await harness.store.markUsed(new Map([[token.id, at]]));
      await harness.store.markUsed(new Map([[token.id, new Date(0)]]));
      expect(await harness.store.findValid(token.hash)).toMatchObject({ lastUsedAt: at.toISOString() });
    });

    it('creates the first user and its token once, however many gateways start', async () => {
      const token = {
        id: newId(),
        name: 'bootstrap',
        scopes: ['admin'] as const,
        hash: hashOf(newToken()),
        expiresAt: undefined,
      };
      const name = `first-${ulid()}`;
      const start = (): Promise<string> =>
        harness.store.ensureFirstUser({ userId: ulid(), name, token: { ...token, id: newId() } });
      const [id, ...others] = await Promise.all([start(), start(), start()]);
      expect(new Set([id, ...others]).size).toBe(1);
      const tokens = await harness.store.list(id);
      expect(tokens).toHaveLength(1);
      await harness.store.revoke(id, tokens[0]?.id ?? '');
      await start();
      expect(await harness.store.findValid(token.hash)).toBeUndefined();
    });
  });
}
