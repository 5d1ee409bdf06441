import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { hashOf, newToken } from '../people/tokens/token.js';
import type { LibraryStore } from '../people/libraries/library-store.js';
import type { NewToken, TokenStore } from '../people/tokens/token-store.js';
import type { UserStore } from '../people/users/user-store.js';

interface Harness {
  readonly store: TokenStore;
  readonly users: UserStore;
  readonly libraries: LibraryStore;
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
      libraryId: overrides.userId ?? userId,
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

    it('finds no token that is unknown, expired or revoked, nor one that is both', async () => {
      const past = new Date(Date.now() - 1_000).toISOString();
      const future = new Date(Date.now() + 3_600_000).toISOString();
      const [active, expired] = [aToken({ expiresAt: future }), aToken({ expiresAt: past })];
      const [revoked, both] = [aToken({ expiresAt: future }), aToken({ expiresAt: past })];
      for (const one of [active, expired, revoked, both]) await harness.store.add(one);
      for (const one of [revoked, both]) await harness.store.revoke(userId, one.id);
      expect(await harness.store.findValid(active.hash)).toMatchObject({ id: active.id, expiresAt: future });
      for (const one of [expired, revoked, both]) expect(await harness.store.findValid(one.hash)).toBeUndefined();
      expect(await harness.store.findValid(hashOf('unknown'))).toBeUndefined();
    });

    it('returns the access of the token’s user to the library of the token, wherever sign-ins start', async () => {
      const { store, users, libraries } = harness;
      const other = ulid();
      await users.add({ id: other, name: `library-${userId}`, role: 'viewer' });
      await libraries.addMember(other, userId, 'viewer');
      const [token, shared] = [aToken(), aToken({ libraryId: other })];
      for (const one of [token, shared]) await store.add(one);
      await users.change(userId, { libraryId: other });
      const personal = { id: userId, name: `user-${userId}`, isPersonal: true, role: 'owner' };
      const joined = { id: other, name: `library-${userId}`, isPersonal: true, role: 'viewer' };
      const access = { id: userId, name: `user-${userId}`, role: 'admin', libraries: [personal, joined] };
      expect((await store.findValid(token.hash))?.user).toEqual({ ...access, library: personal });
      expect((await store.findValid(shared.hash))?.user).toEqual({ ...access, library: joined });
    });

    it('finds no token of a disabled user, nor of one who is not a member of its library', async () => {
      const { store, users } = harness;
      const stranger = ulid();
      await users.add({ id: stranger, name: `stranger-${userId}`, role: 'admin' });
      const [token, foreign, late] = [aToken(), aToken({ libraryId: stranger }), aToken()];
      for (const one of [token, foreign]) await store.add(one);
      expect(await store.findValid(foreign.hash)).toBeUndefined();
      await users.change(userId, { disabled: true });
      expect(await store.findValid(token.hash)).toBeUndefined();
      expect(await store.add(late)).toBeUndefined();
      await users.change(userId, { disabled: false });
      expect(await store.findValid(token.hash)).toBeDefined();
      expect(await store.findValid(late.hash)).toBeUndefined();
    });

    it('names who made a token for its user', async () => {
      const maker = ulid();
      await harness.users.add({ id: maker, name: `maker-${userId}`, role: 'admin' });
      const [own, other] = [aToken(), aToken({ madeBy: maker })];
      for (const one of [own, other]) await harness.store.add(one);
      expect((await harness.store.list(userId)).map(({ madeBy }) => madeBy)).toEqual([undefined, maker]);
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

    it('revokes all tokens of one user, and no one else’s', async () => {
      const [first, second, foreign] = [aToken(), aToken(), aToken()];
      const id = ulid();
      const other = await harness.store.ensureFirstUser({ userId: id, name: `user-${id}`, token: undefined });
      for (const one of [first, second, { ...foreign, userId: other, libraryId: other }]) await harness.store.add(one);
      expect(await harness.store.revokeAll(userId, second.id)).toBe(1);
      expect(await harness.store.findValid(first.hash)).toBeUndefined();
      expect(await harness.store.findValid(second.hash)).toBeDefined();
      expect(await harness.store.revokeAll(userId)).toBe(1);
      expect(await harness.store.revokeAll(userId)).toBe(0);
      expect(await harness.store.findValid(second.hash)).toBeUndefined();
      expect(await harness.store.findValid(foreign.hash)).toMatchObject({ userId: other });
    });

    it('revokes what an administrator made for others, and no other token', async () => {
      const [own, made, makers] = [aToken(), aToken(), aToken()];
      const id = ulid();
      const maker = await harness.store.ensureFirstUser({ userId: id, name: `user-${id}`, token: undefined });
      await harness.store.add(own);
      await harness.store.add({ ...made, madeBy: maker });
      await harness.store.add({ ...makers, userId: maker, libraryId: maker, madeBy: maker });
      expect(await harness.store.revokeMadeBy(maker)).toBe(1);
      expect(await harness.store.findValid(made.hash)).toBeUndefined();
      expect(await harness.store.findValid(own.hash)).toBeDefined();
      expect(await harness.store.findValid(makers.hash)).toBeDefined();
      expect(await harness.store.revokeMadeBy(maker)).toBe(0);
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
