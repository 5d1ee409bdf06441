import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { newSecret } from '../people/sign-in/session.js';
import type { LibraryStore } from '../people/libraries/library-store.js';
import type { NewLink, NewSession, SessionStore } from '../people/sign-in/session-store.js';
import { hashOf } from '../people/tokens/token.js';
import type { UserStore } from '../people/users/user-store.js';

interface Harness {
  readonly store: SessionStore;
  readonly users: UserStore;
  readonly libraries: LibraryStore;
  close(): Promise<void>;
}

const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const HOUR_MS = 3_600_000;

export function sessionStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the SessionStore contract`, () => {
    let harness: Harness;
    let userId: string;
    beforeAll(async () => {
      harness = await open();
      await harness.users.add({ id: ulid(), name: 'the administrator', role: 'admin' });
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      userId = ulid();
      await harness.users.add({ id: userId, name: `user-${userId}`, role: 'operator' });
    });

    const addLink = async (overrides: Partial<NewLink> = {}): Promise<string> => {
      const hash = hashOf(newSecret());
      const expiresAt = later(HOUR_MS);
      await harness.store.addLink({ hash, userId, scopes: ['read', 'write'], madeBy: userId, expiresAt, ...overrides });
      return hash;
    };
    const aSession = (overrides: Partial<NewSession> = {}): NewSession => ({
      id: newId(),
      hash: hashOf(newSecret()),
      client: 'Spec/1.0',
      address: '203.0.113.7',
      expiresAt: later(HOUR_MS),
      ...overrides,
    });
    const createSession = async (overrides: Partial<NewSession> = {}): Promise<NewSession> => {
      const session = aSession(overrides);
      expect(await harness.store.redeem(await addLink(), session)).toBe(true);
      return session;
    };

    it('redeems a link for a sign-in of its user, with the link’s scopes', async () => {
      const session = await createSession();
      expect(await harness.store.findValid(session.hash)).toMatchObject({
        id: session.id,
        userId,
        scopes: ['read', 'write'],
        client: 'Spec/1.0',
        address: '203.0.113.7',
        expiresAt: session.expiresAt,
        user: {
          id: userId,
          name: `user-${userId}`,
          role: 'operator',
          library: { id: userId, name: `user-${userId}`, role: 'owner' },
        },
      });
    });

    it('starts a sign-in in the library that its user starts in, while the user is a member', async () => {
      const { store, users, libraries } = harness;
      const other = ulid();
      await users.add({ id: other, name: `library-${userId}`, role: 'operator' });
      await users.change(userId, { libraryId: other });
      const early = await createSession();
      expect((await store.findValid(early.hash))?.user.library.id).toBe(userId);
      await libraries.addMember(other, userId, 'viewer');
      const session = await createSession();
      expect((await store.findValid(session.hash))?.user.library).toMatchObject({ id: other, role: 'viewer' });
    });

    it('switches a sign-in to another library, where later sign-ins start', async () => {
      const { store, users, libraries } = harness;
      const other = ulid();
      await users.add({ id: other, name: `library-${userId}`, role: 'operator' });
      await libraries.addMember(other, userId, 'viewer');
      const [session, beside] = [await createSession(), await createSession()];
      await store.switchLibrary(session.id, other);
      expect((await store.findValid(session.hash))?.user.library).toMatchObject({ id: other, role: 'viewer' });
      expect((await store.findValid(beside.hash))?.user.library.id).toBe(userId);
      const later = await createSession();
      expect((await store.findValid(later.hash))?.user.library.id).toBe(other);
      await libraries.changeMember({ libraryId: other, userId, by: other }, undefined);
      expect((await store.findValid(session.hash))?.user.library).toMatchObject({ id: userId, role: 'owner' });
    });

    it('redeems a link once, even for concurrent requests', async () => {
      const link = await addLink();
      const tries = await Promise.all([1, 2, 3, 4].map(() => harness.store.redeem(link, aSession())));
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await harness.store.list(userId)).toHaveLength(1);
      expect(await harness.store.redeem(link, aSession())).toBe(false);
    });

    it('refuses a link that is expired, unknown or of a disabled user', async () => {
      expect(await harness.store.redeem(await addLink({ expiresAt: later(-1_000) }), aSession())).toBe(false);
      expect(await harness.store.redeem(hashOf('unknown'), aSession())).toBe(false);
      const link = await addLink();
      await harness.users.change(userId, { disabled: true });
      expect(await harness.store.redeem(link, aSession())).toBe(false);
      await harness.users.change(userId, { disabled: false });
      expect(await harness.store.redeem(link, aSession())).toBe(true);
    });

    it('opens a sign-in without a link, unless its user is disabled', async () => {
      const session = aSession();
      expect(await harness.store.open({ userId, scopes: ['read'] }, session)).toBe(true);
      expect(await harness.store.findValid(session.hash)).toMatchObject({ id: session.id, userId, scopes: ['read'] });
      await harness.users.change(userId, { disabled: true });
      expect(await harness.store.open({ userId, scopes: ['read'] }, aSession())).toBe(false);
      expect(await harness.store.open({ userId: ulid(), scopes: ['read'] }, aSession())).toBe(false);
    });

    it('finds no sign-in that is expired, unknown or of a disabled user', async () => {
      const over = await createSession({ expiresAt: later(-1_000) });
      expect(await harness.store.findValid(over.hash)).toBeUndefined();
      expect(await harness.store.findValid(hashOf('unknown'))).toBeUndefined();
      const session = await createSession();
      await harness.users.change(userId, { disabled: true });
      expect(await harness.store.findValid(session.hash)).toBeUndefined();
    });

    it('lists active sign-ins, newest first', async () => {
      const sessions = [
        await createSession(),
        await createSession(),
        await createSession({ expiresAt: later(-1_000) }),
        await createSession(),
      ];
      const listed = await harness.store.list(userId);
      expect(listed.map(({ id }) => id)).toEqual([3, 1, 0].map((at) => sessions[at]?.id));
      expect(await harness.store.list(ulid())).toEqual([]);
    });

    it('revokes a sign-in for good, and only for its user', async () => {
      const session = await createSession();
      expect(await harness.store.revoke(ulid(), session.id)).toBe(false);
      expect(await harness.store.findValid(session.hash)).toBeDefined();
      expect(await harness.store.revoke(userId, session.id)).toBe(true);
      expect(await harness.store.revoke(userId, session.id)).toBe(true);
      expect(await harness.store.findValid(session.hash)).toBeUndefined();
      expect(await harness.store.list(userId)).toEqual([]);
    });

    it('ends all sign-ins and unopened links of one user, and no one else’s', async () => {
      const [first, second, expired] = [
        await createSession(),
        await createSession(),
        await createSession({ expiresAt: later(-1_000) }),
      ];
      const link = await addLink();
      const other = ulid();
      await harness.users.add({ id: other, name: `user-${other}`, role: 'operator' });
      const [foreignLink, foreign] = [await addLink({ userId: other }), aSession()];
      expect(await harness.store.redeem(await addLink({ userId: other }), foreign)).toBe(true);
      expect(await harness.store.revokeAll(userId, second.id)).toBe(1);
      expect(await harness.store.findValid(first.hash)).toBeUndefined();
      expect(await harness.store.findValid(second.hash)).toBeDefined();
      expect(await harness.store.redeem(link, aSession())).toBe(false);
      expect(await harness.store.revokeAll(userId)).toBe(1);
      expect(await harness.store.revokeAll(userId)).toBe(0);
      for (const { hash } of [first, second, expired]) expect(await harness.store.findValid(hash)).toBeUndefined();
      expect(await harness.store.findValid(foreign.hash)).toBeDefined();
      expect(await harness.store.redeem(foreignLink, aSession())).toBe(true);
    });

    it('extends a sign-in, and never shortens it', async () => {
      const session = await createSession();
      const until = later(5 * HOUR_MS);
      await harness.store.extend(session.id, until);
      await harness.store.extend(session.id, later(1));
      expect((await harness.store.findValid(session.hash))?.expiresAt).toBe(until);
    });

    it('stores the last use, and ignores an earlier one', async () => {
      const session = await createSession();
      const at = new Date(Date.now() + HOUR_MS);
      await harness.store.markUsed(new Map([[session.id, at]]));
      await harness.store.markUsed(new Map([[session.id, new Date(0)]]));
      expect((await harness.store.findValid(session.hash))?.lastUsedAt).toBe(at.toISOString());
    });

    it('removes expired links and sign-ins, and keeps valid ones', async () => {
      const session = await createSession();
      const link = await addLink();
      await addLink({ expiresAt: later(-1_000) });
      await createSession({ expiresAt: later(-1_000) });
      expect(await harness.store.removeExpired()).toBeGreaterThanOrEqual(2);
      expect(await harness.store.removeExpired()).toBe(0);
      expect(await harness.store.findValid(session.hash)).toBeDefined();
      expect(await harness.store.redeem(link, aSession())).toBe(true);
    });
  });
}
