import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { newSecret } from '../sign-in/session.js';
import type { NewLink, NewSession, SessionStore } from '../sign-in/session-store.js';
import { hashOf } from '../tokens/token.js';
import type { UserStore } from '../users/user-store.js';

interface Harness {
  readonly store: SessionStore;
  readonly users: UserStore;
  close(): Promise<void>;
}

const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const HOUR_MS = 3_600_000;

/** What every store of sign-ins does, the fake included. */
export function sessionStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} keeps the SessionStore contract`, () => {
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
      expiresAt: later(HOUR_MS),
      ...overrides,
    });
    const opened = async (overrides: Partial<NewSession> = {}): Promise<NewSession> => {
      const session = aSession(overrides);
      expect(await harness.store.redeem(await addLink(), session)).toBe(true);
      return session;
    };

    it('makes of a link a sign-in of its user, with the scopes of the link', async () => {
      const session = await opened();
      expect(await harness.store.findValid(session.hash)).toMatchObject({
        id: session.id,
        userId,
        scopes: ['read', 'write'],
        client: 'Spec/1.0',
        expiresAt: session.expiresAt,
        user: { id: userId, name: `user-${userId}`, role: 'operator', library: { id: userId, name: `user-${userId}` } },
      });
    });

    it('gives a link to one of any number that try at the same time', async () => {
      const link = await addLink();
      const tries = await Promise.all([1, 2, 3, 4].map(() => harness.store.redeem(link, aSession())));
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await harness.store.list(userId)).toHaveLength(1);
      expect(await harness.store.redeem(link, aSession())).toBe(false);
    });

    it('takes no link that is over, unknown, or of a user who is disabled', async () => {
      expect(await harness.store.redeem(await addLink({ expiresAt: later(-1_000) }), aSession())).toBe(false);
      expect(await harness.store.redeem(hashOf('unknown'), aSession())).toBe(false);
      const link = await addLink();
      await harness.users.change(userId, { disabled: true });
      expect(await harness.store.redeem(link, aSession())).toBe(false);
      await harness.users.change(userId, { disabled: false });
      expect(await harness.store.redeem(link, aSession())).toBe(true);
    });

    it('finds no sign-in that is over, unknown, or of a user who is disabled', async () => {
      const over = await opened({ expiresAt: later(-1_000) });
      expect(await harness.store.findValid(over.hash)).toBeUndefined();
      expect(await harness.store.findValid(hashOf('unknown'))).toBeUndefined();
      const session = await opened();
      await harness.users.change(userId, { disabled: true });
      expect(await harness.store.findValid(session.hash)).toBeUndefined();
    });

    it('lists what holds, the newest first', async () => {
      const sessions = [await opened(), await opened(), await opened({ expiresAt: later(-1_000) }), await opened()];
      const listed = await harness.store.list(userId);
      expect(listed.map(({ id }) => id)).toEqual([3, 1, 0].map((at) => sessions[at]?.id));
      expect(await harness.store.list(ulid())).toEqual([]);
    });

    it('ends a sign-in for good, and only for its user', async () => {
      const session = await opened();
      expect(await harness.store.revoke(ulid(), session.id)).toBe(false);
      expect(await harness.store.findValid(session.hash)).toBeDefined();
      expect(await harness.store.revoke(userId, session.id)).toBe(true);
      expect(await harness.store.revoke(userId, session.id)).toBe(true);
      expect(await harness.store.findValid(session.hash)).toBeUndefined();
      expect(await harness.store.list(userId)).toEqual([]);
    });

    it('makes a sign-in longer, and never shorter', async () => {
      const session = await opened();
      const until = later(5 * HOUR_MS);
      await harness.store.extend(session.id, until);
      await harness.store.extend(session.id, later(1));
      expect((await harness.store.findValid(session.hash))?.expiresAt).toBe(until);
    });

    it('remembers the last use, and no earlier one', async () => {
      const session = await opened();
      const at = new Date(Date.now() + HOUR_MS);
      await harness.store.markUsed(new Map([[session.id, at]]));
      await harness.store.markUsed(new Map([[session.id, new Date(0)]]));
      expect((await harness.store.findValid(session.hash))?.lastUsedAt).toBe(at.toISOString());
    });

    it('forgets what is over, and nothing that holds', async () => {
      const session = await opened();
      const link = await addLink();
      await addLink({ expiresAt: later(-1_000) });
      await opened({ expiresAt: later(-1_000) });
      expect(await harness.store.removeExpired()).toBeGreaterThanOrEqual(2);
      expect(await harness.store.removeExpired()).toBe(0);
      expect(await harness.store.findValid(session.hash)).toBeDefined();
      expect(await harness.store.redeem(link, aSession())).toBe(true);
    });
  });
}
